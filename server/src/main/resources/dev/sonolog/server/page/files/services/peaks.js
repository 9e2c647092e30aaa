// @ts-check
/** The peaks of one recording, by tiles: only what is looked at is fetched, and kept for a while. */
import { getBytes, part } from './api.js';
import { parse } from '../lib/dat.js';
import { TILE } from '../lib/wave.js';

/** @typedef {{peaks: import('../lib/dat.js').Peaks, there: number, at: number}} Kept */

const MOST_KEPT = 160;
const AT_ONCE = 2;
const AGAIN_MILLIS = 10_000;
const FAILED_MILLIS = 15_000;

export class PeakTiles extends EventTarget {
  /** Why the last request failed; undefined where all is well. @type {unknown} */
  error;
  /** @type {Map<string, Kept>} the oldest use first */
  #kept = new Map();
  /** @type {Map<string, AbortController>} */
  #asked = new Map();
  /** @type {Map<string, number>} */
  #failed = new Map();
  /** @type {Map<string, string[]>} what each picture wants, the most wanted first */
  #wanted = new Map();
  #again = 0;

  /**
   * @param {string} id of the recording
   * @param {number} rate
   */
  constructor(id, rate) {
    super();
    this.id = id;
    this.rate = rate;
    /** How many samples there are. */
    this.there = 0;
  }

  /**
   * @param {number} zoom
   * @param {number} tile
   */
  get(zoom, tile) {
    const key = `${zoom}/${tile}`;
    const found = this.#kept.get(key);
    if (found) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return found?.peaks;
  }

  /** The zooms of which something is there, the finest first. */
  get zooms() {
    return [...new Set([...this.#kept.keys()].map((it) => Number(it.split('/')[0])))].sort((a, b) => a - b);
  }

  /**
   * Says what a picture needs now; what nobody needs any more is not waited for.
   * @param {string} who the picture
   * @param {number} zoom
   * @param {number[]} tiles the most wanted first
   */
  want(who, zoom, tiles) {
    this.#wanted.set(
      who,
      tiles.map((it) => `${zoom}/${it}`),
    );
    const all = new Set([...this.#wanted.values()].flat());
    for (const [key, request] of this.#asked) {
      if (!all.has(key)) {
        request.abort();
        this.#asked.delete(key);
      }
    }
    this.#next();
  }

  /** Asks again for what failed. */
  retry() {
    this.#failed.clear();
    this.error = undefined;
    this.dispatchEvent(new Event('change'));
    this.#next();
  }

  stop() {
    clearTimeout(this.#again);
    this.#wanted.clear();
    this.#asked.forEach((it) => it.abort());
    this.#asked.clear();
  }

  get isLoading() {
    return this.#asked.size > 0;
  }

  #next() {
    for (const key of [...this.#wanted.values()].flat()) {
      if (this.#asked.size >= AT_ONCE) {
        return;
      }
      if (!this.#asked.has(key) && this.#isMissing(key)) {
        void this.#fetch(key);
      }
    }
  }

  /** @param {string} key */
  #isMissing(key) {
    const now = Date.now();
    const kept = this.#kept.get(key);
    if (now - (this.#failed.get(key) ?? 0) < FAILED_MILLIS) {
      return false;
    }
    if (!kept) {
      return true;
    }
    const [zoom, tile] = key.split('/').map(Number);
    const isWhole = kept.there >= Math.min(this.there, (tile + 1) * TILE * zoom);
    return !isWhole && now - kept.at > AGAIN_MILLIS;
  }

  /** @param {string} key */
  async #fetch(key) {
    const [zoom, tile] = key.split('/').map(Number);
    const request = new AbortController();
    const there = this.there;
    this.#asked.set(key, request);
    try {
      const first = (tile * TILE * zoom) / this.rate;
      const to = ((tile + 1) * TILE * zoom) / this.rate;
      const bytes = await getBytes(`recordings/${part(this.id)}/peaks`, { from: first, to, zoom }, request.signal);
      this.#keep(key, { peaks: parse(bytes), there, at: Date.now() });
      this.error = undefined;
    } catch (error) {
      if (!request.signal.aborted) {
        this.error = error;
        this.#failed.set(key, Date.now());
      }
    }
    if (this.#asked.get(key) === request) {
      this.#asked.delete(key);
      this.dispatchEvent(new Event('change'));
      this.#next();
    }
  }

  /**
   * @param {string} key
   * @param {Kept} tile
   */
  #keep(key, tile) {
    this.#kept.delete(key);
    this.#kept.set(key, tile);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) {
        break;
      }
      this.#kept.delete(old);
    }
  }
}
