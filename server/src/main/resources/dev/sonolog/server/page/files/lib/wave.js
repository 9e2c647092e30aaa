// @ts-check
/**
 * Where what stands on a waveform: its window, its tiles, its ruler, its buttons. Seconds are those of
 * the recording, x are pixels of the picture. Pure.
 */

/** A window of the waveform, in seconds. @typedef {{from: number, to: number}} Window */

/** So many pixels are asked for at once. */
export const TILE = 2048;
/** Samples per pixel that the server has at hand; finer ones it must decode. */
const COARSE = 256;
/** The finest: a millisecond is three pixels then, at 48 kHz. */
const FINEST = 16;
/** An hour more, a doubling less: how far a recording that goes on is drawn into what is to come. */
const EXTENTS = [30, 60, 120, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 21600, 43200, 86400];

/**
 * Samples per pixel of the tiles that a picture is drawn from: a power of two, not coarser than it.
 * @param {number} perPixel samples per pixel of the picture
 */
export function tileZoom(perPixel) {
  const power = 2 ** Math.floor(Math.log2(Math.max(perPixel, FINEST) * 1.0001));
  return power >= COARSE ? power : power >= 64 ? 64 : FINEST;
}

/**
 * The tiles of a window, numbered from the start of the recording.
 * @param {Window} window
 * @param {number} zoom samples per pixel
 * @param {number} rate
 * @param {number} there samples that there are
 * @returns {number[]}
 */
export function tilesOf(window, zoom, rate, there) {
  const width = TILE * zoom;
  const first = Math.max(0, Math.floor((window.from * rate) / width));
  const last = Math.min(Math.ceil((window.to * rate) / width), Math.ceil(there / width));
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
}

/**
 * How much a picture of a whole recording shows: all of a finished one; of one that goes on a round
 * length that is more than there is, so that it does not shrink at each moment.
 * @param {number} seconds that there are
 * @param {boolean} isGrowing
 */
export function extentOf(seconds, isGrowing) {
  if (!isGrowing) {
    return Math.max(seconds, 0.1);
  }
  const wanted = seconds * 1.02 + 5;
  return EXTENTS.find((it) => it >= wanted) ?? Math.ceil(wanted / 21600) * 21600;
}

/**
 * The nearest window that lies within the whole and is not finer than can be drawn.
 * @param {Window} window
 * @param {number} extent of the whole
 * @param {number} least seconds
 * @returns {Window}
 */
export function within(window, extent, least) {
  const length = Math.min(extent, Math.max(least, window.to - window.from));
  const from = Math.min(Math.max(0, window.from), extent - length);
  return { from, to: from + length };
}

/** How short a window may become: a pixel of the finest tile for a pixel of a wide picture. @param {number} rate */
export const leastWindow = (rate) => (FINEST * 1200) / rate;

/**
 * The window made larger or smaller around a place, which keeps its x.
 * @param {Window} window
 * @param {number} factor below 1: nearer
 * @param {number} place
 * @returns {Window}
 */
export function zoomed(window, factor, place) {
  const at = Math.min(Math.max(place, window.from), window.to);
  return { from: at - (at - window.from) * factor, to: at + (window.to - at) * factor };
}

/**
 * The window moved so that a place is in it; the same where it already is.
 * @param {Window} window
 * @param {number} place
 * @param {number} share where it then stands, 0 to 1
 * @returns {Window}
 */
export function showing(window, place, share = 0.5) {
  if (place >= window.from && place <= window.to) {
    return window;
  }
  const length = window.to - window.from;
  return { from: place - length * share, to: place + length * (1 - share) };
}

const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  10800, 21600, 43200, 86400,
];

/**
 * How far the lines of a ruler are apart.
 * @param {number} perSecond pixels
 * @param {number} room pixels that a label needs
 */
export const rulerStep = (perSecond, room) => STEPS.find((it) => it * perSecond >= room) ?? STEPS[STEPS.length - 1];

/**
 * The places of a ruler's lines, such that the clock shows round times there.
 * @param {Window} window
 * @param {number} step
 * @param {number} origin the clock's time at the start of the recording, in seconds since any midnight
 */
export function rulerLines(window, step, origin) {
  const first = Math.ceil((window.from + origin) / step - 1e-6);
  const count = Math.floor((window.to + origin) / step + 1e-6) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(count, 1000)) }, (_, i) => (first + i) * step - origin);
}

/**
 * Which sections get a button: first those of the best ranks, then each that still has room.
 * @template {{start: number, end: number, rank: number}} S
 * @param {S[]} sections
 * @param {Window} window
 * @param {number} width of the picture in pixels
 * @param {number} least width of a button
 * @param {number} most how many at most
 * @returns {{section: S, x: number, width: number}[]} from left to right
 */
export function placeButtons(sections, window, width, least, most) {
  const perSecond = width / (window.to - window.from);
  /** @type {{section: S, x: number, width: number}[]} */
  const placed = [];
  const taken = new Uint8Array(Math.ceil(width) + 1);
  const visible = sections.filter((it) => it.end > window.from && it.start < window.to);
  visible.sort((a, b) => a.rank - b.rank);
  for (const section of visible) {
    if (placed.length >= most) {
      break;
    }
    const left = Math.max(0, (section.start - window.from) * perSecond);
    const right = Math.min(width, (section.end - window.from) * perSecond);
    const wide = Math.max(least, right - left);
    const x = Math.round(Math.min(Math.max(0, (left + right - wide) / 2), Math.max(0, width - wide)));
    const end = Math.min(taken.length, Math.ceil(x + wide));
    if (!taken.subarray(x, end).includes(1)) {
      taken.fill(1, x, end);
      placed.push({ section, x, width: Math.min(wide, width - x) });
    }
  }
  return placed.sort((a, b) => a.x - b.x);
}

/**
 * The lowest and highest samples of each column of a picture.
 * @param {Window} window
 * @param {number} columns
 * @param {number} rate
 * @param {number} zoom samples per pixel of the tiles
 * @param {(tile: number) => import('./dat.js').Peaks | undefined} tileOf
 * @param {number | null} channel null: all together
 * @returns {Float32Array} low and high for each column; NaN where nothing is known
 */
export function columnsOf(window, columns, rate, zoom, tileOf, channel) {
  const found = new Float32Array(columns * 2).fill(NaN);
  const perColumn = ((window.to - window.from) * rate) / columns / zoom;
  const start = (window.from * rate) / zoom;
  let number = -1;
  /** @type {import('./dat.js').Peaks | undefined} */
  let tile;
  for (let i = 0; i < columns; i++) {
    const first = Math.floor(start + i * perColumn);
    const end = Math.max(first + 1, Math.floor(start + (i + 1) * perColumn));
    let low = Infinity;
    let high = -Infinity;
    for (let pixel = Math.max(0, first); pixel < end; pixel++) {
      const of = Math.floor(pixel / TILE);
      if (of !== number) {
        number = of;
        tile = tileOf(of);
      }
      const inTile = pixel - of * TILE;
      if (tile && inTile < tile.pixels) {
        const channels = tile.channels;
        const [from, to] = channel === null ? [0, channels] : [channel, channel + 1];
        for (let c = from; c < to; c++) {
          const at = (inTile * channels + c) * 2;
          low = Math.min(low, tile.data[at] / tile.full);
          high = Math.max(high, tile.data[at + 1] / tile.full);
        }
      }
    }
    if (high >= low) {
      found[i * 2] = low;
      found[i * 2 + 1] = high;
    }
  }
  return found;
}

/**
 * The quietest place near another one: where a cut is not heard.
 * @param {Float32Array} columns low and high, as columnsOf gives them
 * @param {Window} window that they span
 * @param {number} place
 * @returns {number} seconds; the same place where nothing is known
 */
export function quietest(columns, window, place) {
  const count = columns.length / 2;
  const each = (window.to - window.from) / count;
  let best = place;
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    const height = columns[i * 2 + 1] - columns[i * 2];
    const at = window.from + (i + 0.5) * each;
    const isBetter = height < least * 0.98 || (height <= least * 1.02 && Math.abs(at - place) < Math.abs(best - place));
    if (!Number.isNaN(height) && isBetter) {
      least = Math.min(least, height);
      best = at;
    }
  }
  return best;
}

/** The part of full scale that a level in dBFS is. @param {number} decibels */
export const amplitude = (decibels) => 10 ** (decibels / 20);
