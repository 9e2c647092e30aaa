// @ts-check
/** How a recording that grows is heard by snapshots, each a file that does not change any more. Pure; in seconds. */

/** So near the end of a snapshot the next one is fetched. */
export const NEAR_END = 3;
/** So much more must be there before another snapshot is worth it. */
const WORTH = 1;
/** So far behind the newest one listens at least: each snapshot then lasts for a while. */
const LAG = 6;

/**
 * @param {{state: string, seconds: number | null}} now the recording as it is
 * @param {number} until the end of the snapshot that is loaded
 */
export const isMore = (now, until) => now.state !== 'recording' || (now.seconds ?? 0) >= until + WORTH;

/**
 * Where to go: as asked, but not so near the newest that it ends at once, and never backwards for that.
 * @param {number} to
 * @param {number} time where one is
 * @param {number} seconds that there are
 */
export const placeIn = (to, time, seconds) =>
  Math.max(0, Math.min(to, Math.max(seconds - LAG, Math.min(time, seconds - 0.2))));
