// @ts-check
/**
 * Level data in pieces that stand on the clock: each is 512 pixels wide, and a pixel is a power of
 * two of milliseconds. So a piece can be kept, and serves until the view is twice as close. Pure.
 */

export const TILE_PIXELS = 512;
/** 256 samples, the least that is kept of a recording, are about 5 ms. */
const FINEST = 2;
const COARSEST = 21;

/**
 * Whose pixels are not longer than those of the view.
 * @param {number} millisPerPixel
 */
export function levelOf(millisPerPixel) {
  const wanted = Math.floor(Math.log2(Math.max(1, millisPerPixel)));
  return Math.min(COARSEST, Math.max(FINEST, wanted));
}

/** @param {number} level */
export const tileMillis = (level) => TILE_PIXELS * 2 ** level;

/**
 * The numbers of the tiles of which something is seen.
 * @param {import('./scale.js').View} view
 * @param {number} level
 * @returns {number[]}
 */
export function tilesOf(view, level) {
  const length = tileMillis(level);
  const found = [];
  for (let i = Math.floor(view.from / length); i * length < view.to; i++) {
    found.push(i);
  }
  return found;
}

/**
 * How high each pixel of a tile is, 0 to 1 for −60 dB to full scale.
 * @param {import('./dat.js').Peaks} peaks
 * @param {number} level of the tile
 * @param {{into?: Float32Array, after?: number}} [how] after: so many milliseconds behind the tile's start
 *     the peaks begin; into: what is there of it already
 * @returns {Float32Array}
 */
export function heights(peaks, level, { into = new Float32Array(TILE_PIXELS), after = 0 } = {}) {
  const theirs = (peaks.zoom / peaks.rate) * 1000;
  const step = peaks.channels * 2;
  for (let i = 0; i < TILE_PIXELS; i++) {
    const from = Math.floor((i * 2 ** level - after) / theirs + 1e-6);
    const to = Math.max(from + 1, Math.floor(((i + 1) * 2 ** level - after) / theirs + 1e-6));
    let most = 0;
    for (let at = Math.max(0, from) * step; at < Math.min(to, peaks.pixels) * step; at++) {
      most = Math.max(most, Math.abs(peaks.data[at]));
    }
    into[i] = Math.max(into[i], heightOf(most / peaks.full));
  }
  return into;
}

/** @param {number} amplitude 0 to 1 */
export const heightOf = (amplitude) =>
  amplitude <= 0 ? 0 : Math.max(0, Math.min(1, 1 + (20 * Math.log10(amplitude)) / 60));

/**
 * Keeps what was used last.
 * @template V
 */
export class Kept {
  /** @type {Map<string, V>} */
  #all = new Map();
  #most;

  /** @param {number} most */
  constructor(most) {
    this.#most = most;
  }

  /** @param {string} key */
  get(key) {
    const found = this.#all.get(key);
    if (found !== undefined) {
      this.#all.delete(key);
      this.#all.set(key, found);
    }
    return found;
  }

  /**
   * @param {string} key
   * @param {V} value
   */
  set(key, value) {
    this.#all.delete(key);
    this.#all.set(key, value);
    if (this.#all.size > this.#most) {
      this.#all.delete(/** @type {string} */ (this.#all.keys().next().value));
    }
  }

  clear() {
    this.#all.clear();
  }

  get size() {
    return this.#all.size;
  }
}
