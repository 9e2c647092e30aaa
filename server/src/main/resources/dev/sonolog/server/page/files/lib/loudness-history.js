// @ts-check
/** How loud the last minutes were. Pure; times are milliseconds since 1970. */

const STEP_MILLIS = 500;

/** @typedef {{at: number, shortTerm: number | null, momentary: number | null}} Point */

export class LoudnessHistory {
  /** @type {Point[]} in time, the newest last */
  points = [];
  #millis;

  /** @param {number} minutes that are kept */
  constructor(minutes) {
    this.#millis = minutes * 60_000;
  }

  /**
   * Keeps a point for each half second, with the loudest moment in it.
   * @param {Point} point
   */
  hear(point) {
    const last = this.points.at(-1);
    if (last && point.at - last.at < STEP_MILLIS) {
      last.shortTerm = point.shortTerm;
      last.momentary = louder(last.momentary, point.momentary);
      return;
    }
    this.points.push({ ...point });
    const old = this.points.findIndex((it) => it.at >= point.at - this.#millis);
    this.points.splice(0, old);
  }

  /**
   * The same in words: each minute that there is something of, the newest first.
   * @returns {{at: number, loudest: number | null, quietest: number | null}[]} short-term loudness
   */
  minutes() {
    /** @type {Map<number, {at: number, loudest: number | null, quietest: number | null}>} */
    const all = new Map();
    for (const { at, shortTerm } of this.points) {
      const minute = Math.floor(at / 60_000) * 60_000;
      const known = all.get(minute) ?? { at: minute, loudest: null, quietest: shortTerm };
      known.loudest = louder(known.loudest, shortTerm);
      known.quietest = quieter(known.quietest, shortTerm);
      all.set(minute, known);
    }
    return [...all.values()].reverse();
  }
}

/**
 * @param {number | null} a
 * @param {number | null} b
 */
const louder = (a, b) => (a === null ? b : b === null ? a : Math.max(a, b));

/**
 * Silence, which has no number, is quieter than all.
 * @param {number | null} a
 * @param {number | null} b
 */
const quieter = (a, b) => (a === null || b === null ? null : Math.min(a, b));
