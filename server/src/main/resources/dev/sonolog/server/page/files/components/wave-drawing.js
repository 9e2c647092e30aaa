// @ts-check
/** Paints a waveform and what belongs to it on a canvas. It reads nothing of the page's layout. */
import { colours } from '../services/colours.js';
import { amplitude, columnsOf, rulerLines, rulerStep, tileZoom } from '../lib/wave.js';
import { clock, fields } from '../lib/time.js';
import { length } from '../lib/format.js';

/** @typedef {import('../lib/wave.js').Window} Window */
/** @typedef {import('../lib/sections.js').Ranked} Ranked */
/** @typedef {import('../services/peaks.js').PeakTiles} PeakTiles */

/**
 * @typedef {object} Canvas
 * @property {CanvasRenderingContext2D} context
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {number} scale device pixels per CSS pixel
 */

/**
 * A canvas made as large as it is shown.
 * @param {HTMLCanvasElement} element
 * @param {number} width
 * @param {number} height
 * @returns {Canvas | null}
 */
export function sized(element, width, height) {
  const scale = Math.min(3, window.devicePixelRatio || 1);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  if (element.width !== w || element.height !== h) {
    element.width = w;
    element.height = h;
  }
  const context = element.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context && { context, width, height, scale };
}

/**
 * The columns of a window, from the tiles of its zoom; where these are still to come, from others.
 * @param {PeakTiles} peaks
 * @param {Window} window
 * @param {number} columns
 * @param {number | null} channel
 */
export function bestColumns(peaks, window, columns, channel) {
  const wanted = tileZoom(((window.to - window.from) * peaks.rate) / columns);
  const at = (/** @type {number} */ zoom) =>
    columnsOf(window, columns, peaks.rate, zoom, (tile) => peaks.get(zoom, tile), channel);
  const found = at(wanted);
  const coarser = peaks.zooms.filter((it) => it > wanted);
  const finer = peaks.zooms.filter((it) => it < wanted && it * 16 >= wanted);
  // coarser ones first: a few long steps look better than holes, and they are quicker to go through
  for (const zoom of [...coarser, ...finer]) {
    if (!found.includes(NaN)) {
      break;
    }
    const more = at(zoom);
    for (let i = 0; i < found.length; i++) {
      if (Number.isNaN(found[i])) {
        found[i] = more[i];
      }
    }
  }
  return found;
}

/**
 * @param {Canvas} canvas
 * @param {Float32Array} columns one for each device pixel
 * @param {{top: number, height: number, gain: number}} where gain: how much higher than it is
 * @param {string} colour
 */
export function paintWave({ context, width }, columns, { top, height, gain }, colour) {
  const count = columns.length / 2;
  const each = width / count;
  const middle = top + height / 2;
  const half = height / 2;
  context.beginPath();
  for (let i = 0; i < count; i++) {
    const low = columns[i * 2];
    if (!Number.isNaN(low)) {
      const up = Math.min(1, columns[i * 2 + 1] * gain) * half;
      const down = Math.min(1, -low * gain) * half;
      const thin = up + down < 1 ? (1 - up - down) / 2 : 0; // silence is a line, too
      context.rect(i * each, middle - up - thin, each, up + down + 2 * thin);
    }
  }
  context.fillStyle = colour;
  context.fill();
}

/**
 * What is not recorded yet.
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {number} seconds that there are
 */
export function paintFuture({ context, width, height }, window, seconds) {
  const x = Math.max(0, ((seconds - window.from) / (window.to - window.from)) * width);
  if (x >= width) {
    return;
  }
  context.save();
  context.beginPath();
  context.rect(x, 0, width - x, height);
  context.clip();
  context.strokeStyle = colours.get('line');
  context.lineWidth = 1;
  context.beginPath();
  for (let at = x - height; at < width; at += 12) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}

/**
 * The ground of sections, behind the waveform.
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {Ranked[]} sections
 */
export function paintGround({ context, width, height }, window, sections) {
  const perSecond = width / (window.to - window.from);
  context.fillStyle = colours.get('loud');
  context.globalAlpha = 0.13;
  for (const it of sections) {
    if (it.end > window.from && it.start < window.to) {
      context.fillRect((it.start - window.from) * perSecond, 0, Math.max(1.5, (it.end - it.start) * perSecond), height);
    }
  }
  context.globalAlpha = 1;
}

/**
 * Ticks at the lower edge, before the waveform.
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {Ranked[]} sections
 * @param {(section: Ranked) => boolean} isReviewed
 */
export function paintSections({ context, width, height }, window, sections, isReviewed) {
  const perSecond = width / (window.to - window.from);
  const loud = colours.get('loud');
  const tallest = Math.min(14, height / 3);
  context.fillStyle = loud;
  for (const it of sections) {
    if (it.end < window.from || it.start > window.to) {
      continue;
    }
    const x = (it.start - window.from) * perSecond;
    const wide = Math.max(1.5, (it.end - it.start) * perSecond);
    // the better the rank the taller: it can be seen without colours
    const tall = Math.max(3, tallest * (1 - (it.rank - 1) / Math.max(8, sections.length)));
    if (isReviewed(it)) {
      context.strokeStyle = loud;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, height - tall + 0.5, Math.max(1, wide - 1), tall - 1);
    } else {
      context.fillRect(x, height - tall, wide, tall);
    }
  }
}

/**
 * The noise around each section, and what stood out from it.
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {Ranked[]} sections
 * @param {number} margin in dB
 * @param {{top: number, height: number, gain: number}} where
 */
export function paintFloor({ context, width }, window, sections, margin, { top, height, gain }) {
  const near = sections.filter((it) => it.end > window.from && it.start < window.to);
  const used = near.length > 0 ? near : sections.slice(0, 1);
  if (used.length === 0) {
    return;
  }
  const perSecond = width / (window.to - window.from);
  const line = (/** @type {number} */ above, /** @type {number[]} */ dashes, /** @type {string} */ colour) => {
    context.setLineDash(dashes);
    context.strokeStyle = colour;
    context.lineWidth = 1;
    for (const sign of [1, -1]) {
      context.beginPath();
      const y = (/** @type {Ranked} */ it) =>
        top + height / 2 - (sign * Math.min(1, amplitude(it.noiseDbfs + above) * gain) * height) / 2;
      context.moveTo(0, y(used[0]));
      for (const it of used) {
        context.lineTo(((it.start + it.end) / 2 - window.from) * perSecond, y(it));
      }
      context.lineTo(width, y(used[used.length - 1]));
      context.stroke();
    }
    context.setLineDash([]);
  };
  line(0, [2, 3], colours.get('muted'));
  line(margin, [6, 4], colours.get('loud'));
}

/**
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {{start: number, end: number | null, label: string}[]} marks
 */
export function paintMarks({ context, width, height }, window, marks) {
  const perSecond = width / (window.to - window.from);
  context.strokeStyle = context.fillStyle = colours.get('good');
  context.lineWidth = 1.5;
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'top';
  let free = -Infinity;
  for (const it of marks) {
    const x = (it.start - window.from) * perSecond;
    if (x < -200 || x > width) {
      continue;
    }
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x + 8, 4);
    context.lineTo(x, 8);
    context.fill();
    if (it.end !== null) {
      context.fillRect(x, 0, (it.end - it.start) * perSecond, 3);
    }
    if (it.label !== '' && x >= free) {
      const text = it.label.length > 24 ? it.label.slice(0, 23) + '…' : it.label;
      context.fillText(text, x + 11, 1);
      free = x + 20 + context.measureText(text).width;
    }
  }
}

/**
 * Lines with the clock's time above and the time from the start below.
 * @param {Canvas} canvas
 * @param {Window} window
 * @param {{start: number, zone: string}} frame
 * @param {number} upper height of the clock's labels
 * @param {number} lower height of the others
 */
export function paintRuler({ context, width, height }, window, frame, upper, lower) {
  const perSecond = width / (window.to - window.from);
  const step = rulerStep(perSecond, 92);
  const f = fields(frame.start, frame.zone);
  const midnight = +f.hour * 3600 + +f.minute * 60 + +f.second + (((frame.start % 1000) + 1000) % 1000) / 1000;
  const how = { seconds: step < 60 || frame.start % 60000 !== 0, tenths: step < 1 };
  const fine = step < 0.1;
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  const lines = (/** @type {number} */ origin, /** @type {number} */ y, /** @type {(at: number) => string} */ text) => {
    for (const at of rulerLines(window, step, origin)) {
      const x = Math.round((at - window.from) * perSecond) + 0.5;
      context.strokeStyle = colours.get('line');
      context.beginPath();
      context.moveTo(x, y < upper ? 0 : height - lower);
      context.lineTo(x, y < upper ? height - lower : height);
      context.stroke();
      context.fillStyle = colours.get('muted');
      if (at >= -0.0005 && x < width - 30) {
        context.fillText(text(at), x + 4, y);
      }
    }
  };
  const millis = (/** @type {number} */ seconds) =>
    '.' + String(Math.round((seconds % 1) * 1000) % 1000).padStart(3, '0');
  lines(midnight, upper / 2, (at) => {
    const instant = Math.round(frame.start + at * 1000);
    return fine ? clock(instant, frame.zone) + millis((instant % 1000) / 1000) : clock(instant, frame.zone, how);
  });
  if (lower > 0) {
    lines(0, height - lower / 2, (at) =>
      fine ? length(at + 1e-6) + millis(at + 1e-6) : '+' + length(at + 1e-6, { tenths: step < 1 }),
    );
  }
}
