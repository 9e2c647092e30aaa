// @ts-check
/** Style sheets of single pages, loaded with the page that needs them first. They stay. */

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/**
 * @param {string} name without its ending
 * @returns {Promise<void>} settled when it applies
 */
export function style(name) {
  let one = loaded.get(name);
  if (!one) {
    one = load(name);
    one.catch(() => loaded.delete(name)); // or it could not be tried again
    loaded.set(name, one);
  }
  return one;
}

/** @param {string} name */
function load(name) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = new URL(`../styles/${name}.css`, import.meta.url).href;
      link.addEventListener('load', () => resolve());
      link.addEventListener('error', () => {
        link.remove();
        reject(new Error(link.href));
      });
      document.head.append(link);
    })
  );
}
