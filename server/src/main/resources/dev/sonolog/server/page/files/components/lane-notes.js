// @ts-check
/** Draws what people noted upon a lane of the timeline: flags, what is reviewed, what is not yet. */
import { shortened, widthOf } from './canvas-text.js';
import { colours } from '../services/colours.js';
import { seen } from '../lib/coverage.js';
import { marksIn } from '../lib/notes.js';
import { xOf } from '../lib/scale.js';

/** @typedef {import('./lane-drawing.js').Lane} Lane */
/** @typedef {import('./lane-drawing.js').Scene} Scene */

/** How far a dot is from its middle to its edge. */
export const DOT = 3.5;
const FLAG = 8;
/** So much room a flag's text needs. */
const LABEL = 60;

/**
 * A line within the bar of what is there.
 * @param {CanvasRenderingContext2D} c
 * @param {Lane} lane
 * @param {Scene} scene
 * @param {number} bar how high it is
 */
export function drawReviewed(c, { notes }, { view, width, height }, bar) {
  c.fillStyle = colours.get('ground');
  for (const it of notes ? seen(notes.reviewed, view) : []) {
    const x = Math.max(0, xOf(view, width, it.from));
    c.fillRect(x, height - bar / 2 - 1, Math.max(1, Math.min(width, xOf(view, width, it.to)) - x), 2);
  }
}

/**
 * Flags, where they do not hide each other.
 * @param {CanvasRenderingContext2D} c
 * @param {Lane} lane
 * @param {Scene} scene
 * @param {number} high what their texts may take
 */
export function drawMarks(c, { notes, titles }, { view, width }, high) {
  const y = titles.length > 0 ? high : 0; // below what was on air
  let last = -FLAG;
  const marks = notes ? marksIn(notes.marks, view.from, view.to) : [];
  for (const [i, it] of marks.entries()) {
    const x = Math.round(xOf(view, width, it.from));
    const end = Math.min(width, xOf(view, width, it.to));
    const isSeen = x >= 0 && x >= last + FLAG;
    const behind = marks[i + 1] ? xOf(view, width, marks[i + 1].from) : width;
    if (isSeen && it.label !== '' && behind - x > LABEL) {
      drawText(c, it.label, x + FLAG + 2, Math.min(behind - x - FLAG - 8, 3 * LABEL), high, y);
    }
    c.fillStyle = colours.get('text');
    c.fillRect(Math.max(0, x), y, Math.max(0, end - Math.max(0, x)), 2);
    if (!isSeen) {
      continue;
    }
    last = x;
    c.strokeStyle = colours.get('ground'); // an edge, or it would not stand out of titles and levels
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(x - 1, y + 2 * FLAG);
    c.lineTo(x - 1, y);
    c.lineTo(x + 1, y);
    c.lineTo(x + 1 + FLAG, y + FLAG / 2);
    c.lineTo(x + 1, y + FLAG);
    c.lineTo(x + 1, y + 2 * FLAG);
    c.stroke();
    c.fill();
  }
}

/**
 * Upon a section that is to be reviewed.
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 */
export function drawDot(c, x, y) {
  c.beginPath();
  c.arc(x, y, DOT, 0, 7);
  c.fill();
  c.strokeStyle = colours.get('ground');
  c.lineWidth = 1;
  c.stroke();
}

/**
 * As much of a text as fits, on a ground of its own.
 * @param {CanvasRenderingContext2D} c
 * @param {string} text
 * @param {number} x
 * @param {number} room
 * @param {number} high
 * @param {number} [y] its upper edge
 */
export function drawText(c, text, x, room, high, y = 0) {
  const shown = shortened(c, text, room);
  c.fillStyle = colours.get('ground');
  c.globalAlpha = 0.85;
  c.fillRect(x, y, widthOf(c, shown) + 8, high - 1);
  c.globalAlpha = 1;
  c.fillStyle = colours.get('text');
  c.fillText(shown, x + 4, y + high / 2);
}
