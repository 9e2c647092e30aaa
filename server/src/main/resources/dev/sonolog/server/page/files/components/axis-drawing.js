// @ts-check
import { FONT, widthOf } from './canvas-text.js';
import { colours } from '../services/colours.js';
import { xOf } from '../lib/scale.js';

/**
 * The axis: times, and "now".
 * @param {CanvasRenderingContext2D} c
 * @param {import('./lane-drawing.js').Scene} scene
 * @param {{now: string}} words
 */
export function drawAxis(c, { view, width, height, ticks, now }, words) {
  c.fillStyle = colours.get('ground');
  c.fillRect(0, 0, width, height);
  c.font = FONT;
  c.textBaseline = 'middle';
  const nowAt = now >= view.from && now <= view.to ? xOf(view, width, now) : -1000;
  const half = widthOf(c, words.now) / 2 + 6;
  for (const tick of ticks) {
    const x = Math.round(xOf(view, width, tick.at));
    c.fillStyle = colours.get('border');
    c.fillRect(x, height - 6, 1, 6);
    const wide = widthOf(c, tick.text);
    if (x + wide + 3 <= width && (x + 3 > nowAt + half || x + 3 + wide < nowAt - half)) {
      c.fillStyle = tick.isDay ? colours.get('text') : colours.get('muted');
      c.fillText(tick.text, x + 3, height / 2 - 1);
    }
  }
  if (nowAt >= 0) {
    c.fillStyle = colours.get('record');
    c.fillText(words.now, Math.min(width - 2 * half + 6, Math.max(2, nowAt - half + 6)), height / 2 - 1);
    c.fillRect(Math.round(nowAt) - 1, height - 6, 2, 6);
  }
}
