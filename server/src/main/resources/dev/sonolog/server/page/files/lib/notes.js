// @ts-check
/** What people noted of a source's time: marks, and what one of them has reviewed. Pure. */

/** @typedef {{from: number, to: number}} Span milliseconds since 1970 */
/** @typedef {{id: number, from: number, to: number, label: string}} Flag to: the same as from where it is of an instant */
/**
 * @typedef {object} Notes
 * @property {Flag[]} marks in order of time
 * @property {Span[]} reviewed in order of time, neither overlapping nor touching
 */

/** So far the server's times and those of sections may be apart. */
const ABOUT = 1;

/**
 * @param {{id: number, from: string, to: string | null, label: string}[]} marks
 * @param {{from: string, to: string}[]} spans that are reviewed
 * @returns {Notes}
 */
export const notesOf = (marks, spans) => ({
  marks: marks
    .map(({ id, from, to, label }) => ({ id, from: Date.parse(from), to: Date.parse(to ?? from), label }))
    .sort((a, b) => a.from - b.from),
  reviewed: spans
    .map((it) => ({ from: Date.parse(it.from), to: Date.parse(it.to) }))
    .sort((a, b) => a.from - b.from),
});

/**
 * Whether all of a stretch is reviewed.
 * @param {Span[]} reviewed
 * @param {Span} stretch
 */
export function isReviewed(reviewed, { from, to }) {
  let low = 0;
  let high = reviewed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reviewed[middle].to >= to - ABOUT) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low < reviewed.length && reviewed[low].from <= from + ABOUT;
}

/**
 * How much of what is there in a span is reviewed.
 * @param {import('./coverage.js').Part[]} parts in order
 * @param {Span[]} reviewed
 * @param {number} from
 * @param {number} to
 * @returns {number} seconds
 */
export function reviewedSeconds(parts, reviewed, from, to) {
  const there = parts.filter((it) => it.kind === 'there' && it.to > from && it.from < to);
  let sum = 0;
  let i = 0;
  for (const part of there) {
    while (i > 0 && reviewed[i - 1].to > part.from) {
      i--; // one span may reach over several parts
    }
    for (; i < reviewed.length && reviewed[i].from < part.to; i++) {
      const start = Math.max(from, part.from, reviewed[i].from);
      sum += Math.max(0, Math.min(to, part.to, reviewed[i].to) - start);
    }
  }
  return sum / 1000;
}

/**
 * The marks that lie in a span, at least in part.
 * @param {Flag[]} marks
 * @param {number} from
 * @param {number} to the first instant behind it
 */
export const marksIn = (marks, from, to) => marks.filter((it) => it.from < to && it.to >= from);
