// @ts-check
/**
 * Draws a lane of the timeline. Called once per frame and lane: it reads nothing of the document.
 */
import { FONT, widthOf } from './canvas-text.js';
import { drawLevels } from './lane-levels.js';
import { DOT, drawDot, drawMarks, drawReviewed, drawText } from './lane-notes.js';
import { colours } from '../services/colours.js';
import { drawn, rankHeight } from '../lib/coverage.js';
import { isReviewed } from '../lib/notes.js';
import { xOf } from '../lib/scale.js';

/** @typedef {import('../lib/scale.js').View} View */

/**
 * @typedef {object} Lane what is drawn of a source
 * @property {string} name
 * @property {import('../lib/coverage.js').Part[]} parts
 * @property {(level: number, index: number) => Float32Array | undefined} tile
 * @property {import('../lib/coverage.js').Loud[]} loud
 * @property {{at: number, title: string}[]} titles
 * @property {{from: number, to: number}[]} pins
 * @property {import('../lib/notes.js').Notes | undefined} notes undefined as long as nothing is known
 * @property {boolean} isClose whether level data are shown
 */
/**
 * @typedef {object} Scene what all lanes have in common
 * @property {View} view
 * @property {number} width in pixels of the style sheet
 * @property {number} height
 * @property {number} now
 * @property {number | null} cursor
 * @property {boolean} isActive whether the cursor is of this lane
 * @property {number} top so many sections are highlights
 * @property {boolean} highlightsOnly
 * @property {(cause: string) => string} causeText
 * @property {import('../lib/scale.js').Tick[]} ticks
 */

const BAR = 7;
const TITLES = 17;

/**
 * @param {CanvasRenderingContext2D} c already scaled to pixels of the style sheet
 * @param {Lane} lane
 * @param {Scene} scene
 */
export function drawLane(c, lane, scene) {
  const { view, width, height } = scene;
  c.fillStyle = colours.get('ground');
  c.fillRect(0, 0, width, height);
  c.font = FONT;
  c.textBaseline = 'middle';
  drawGrid(c, scene);
  const parts = drawn(lane.parts, view, width);
  c.fillStyle = colours.get('there');
  parts.forEach((it) => it.part.kind === 'there' && c.fillRect(it.x, 0, it.width, height));
  if (lane.isClose) {
    drawLevels(c, lane, scene.view, width, height - BAR, TITLES / 2);
  }
  drawLoud(c, lane, scene);
  c.fillStyle = colours.get('wave');
  parts.forEach((it) => it.part.kind === 'there' && c.fillRect(it.x, height - BAR, it.width, BAR));
  drawReviewed(c, lane, scene, BAR);
  parts.forEach((it) => drawGap(c, it, scene));
  drawTitles(c, lane, scene);
  drawMarks(c, lane, scene, TITLES);
  drawPins(c, lane, scene);
  drawLines(c, scene);
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Scene} scene
 */
function drawGrid(c, { view, width, height, ticks }) {
  for (const tick of ticks) {
    c.fillStyle = tick.isDay ? colours.get('border') : colours.get('line');
    c.fillRect(Math.round(xOf(view, width, tick.at)), 0, 1, height);
  }
}

// --- what stands out

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Lane} lane
 * @param {Scene} scene
 */
function drawLoud(c, lane, { view, width, height, top, highlightsOnly }) {
  c.fillStyle = colours.get('loud');
  const room = height - BAR - 2;
  const perPixel = (view.to - view.from) / width;
  let lastX = -10;
  let lastHigh = 0;
  let lastDot = -10;
  for (const it of lane.loud) {
    const high = room * rankHeight(it.rank, top);
    const x = Math.round((it.from - view.from) / perPixel);
    if ((highlightsOnly && it.rank > top) || (x < lastX + 2 && high <= lastHigh)) {
      continue; // it would not be seen behind the one before
    }
    if (x > lastX + 5) {
      c.fillStyle = colours.get('ground'); // an edge, or it would not stand out of the levels
      c.fillRect(x - 1, height - BAR - high - 1, 4, high + 1);
      c.fillStyle = colours.get('loud');
    }
    lastX = x;
    lastHigh = high;
    c.fillRect(x, height - BAR - high, 2, high);
    const wide = (it.to - it.from) / perPixel;
    if (wide > 2) {
      c.fillRect(x, height - BAR - 3, wide, 3);
    }
    if (lane.notes && it.rank <= top && x > lastDot + 2 * DOT && !isReviewed(lane.notes.reviewed, it)) {
      lastDot = x;
      drawDot(c, x + 1, Math.max(DOT + 1, height - BAR - high - 1));
    }
  }
}

/** @type {{colour: string, pattern: CanvasPattern | null}[]} */
const hatches = [];

/**
 * @param {CanvasRenderingContext2D} c
 * @param {boolean} isDense
 */
function hatch(c, isDense) {
  const kept = hatches[isDense ? 1 : 0];
  if (kept?.colour === colours.get('hatch')) {
    return kept.pattern;
  }
  const size = isDense ? 6 : 12;
  const one = document.createElement('canvas');
  one.width = size;
  one.height = size;
  const d = /** @type {CanvasRenderingContext2D} */ (one.getContext('2d'));
  d.strokeStyle = colours.get('hatch');
  d.lineWidth = isDense ? 1.5 : 1;
  d.beginPath();
  for (const shift of [-size, 0, size]) {
    d.moveTo(shift - 1, size + 1);
    d.lineTo(shift + size + 1, -1);
  }
  d.stroke();
  const pattern = c.createPattern(one, 'repeat');
  hatches[isDense ? 1 : 0] = { colour: colours.get('hatch'), pattern };
  return pattern;
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {{x: number, width: number, part: import('../lib/coverage.js').Part, isWhole: boolean}} it
 * @param {Scene} scene
 */
function drawGap(c, { x, width, part, isWhole }, { height, causeText }) {
  if (part.kind !== 'lost' && part.kind !== 'calm') {
    return;
  }
  const isLost = part.kind === 'lost';
  if (width < 3) {
    c.fillStyle = isLost ? colours.get('record') : colours.get('hatch');
    c.fillRect(x, 0, Math.max(1, width), height);
    return;
  }
  c.fillStyle = colours.get('ground');
  c.fillRect(x, 0, width, height);
  c.fillStyle = hatch(c, isLost) ?? colours.get('hatch');
  c.fillRect(x, 0, width, height);
  c.fillStyle = isLost ? colours.get('record') : colours.get('hatch');
  c.fillRect(x, height - 2, width, 2);
  const text = isWhole ? causeText(part.cause) : '';
  const wide = text === '' ? Infinity : widthOf(c, text);
  if (wide + 12 < width) {
    const left = x + (width - wide) / 2;
    c.fillStyle = colours.get('ground');
    c.fillRect(left - 4, height / 2 - 9, wide + 8, 18);
    c.fillStyle = colours.get('text');
    c.fillText(text, left, height / 2 + 0.5);
  }
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Lane} lane
 * @param {Scene} scene
 */
function drawTitles(c, lane, { view, width, now }) {
  const { titles } = lane;
  for (let i = 0; i < titles.length; i++) {
    const until = Math.min(titles[i + 1]?.at ?? now, now);
    const x = Math.max(0, xOf(view, width, titles[i].at));
    const room = Math.min(width, xOf(view, width, until)) - x - 8;
    if (room < 70 || titles[i].title === '') {
      continue;
    }
    drawText(c, titles[i].title, x, room, TITLES);
    c.fillStyle = colours.get('muted');
    c.fillRect(x, 0, 1, TITLES - 1);
  }
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Lane} lane
 * @param {Scene} scene
 */
function drawPins(c, lane, { view, width, height }) {
  c.fillStyle = colours.get('accent');
  for (const pin of lane.pins) {
    if (pin.to > view.from && pin.from < view.to) {
      const x = Math.max(0, xOf(view, width, pin.from));
      const wide = Math.max(6, Math.min(width, xOf(view, width, pin.to)) - x);
      c.fillRect(x, height - BAR - 2, wide, 2);
      c.beginPath();
      c.arc(x + 4, height - BAR - 5, 4, 0, 7);
      c.fill();
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Scene} scene
 */
function drawLines(c, { view, width, height, now, cursor, isActive }) {
  if (now >= view.from && now <= view.to) {
    c.fillStyle = colours.get('record');
    c.fillRect(Math.round(xOf(view, width, now)) - 1, 0, 2, height);
  }
  if (cursor !== null && cursor >= view.from && cursor <= view.to) {
    const x = Math.round(xOf(view, width, cursor));
    c.fillStyle = colours.get('accent');
    c.fillRect(x - 1, 0, isActive ? 3 : 1, height);
    if (isActive) {
      c.beginPath();
      c.moveTo(x - 6, 0);
      c.lineTo(x + 7, 0);
      c.lineTo(x + 0.5, 8);
      c.fill();
    }
  }
}
