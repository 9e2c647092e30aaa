// @ts-check
/**
 * How far a level meter goes out. The scale is the one that many meters share: loud levels get most
 * of the room. Pure.
 */

/** Levels in dBFS and the parts of the whole length at which they stand. */
const SCALE = /** @type {const} */ ([
  [-70, 0],
  [-60, 0.025],
  [-50, 0.075],
  [-40, 0.15],
  [-30, 0.3],
  [-20, 0.5],
  [0, 1],
]);

/** The marks beside a meter, in dBFS. */
export const MARKS = [-40, -30, -20, -10, 0];

/** Below it a meter shows nothing. */
export const FLOOR = -60;

/**
 * @param {number | null | undefined} level in dBFS; null is digital silence
 * @returns {number} 0 to 1
 */
export function deflection(level) {
  if (level === null || level === undefined || !(level > SCALE[0][0])) {
    return 0;
  }
  for (let i = 1; i < SCALE.length; i++) {
    const [low, from] = SCALE[i - 1];
    const [high, to] = SCALE[i];
    if (level <= high) {
      return from + ((level - low) / (high - low)) * (to - from);
    }
  }
  return 1;
}

/**
 * A level as a meter's number for voices: whole decibels within its scale.
 * @param {number | null | undefined} level in dBFS
 */
export const spokenLevel = (level) => Math.round(Math.min(0, Math.max(FLOOR, level ?? FLOOR)));
