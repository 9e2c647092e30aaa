// @ts-check
/**
 * Draws a lane of the timeline, and the axis above all lanes. Called once per frame and lane: it
 * reads nothing of the document, and level data are drawn once into pictures that are only placed.
 */
import { colours } from '../services/colours.js';
import { drawn, firstBehind, rankHeight } from '../lib/coverage.js';
import { xOf } from '../lib/scale.js';
import { Kept, TILE_PIXELS, levelOf, tileMillis, tilesOf } from '../lib/tiles.js';

/** @typedef {import('../lib/scale.js').View} View */

/**
 * @typedef {object} Lane what is drawn of a source
 * @property {string} name
 * @property {import('../lib/coverage.js').Part[]} parts
 * @property {(level: number, index: number) => Float32Array | undefined} tile
 * @property {import('../lib/coverage.js').Loud[]} loud
 * @property {{at: number, title: string}[]} titles
 * @property {{from: number, to: number}[]} pins
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
const FONT = '12px system-ui, sans-serif';

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
    drawLevels(c, lane, scene);
  }
  drawLoud(c, lane, scene);
  c.fillStyle = colours.get('wave');
  parts.forEach((it) => it.part.kind === 'there' && c.fillRect(it.x, height - BAR, it.width, BAR));
  parts.forEach((it) => drawGap(c, it, scene));
  drawTitles(c, lane, scene);
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

// --- level data

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
 * @param {Lane} lane
 * @param {Scene} scene
 */
function drawLevels(c, lane, { view, width, height }) {
  const level = levelOf((view.to - view.from) / width);
  for (const index of tilesOf(view, level)) {
    for (const it of stored(lane, level, index)) {
      const picture = pictureOf(lane.name, it, height - BAR);
      if (!picture) {
        continue;
      }
      const x = xOf(view, width, it.from);
      const end = xOf(view, width, it.to);
      const share = TILE_PIXELS / (tileMillis(it.level) || 1);
      const left = (it.from - it.index * tileMillis(it.level)) * share;
      const wide = (it.to - it.from) * share;
      c.drawImage(picture, left, 0, wide, picture.height, x, 0, end - x, height - BAR);
    }
  }
}

/**
 * The tile; what is there of it in other sizes as long as it is not.
 * @param {Lane} lane
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
 */
function pictureOf(name, { level, index, data }, height) {
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
    const high = Math.round(data[i] * (picture.height - TITLES * scale * 0.5));
    c.fillRect(i, picture.height - high, 1, high);
  }
  pictures.set(key, { of: data, picture });
  return picture;
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
  for (const it of lane.loud) {
    const high = room * rankHeight(it.rank, top);
    const x = Math.round((it.from - view.from) / perPixel);
    if ((highlightsOnly && it.rank > top) || (x < lastX + 2 && high <= lastHigh)) {
      continue; // it would not be seen behind the one before
    }
    lastX = x;
    lastHigh = high;
    c.fillRect(x, height - BAR - high, 2, high);
    const wide = (it.to - it.from) / perPixel;
    if (wide > 2) {
      c.fillRect(x, height - BAR - 3, wide, 3);
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
    if (room < 40 || titles[i].title === '') {
      continue;
    }
    const text = shortened(c, titles[i].title, room);
    c.fillStyle = colours.get('ground');
    c.globalAlpha = 0.85;
    c.fillRect(x, 0, widthOf(c, text) + 8, TITLES - 1);
    c.globalAlpha = 1;
    c.fillStyle = colours.get('muted');
    c.fillRect(x, 0, 1, TITLES - 1);
    c.fillStyle = colours.get('text');
    c.fillText(text, x + 4, TITLES / 2);
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

/**
 * The axis: times, and "now".
 * @param {CanvasRenderingContext2D} c
 * @param {Scene} scene
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

// --- text

/** @type {Kept<{wide: number}>} */
const widths = new Kept(2000);

/**
 * @param {CanvasRenderingContext2D} c
 * @param {string} text
 */
function widthOf(c, text) {
  let kept = widths.get(text);
  if (!kept) {
    kept = { wide: c.measureText(text).width };
    widths.set(text, kept);
  }
  return kept.wide;
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {string} text
 * @param {number} room
 */
function shortened(c, text, room) {
  const wide = widthOf(c, text);
  if (wide <= room) {
    return text;
  }
  return text.slice(0, Math.max(1, Math.floor((text.length * (room - 12)) / wide))).trimEnd() + '…';
}

/**
 * Those of a list in order of time of which something is seen.
 * @template {{from: number, to: number}} T
 * @param {T[]} all
 * @param {View} view
 * @returns {T[]}
 */
export function seen(all, view) {
  const first = firstBehind(/** @type {any} */ (all), view.from);
  let end = first;
  while (end < all.length && all[end].from < view.to) {
    end++;
  }
  return all.slice(first, end);
}
