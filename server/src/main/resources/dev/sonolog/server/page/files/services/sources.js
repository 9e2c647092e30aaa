// @ts-check
/** All sources of the archive, also those that are not recorded any more, and the zones of their clocks. */
import { get } from './api.js';
import { live } from './live.js';
import { session } from './session.js';

class Sources extends EventTarget {
  /** @type {Source[]} */
  all = [];
  /** @type {unknown} what went wrong; undefined where all is well */
  error;
  isLoaded = false;
  #again = 0;

  constructor() {
    super();
    for (const name of ['hello', 'source', 'source removed', 'recordings']) {
      live.addEventListener(name, () => this.#soon());
    }
    session.addEventListener('loggedIn', () => void this.load());
  }

  /** Several changes at once are one. */
  #soon() {
    if (this.isLoaded && this.#again === 0) {
      this.#again = setTimeout(() => {
        this.#again = 0;
        void this.load();
      }, 1000);
    }
  }

  async load() {
    try {
      this.all = (await get('sources')).sources;
      this.error = undefined;
      this.isLoaded = true;
    } catch (error) {
      this.error = error;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Loads them where nobody has yet. */
  async need() {
    if (!this.isLoaded) {
      await this.load();
    }
  }

  /** @param {string} name */
  get(name) {
    return this.all.find((it) => it.name === name);
  }

  /**
   * The zone of a source's clock; that of this computer as long as it is not known.
   * @param {string} name
   */
  zoneOf(name) {
    return this.get(name)?.zone ?? this.zone;
  }

  /** The zone that most of the page shows: that of the first source. */
  get zone() {
    return this.all[0]?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

export const sources = new Sources();
