// @ts-check
/** How fast something may be heard. Pure. */

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];

/**
 * Those that there are to choose from; one that was reached by keys is among them.
 * @param {number} now
 */
export const speedsWith = (now) => [...new Set([...SPEEDS, now])].sort((a, b) => a - b);
