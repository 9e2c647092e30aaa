// @ts-check
/** What the meters of a source tell, as the page uses it: numbers or null, whatever is missing. Pure. */

/**
 * @typedef {object} Reading
 * @property {(number | null)[]} peaks the highest sample of each channel of late, in dBFS; null is silence
 * @property {number | null} truePeak the highest of all channels since the meter began, in dBTP
 * @property {number} clips of all channels since the meter began
 * @property {number | null} momentary in LUFS
 * @property {number | null} shortTerm
 * @property {number | null} integrated
 * @property {string[]} conditions
 */

/** @param {any} value */
const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/**
 * @param {any} told one source of the event "meters"
 * @returns {Reading}
 */
export function reading(told) {
  const channels = /** @type {any[]} */ (told.channels ?? []);
  const highest = channels.map((it) => number(it.truePeak)).filter((it) => it !== null);
  return {
    peaks: channels.map((it) => number(it.peak)),
    truePeak: highest.length === 0 ? null : Math.max(...highest),
    clips: channels.reduce((sum, it) => sum + (number(it.clips) ?? 0), 0),
    momentary: number(told.momentary),
    shortTerm: number(told.shortTerm),
    integrated: number(told.integrated),
    conditions: told.conditions ?? [],
  };
}
