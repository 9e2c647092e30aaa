// @ts-check
/**
 * What is the matter with the sound of recordings, as far as it was measured: asked for those that are
 * looked at, a few at a time, and kept. Nothing is measured for it. Events: change.
 */
import { get, part } from './api.js';

/** @typedef {{clips: number, silentSeconds: number, seconds: number, isSilent: boolean}} SoundFacts */

const AT_ONCE = 2;
const TOGETHER_MILLIS = 200;

class SoundFactsService extends EventTarget {
  /** null: it is asked for, or nothing is known. @type {Map<string, SoundFacts | null>} */
  #known = new Map();
  /** @type {string[]} */
  #waiting = [];
  #running = 0;
  #timer = 0;

  /** @param {string} id of a recording */
  of(id) {
    return this.#known.get(id) ?? null;
  }

  /** @param {Recording} recording that is looked at */
  need({ id, state }) {
    if (state === 'sealed' && !this.#known.has(id)) {
      this.#known.set(id, null);
      this.#waiting.push(id);
      this.#next();
    }
  }

  /** Nobody looks any more: what was not asked for yet is asked for another time. */
  leave() {
    this.#waiting.splice(0).forEach((it) => this.#known.delete(it));
  }

  #next() {
    while (this.#running < AT_ONCE && this.#waiting.length > 0) {
      const id = /** @type {string} */ (this.#waiting.pop()); // what was scrolled to last
      this.#running++;
      void this.#ask(id).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  /** @param {string} id */
  async #ask(id) {
    try {
      const { facts } = await get(`recordings/${part(id)}/facts`);
      if (facts) {
        const { clips, silentSeconds, seconds, truePeak } = facts;
        this.#known.set(id, { clips, silentSeconds, seconds, isSilent: truePeak === null });
        this.#tell();
      }
    } catch {
      this.#known.delete(id); // asked again when it is looked at the next time
    }
  }

  /** Several are drawn together. */
  #tell() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.dispatchEvent(new Event('change'));
    }, TOGETHER_MILLIS);
  }
}

export const soundFacts = new SoundFactsService();
