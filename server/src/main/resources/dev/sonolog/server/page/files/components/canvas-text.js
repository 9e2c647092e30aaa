// @ts-check
/** Text on canvases: measuring it costs more than drawing it. */
import { Kept } from '../lib/tiles.js';

export const FONT = '12px system-ui, sans-serif';

/** @type {Kept<{wide: number}>} */
const widths = new Kept(2000);

/**
 * @param {CanvasRenderingContext2D} c
 * @param {string} text
 */
export function widthOf(c, text) {
  let kept = widths.get(text);
  if (!kept) {
    kept = { wide: c.measureText(text).width };
    widths.set(text, kept);
  }
  return kept.wide;
}

/**
 * As much of a text as fits.
 * @param {CanvasRenderingContext2D} c
 * @param {string} text
 * @param {number} room in pixels
 */
export function shortened(c, text, room) {
  const wide = widthOf(c, text);
  if (wide <= room) {
    return text;
  }
  return text.slice(0, Math.max(1, Math.floor((text.length * (room - 12)) / wide))).trimEnd() + '…';
}
