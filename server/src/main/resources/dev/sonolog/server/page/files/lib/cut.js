// @ts-check
/** A stretch that is to be cut out of a recording, as it was typed. Pure. */

/**
 * @param {number | null} start seconds; null where what was typed is no time
 * @param {number | null} end
 * @param {number | null} seconds of the recording; null where it is still being recorded
 * @returns {{start: number, end: number, error: string, field: 'from' | 'to'}} error: the name of a text; empty
 *     where all is well
 */
export function cutOf(start, end, seconds) {
  const most = seconds ?? Number.POSITIVE_INFINITY;
  const found = { start: start ?? 0, end: Math.min(end ?? most, most) };
  if (start === null) {
    return { ...found, error: 'recs.cut.no.time', field: 'from' };
  }
  if (end === null) {
    return { ...found, error: 'recs.cut.no.time', field: 'to' };
  }
  if (start >= most) {
    return { ...found, error: 'recs.cut.behind', field: 'from' };
  }
  return { ...found, error: found.end > start ? '' : 'recs.cut.order', field: 'to' };
}
