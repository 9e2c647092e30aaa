// @ts-check
/** What there is of a source's time, and what is missing of it. Pure. */

/**
 * A stretch of a source's time.
 * @typedef {object} Part
 * @property {number} from in milliseconds since 1970
 * @property {number} to the first instant behind it
 * @property {'there' | 'lost' | 'calm' | 'none'} kind there: recorded; lost: missing though it was
 *     wanted; calm: missing because somebody wanted it so; none: before anything was recorded
 * @property {string} cause the server's word; empty where it is there
 * @property {string} detail
 */

/** Missing, but not by accident. */
const CALM = new Set(['between takes', 'deleted', 'deleted by retention', 'too short', 'trashed', 'reconfigured']);
const NONE = new Set(['never recorded', 'not recorded yet']);

/**
 * @param {string} cause
 * @returns {'lost' | 'calm' | 'none'}
 */
export const kindOf = (cause) => (NONE.has(cause) ? 'none' : CALM.has(cause) ? 'calm' : 'lost');

/**
 * The name of the text for a cause.
 * @param {string} cause
 */
export const causeKey = (cause) => 'cause.' + cause.replace(/[^a-z]+/gi, '.');

/**
 * @param {{spans: {from: string, to: string}[], gaps: Gap[], to: string}} coverage
 * @returns {Part[]} in order
 */
export function partsOf(coverage) {
  /** @type {Part[]} */
  const parts = coverage.spans.map((it) => ({
    from: Date.parse(it.from),
    to: Date.parse(it.to),
    kind: 'there',
    cause: '',
    detail: '',
  }));
  const gaps = coverage.gaps.map((it) => gapPart(it, Date.parse(coverage.to)));
  return [...parts, ...gaps].filter((it) => it.to > it.from).sort((a, b) => a.from - b.from);
}

/**
 * @param {Gap} gap
 * @param {number} now the end of one that lasts
 * @returns {Part}
 */
export const gapPart = (gap, now) => ({
  from: Date.parse(gap.from),
  to: gap.to === null ? now : Date.parse(gap.to),
  kind: kindOf(gap.cause),
  cause: gap.cause,
  detail: gap.detail,
});

/**
 * The parts, where what lasted when they were asked for goes on until now.
 * @param {Part[]} parts
 * @param {number} asOf when they were asked for
 * @param {number} now
 * @returns {Part[]}
 */
export function lasting(parts, asOf, now) {
  let last = parts.length - 1;
  while (last >= 0 && parts[last].cause === 'not recorded yet') {
    last--;
  }
  if (last < 0 || asOf - parts[last].to > 5000 || now <= parts[last].to) {
    return parts;
  }
  return [...parts.slice(0, last), { ...parts[last], to: now }];
}

/**
 * The number of the first part that ends behind an instant.
 * @param {{to: number}[]} parts in order of time
 * @param {number} instant
 */
export function firstBehind(parts, instant) {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle].to > instant) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/**
 * Those of a list in order of time of which something is seen.
 * @template {{from: number, to: number}} T
 * @param {T[]} all
 * @param {import('./scale.js').View} view
 * @returns {T[]}
 */
export function seen(all, view) {
  const first = firstBehind(all, view.from);
  let end = first;
  while (end < all.length && all[end].from < view.to) {
    end++;
  }
  return all.slice(first, end);
}

/**
 * What there is at an instant.
 * @param {Part[]} parts
 * @param {number} instant
 * @returns {Part | undefined}
 */
export function partAt(parts, instant) {
  const found = parts[firstBehind(parts, instant)];
  return found && found.from <= instant ? found : undefined;
}

/**
 * The parts as they are drawn: those of the same kind that share a pixel are one. A gap is never
 * thinner than a pixel, and comes behind what is there, so that it is drawn over it.
 * @param {Part[]} parts
 * @param {import('./scale.js').View} view
 * @param {number} width in pixels
 * @returns {{x: number, width: number, part: Part, isWhole: boolean}[]}
 */
export function drawn(parts, view, width) {
  const scale = width / (view.to - view.from);
  /** @type {{x: number, width: number, part: Part, isWhole: boolean}[]} */
  const found = [];
  /** @type {Record<string, {x: number, width: number, part: Part, isWhole: boolean}>} */
  const lasts = {};
  for (let i = firstBehind(parts, view.from); i < parts.length && parts[i].from < view.to; i++) {
    const part = parts[i];
    const x = Math.max(0, (part.from - view.from) * scale);
    const end = Math.min(width, (part.to - view.from) * scale);
    const least = part.kind === 'there' ? 0.5 : 1;
    const last = lasts[part.kind];
    if (last && x - (last.x + last.width) < 1) {
      last.width = Math.max(last.width, end - last.x);
      last.isWhole = false;
    } else {
      lasts[part.kind] = { x, width: Math.max(least, end - x), part, isWhole: true };
      found.push(lasts[part.kind]);
    }
  }
  return [...found.filter((it) => it.part.kind === 'there'), ...found.filter((it) => it.part.kind !== 'there')];
}

/**
 * The gaps that lie in a span, as far as they are ones: not what was never recorded.
 * @param {Part[]} parts
 * @param {number} from
 * @param {number} to
 * @returns {Part[]}
 */
export function gapsWithin(parts, from, to) {
  const found = [];
  for (let i = firstBehind(parts, from); i < parts.length && parts[i].from < to; i++) {
    if (parts[i].kind === 'lost' || parts[i].kind === 'calm') {
      found.push({ ...parts[i], from: Math.max(from, parts[i].from), to: Math.min(to, parts[i].to) });
    }
  }
  return found;
}

/**
 * How much of a span is there.
 * @param {Part[]} parts
 * @param {number} from
 * @param {number} to
 * @returns {{recorded: number, seconds: number, percent: number, isEmpty: boolean}} isEmpty: where nothing
 *     is there, and nothing is missing either
 */
export function share(parts, from, to) {
  let recorded = 0;
  let isEmpty = true;
  for (let i = firstBehind(parts, from); i < parts.length && parts[i].from < to; i++) {
    const part = parts[i];
    isEmpty &&= part.kind === 'none';
    if (part.kind === 'there') {
      recorded += Math.min(to, part.to) - Math.max(from, part.from);
    }
  }
  const all = to - from;
  return { recorded: recorded / 1000, seconds: all / 1000, percent: all > 0 ? (100 * recorded) / all : 0, isEmpty };
}

// --- loud sections

/**
 * @typedef {object} Loud
 * @property {number} from
 * @property {number} to
 * @property {number} score in dB
 * @property {number} rank 1 for the loudest
 */

/**
 * Sections in order of time, each with its place by loudness.
 * @param {Section[]} sections
 * @returns {Loud[]}
 */
export function ranked(sections) {
  const all = sections.map((it) => ({
    from: Date.parse(it.from),
    to: Date.parse(it.to),
    score: it.score,
    rank: 0,
  }));
  [...all].sort((a, b) => b.score - a.score || a.from - b.from).forEach((it, i) => (it.rank = i + 1));
  return all.sort((a, b) => a.from - b.from);
}

/**
 * How high a section's line is, 0 to 1: the loudest is the highest, those below the highlights are low.
 * @param {number} rank
 * @param {number} top so many are highlights
 */
export const rankHeight = (rank, top) => (rank > top ? 0.2 : 1 - (0.6 * (rank - 1)) / Math.max(1, top));
