// @ts-check
/**
 * The sources as who records them sees them: what they are doing, who is in control, which take goes on. Kept right by the
 * stream of events, and looked up anew after each break of it. Events: change; told with a source that is another one now.
 */
import { get, part } from './api.js';
import { live } from './live.js';
import { session } from './session.js';

class Studio extends EventTarget {
  /** @type {Map<string, StudioSource>} */
  sources = new Map();
  isLoaded = false;
  /** @type {unknown} what went wrong; undefined where all is well */
  error;
  /** Counts what was told, so that an answer does not take the place of something newer. */
  #told = 0;
  /** @type {Map<string, number>} */
  #toldAt = new Map();

  constructor() {
    super();
    live.addEventListener('studio', (event) => this.put(/** @type {CustomEvent} */ (event).detail));
    live.addEventListener('hello', () => this.isLoaded && void this.load());
    live.addEventListener('source removed', () => this.isLoaded && void this.load());
    session.addEventListener('loggedIn', () => void this.load());
    window.addEventListener('pageshow', (event) => event.persisted && void this.load());
  }

  /** Loads them where nobody has yet. */
  async need() {
    if (!this.isLoaded) {
      await this.load();
    }
  }

  async load() {
    const before = this.#told;
    try {
      /** @type {StudioSource[]} */
      const all = (await get('studio')).sources;
      const isNewer = (/** @type {string} */ name) => (this.#toldAt.get(name) ?? 0) > before;
      this.sources = new Map(all.map((it) => [it.name, isNewer(it.name) ? (this.sources.get(it.name) ?? it) : it]));
      this.error = undefined;
      this.isLoaded = true;
    } catch (error) {
      this.error = error;
    }
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Looks one up anew.
   * @param {string} name
   */
  async look(name) {
    try {
      this.put(await get(`studio/${part(name)}`));
    } catch {
      // the next event tells it
    }
  }

  /** @param {StudioSource} source as it is now */
  put(source) {
    const before = this.sources.get(source.name);
    this.#toldAt.set(source.name, ++this.#told);
    this.sources.set(source.name, source);
    this.dispatchEvent(new CustomEvent('told', { detail: { before, source } }));
    this.dispatchEvent(new Event('change'));
  }
}

export const studio = new Studio();
