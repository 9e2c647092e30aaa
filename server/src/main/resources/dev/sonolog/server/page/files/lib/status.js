// @ts-check
/** Facts about the station as its status page puts them. Pure. */

/**
 * When a source is tried again: the recorder tells it at the end of its sentence.
 * @param {string | null} detail
 * @returns {{text: string, retryAt: number | null}} in milliseconds since 1970
 */
export function splitRetry(detail) {
  const match = /^(.*?)\s*\(next try at (\d{4}-\d\d-\d\dT[\d:.]+Z)\)$/s.exec(detail ?? '');
  return match ? { text: match[1], retryAt: Date.parse(match[2]) } : { text: detail ?? '', retryAt: null };
}

/** Less room than this part of the whole is tight. */
const TIGHT_SHARE = 0.1;
const LOW_SHARE = 0.05;
const DAY = 86400e3;
const TIGHT_DAYS = 14;
const LOW_DAYS = 3;

/**
 * How a volume is, in one word: fine, tight or low.
 * @param {{free: number, total: number, full: string | null}} volume
 * @param {number} now in milliseconds since 1970
 */
export function roomOf({ free, total, full }, now) {
  const share = total > 0 ? free / total : 1;
  const days = full === null ? Infinity : (Date.parse(full) - now) / DAY;
  if (share < LOW_SHARE || days < LOW_DAYS) {
    return 'low';
  }
  return share < TIGHT_SHARE || days < TIGHT_DAYS ? 'tight' : 'fine';
}

/**
 * What is deleted, by reason: how many and how much, the largest first.
 * @param {{reason: string, bytes: number}[]} items
 */
export function byReason(items) {
  /** @type {Map<string, {reason: string, count: number, bytes: number}>} */
  const all = new Map();
  for (const { reason, bytes } of items) {
    const sum = all.get(reason) ?? { reason, count: 0, bytes: 0 };
    sum.count++;
    sum.bytes += bytes;
    all.set(reason, sum);
  }
  return [...all.values()].sort((a, b) => b.bytes - a.bytes);
}

/**
 * The name of a file without the folders before it.
 * @param {string} path
 */
export const nameOf = (path) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
