// @ts-check
/** Addresses of the page. The browser's own history keeps them; the server answers all with the same document. */
import { base } from './page.js';

/**
 * @typedef {object} Place
 * @property {string} page overview, recordings, review, source, at, studio, status, settings or nothing
 * @property {Record<string, string>} names what stands in the path
 * @property {URLSearchParams} query
 */

/** @type {[RegExp, string, string[]][]} */
const PAGES = [
  [/^\/$/, 'overview', []],
  [/^\/recordings$/, 'recordings', []],
  [/^\/recordings\/([^/]+)$/, 'review', ['id']],
  [/^\/sources\/([^/]+)$/, 'source', ['name']],
  [/^\/at\/([^/]+)\/([^/]+)$/, 'at', ['source', 'instant']],
  [/^\/studio(?:\/([^/]+))?$/, 'studio', ['name']],
  [/^\/status$/, 'status', []],
  [/^\/settings$/, 'settings', []],
];

/**
 * @param {string} path without what stands in front of all paths
 * @param {string} query
 * @returns {Place}
 */
export function placeOf(path, query) {
  for (const [pattern, page, names] of PAGES) {
    const match = pattern.exec(path);
    if (match && match.slice(1).every((it) => it === undefined || isCoded(it))) {
      const found = names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]);
      return { page, names: Object.fromEntries(found), query: new URLSearchParams(query) };
    }
  }
  return { page: 'nothing', names: {}, query: new URLSearchParams() };
}

/** @param {string} text */
function isCoded(text) {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

class Router extends EventTarget {
  constructor() {
    super();
    window.addEventListener('popstate', () => this.dispatchEvent(new Event('change')));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  get place() {
    return placeOf(location.pathname.slice(base.length) || '/', location.search);
  }

  /**
   * @param {string} to such as "/recordings?source=a"
   * @param {{replace?: boolean}} [how] replace: without a step back to where it was
   */
  go(to, how = {}) {
    if (how.replace) {
      history.replaceState(null, '', base + to);
    } else {
      history.pushState(null, '', base + to);
    }
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Notes something in the address without showing another page.
   * @param {Record<string, string | null>} values null takes it out
   */
  note(values) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === '') {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text ? '?' + text : '') + location.hash);
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = /** @type {HTMLAnchorElement | undefined} */ (
      event.composedPath().find((it) => /** @type {Element} */ (it).tagName === 'A')
    );
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    const path = url.pathname.slice(base.length) || '/';
    const isHash = url.hash !== '' && url.pathname === location.pathname && url.search === location.search;
    if (url.origin === location.origin && !isHash && placeOf(path, '').page !== 'nothing') {
      event.preventDefault();
      this.go(path + url.search + url.hash);
    }
  }
}

export const router = new Router();

/**
 * The address of a page for a link.
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query]
 */
export function link(path, query = {}) {
  const values = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(values.map(([name, value]) => [name, String(value)])).toString();
  return base + path + (text ? '?' + text : '');
}
