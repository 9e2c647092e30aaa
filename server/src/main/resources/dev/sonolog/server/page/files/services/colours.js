// @ts-check
/** The style sheet's colours for what is drawn on a canvas; told anew when the theme changes. */
import { settings } from './settings.js';

class Colours extends EventTarget {
  /** @type {Map<string, string>} */
  #known = new Map();
  /** @type {HTMLElement | null} */
  #probe = null;

  constructor() {
    super();
    settings.addEventListener('change', () => this.#forget());
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', () => this.#forget());
    }
  }

  #forget() {
    this.#known.clear();
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} name of a variable of the style sheet, such as "wave" */
  get(name) {
    let found = this.#known.get(name);
    if (found === undefined) {
      this.#probe ??= makeProbe();
      this.#probe.style.color = `var(--${name})`;
      found = getComputedStyle(this.#probe).color;
      this.#known.set(name, found);
    }
    return found;
  }
}

/** Only an element knows which of the two themes' colours it has. */
function makeProbe() {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  return probe;
}

export const colours = new Colours();
