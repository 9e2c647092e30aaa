// @ts-check
/** How a stretch of sound is told on the clock. Pure. */
import { addDays, clock, dayOf, offset, startOfDay, zoneName } from './time.js';

/**
 * Start and end; tenths where both would read the same.
 * @param {{from: string, to: string}} stretch
 * @param {string} zone
 * @returns {{from: string, to: string}}
 */
export function clipSpan(stretch, zone) {
  const from = Date.parse(stretch.from);
  const to = Date.parse(stretch.to);
  const tenths = clock(from, zone) === clock(to, zone);
  return { from: timeThere(from, zone, { tenths }), to: timeThere(to, zone, { tenths }) };
}

/**
 * The time of day, with the zone's name on a day on which its clock is changed.
 * @param {number} instant
 * @param {string} zone
 * @param {{tenths?: boolean, seconds?: boolean}} [how]
 */
export function timeThere(instant, zone, how = {}) {
  const time = clock(instant, zone, how);
  return isDayOfChange(dayOf(instant, zone), zone) ? `${time} ${zoneName(instant, zone)}` : time;
}

/** @type {Map<string, boolean>} */
const known = new Map();

/**
 * @param {string} day
 * @param {string} zone
 */
export function isDayOfChange(day, zone) {
  const key = `${day} ${zone}`;
  let is = known.get(key);
  if (is === undefined) {
    const start = startOfDay(day, zone);
    is = offset(start, zone) !== offset(startOfDay(addDays(day, 1), zone), zone);
    known.set(key, is);
  }
  return is;
}
