// @ts-check
/** Loud sections of a recording: their ranks, orders and what has been reviewed of them. Pure. */

/**
 * @typedef {object} Ranked
 * @property {string} key stays the same as long as its times do
 * @property {number} rank 1 is what stands out most
 * @property {string} from
 * @property {string} to
 * @property {number} start seconds of the recording
 * @property {number} end
 * @property {number} score
 * @property {number | null} peakDbfs
 * @property {number} noiseDbfs
 */

/** @typedef {{start: number, end: number}} Stretch seconds */

/**
 * In order of time, each with its rank by score; of the same score the earlier comes first.
 * @param {Section[]} sections
 * @returns {Ranked[]}
 */
export function rank(sections) {
  const inTime = [...sections].sort((a, b) => a.start - b.start);
  const order = inTime.map((_, i) => i).sort((a, b) => inTime[b].score - inTime[a].score || a - b);
  /** @type {number[]} */
  const ranks = [];
  order.forEach((of, i) => (ranks[of] = i + 1));
  return inTime.map((it, i) => ({ ...it, key: `${it.from}/${it.to}`, rank: ranks[i] }));
}

/** @typedef {'time' | 'score' | 'length' | 'peak'} Order */

/** @type {Record<Order, (a: Ranked, b: Ranked) => number>} */
const BY = {
  time: (a, b) => a.start - b.start,
  score: (a, b) => a.rank - b.rank,
  length: (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  peak: (a, b) => (b.peakDbfs ?? -200) - (a.peakDbfs ?? -200) || a.start - b.start,
};

/**
 * @param {Ranked[]} sections
 * @param {Order} order
 * @param {boolean} isReversed
 */
export function sorted(sections, order, isReversed) {
  const list = [...sections].sort(BY[order]);
  return isReversed ? list.reverse() : list;
}

/**
 * The section that a place is in, or the nearest before it.
 * @param {Ranked[]} inTime
 * @param {number} place
 */
export function before(inTime, place) {
  let found;
  for (const it of inTime) {
    if (it.start > place) {
      break;
    }
    found = it;
  }
  return found;
}

/**
 * Whether all of a stretch lies in reviewed spans.
 * @param {Stretch} stretch
 * @param {Stretch[]} spans that neither overlap nor touch
 */
export const isReviewed = (stretch, spans) =>
  spans.some((it) => it.start <= stretch.start + 0.001 && it.end >= stretch.end - 0.001);

/**
 * How many seconds the sections last together, each with what is played before and behind it.
 * @param {Stretch[]} inTime
 * @param {number} lead before
 * @param {number} trail behind
 * @param {number} seconds of the whole
 */
export function together(inTime, lead, trail, seconds) {
  let sum = 0;
  let end = 0;
  for (const it of inTime) {
    const from = Math.max(end, it.start - lead, 0);
    const to = Math.min(seconds, it.end + trail);
    sum += Math.max(0, to - from);
    end = Math.max(end, to);
  }
  return sum;
}

/**
 * The best so many, in order of time.
 * @param {Ranked[]} inTime
 * @param {number} count
 */
export const top = (inTime, count) => inTime.filter((it) => it.rank <= count);
