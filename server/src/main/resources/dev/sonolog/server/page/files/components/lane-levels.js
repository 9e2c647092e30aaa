// @ts-check
/** Levels on the timeline: a tile is drawn once into a picture, which is only placed in each frame. */
import { colours } from '../services/colours.js';
import { xOf } from '../lib/scale.js';
import { Kept, TILE_PIXELS, levelOf, tileMillis, tilesOf } from '../lib/tiles.js';

/** @typedef {{name: string, tile: (level: number, index: number) => Float32Array | undefined}} Leveled */

/** @type {Kept<{of: Float32Array, picture: HTMLCanvasElement}>} */
const pictures = new Kept(320);
/** So many new pictures are drawn in a frame; the others in the next ones. */
const NEW_PER_FRAME = 4;
let isLeft = NEW_PER_FRAME;

/** @returns {boolean} whether something of the frame before was put off */
export function newFrame() {
  const wasShort = isLeft < 0;
  isLeft = NEW_PER_FRAME;
  return wasShort;
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Leveled} lane
 * @param {import('../lib/scale.js').View} view
 * @param {number} width in pixels
 * @param {number} height of the loudest and what stays free above it, in pixels
 * @param {number} free
 */
export function drawLevels(c, lane, view, width, height, free) {
  const level = levelOf((view.to - view.from) / width);
  for (const index of tilesOf(view, level)) {
    for (const it of stored(lane, level, index)) {
      const picture = pictureOf(lane.name, it, height, free);
      if (!picture) {
        continue;
      }
      const x = xOf(view, width, it.from);
      const end = xOf(view, width, it.to);
      const share = TILE_PIXELS / (tileMillis(it.level) || 1);
      const left = (it.from - it.index * tileMillis(it.level)) * share;
      const wide = (it.to - it.from) * share;
      c.drawImage(picture, left, 0, wide, picture.height, x, 0, end - x, height);
    }
  }
}

/**
 * The tile; what is there of it in other sizes as long as it is not.
 * @param {Leveled} lane
 * @param {number} level
 * @param {number} index
 * @returns {{level: number, index: number, data: Float32Array, from: number, to: number}[]}
 */
function stored(lane, level, index) {
  const from = index * tileMillis(level);
  const to = from + tileMillis(level);
  for (let up = 0; up <= 5; up++) {
    const data = lane.tile(level + up, index >= 0 ? Math.floor(index / 2 ** up) : 0);
    if (data) {
      return data.length > 0 ? [{ level: level + up, index: Math.floor(index / 2 ** up), data, from, to }] : [];
    }
  }
  for (let down = 1; down <= 3; down++) {
    const found = [];
    for (let i = 0; i < 2 ** down; i++) {
      const finer = index * 2 ** down + i;
      const data = lane.tile(level - down, finer);
      const length = tileMillis(level - down);
      if (data && data.length > 0) {
        found.push({ level: level - down, index: finer, data, from: finer * length, to: (finer + 1) * length });
      }
    }
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

/**
 * @param {string} name
 * @param {{level: number, index: number, data: Float32Array}} tile
 * @param {number} height
 * @param {number} free
 */
function pictureOf(name, { level, index, data }, height, free) {
  const scale = Math.min(2, devicePixelRatio);
  const key = `${name} ${level} ${index} ${height} ${scale} ${colours.get('wave')}`;
  const kept = pictures.get(key);
  if (kept?.of === data || --isLeft < 0) {
    return kept?.picture;
  }
  const picture = document.createElement('canvas');
  picture.width = TILE_PIXELS;
  picture.height = Math.round(height * scale);
  const c = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
  c.fillStyle = colours.get('wave');
  c.globalAlpha = 0.75;
  for (let i = 0; i < data.length; i++) {
    const high = Math.round(data[i] * (picture.height - free * scale));
    c.fillRect(i, picture.height - high, 1, high);
  }
  pictures.set(key, { of: data, picture });
  return picture;
}
