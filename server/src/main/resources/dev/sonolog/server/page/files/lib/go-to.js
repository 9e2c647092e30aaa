// @ts-check
/** Days and times as people type them, and as addresses hold them. Pure. */
import { inUnit } from './format.js';
import { instantsOf, parseTimeOfDay } from './time.js';

/**
 * What was meant: one instant, or two in the hour that comes twice, or none in the hour that is left out.
 * @typedef {{instants: number[], day: string, seconds: number}} Meant
 */

/**
 * Reads a day and a time, or a time alone: "14:03:22", "2026-11-20 14:03", "2026-11-20T14:03:22+01:00",
 * "20.11.2026 14:03", "2026-11-20_14-03-22" as file names have it, "2026-11-20".
 * @param {string} text
 * @param {string} today the day where none is told
 * @param {string} zone
 * @returns {Meant | null} null where it is none
 */
export function parseMoment(text, today, zone) {
  const plain = text.trim();
  if (/^\d{4}-\d\d-\d\dT\d\d(:?\d\d){1,2}([.,]\d+)?(Z|[+-]\d\d:?\d\d)$/i.test(plain)) {
    const instant = Date.parse(plain.replace(',', '.'));
    return Number.isNaN(instant) ? null : { instants: [instant], day: '', seconds: 0 };
  }
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:(?:T|_|\s+)(\S+))?$/i.exec(plain) ??
    swapped(/^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:(?:,?\s+)(\S+))?$/.exec(plain));
  if (match) {
    const [, year, month, date, time] = match;
    return moment(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`, time ?? '0', zone);
  }
  return moment(today, plain, zone);
}

/** @param {RegExpExecArray | null} match day, month, year */
const swapped = (match) => (match ? [match[0], match[3], match[2], match[1], match[4]] : null);

/**
 * @param {string} day
 * @param {string} time
 * @param {string} zone
 * @returns {Meant | null}
 */
function moment(day, time, zone) {
  const seconds = parseTimeOfDay(time.replace(/^(\d\d)-(\d\d)(?:-(\d\d))?$/, '$1:$2:$3').replace(/:$/, ''));
  const noon = Date.parse(day + 'T12:00:00Z');
  if (seconds === null || Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== day) {
    return null; // such as 31 February
  }
  return { instants: instantsOf(day, seconds, zone), day, seconds };
}

/**
 * Of a time that comes twice, that which is nearer to where somebody is.
 * @param {number[]} instants at least one
 * @param {number} near
 */
export const nearest = (instants, near) =>
  instants.reduce((best, it) => (Math.abs(it - near) < Math.abs(best - near) ? it : best));

/**
 * A time for a voice: "14 hours, 3 minutes", with seconds where they matter.
 * @param {number} secondsOfDay
 * @param {boolean} withSeconds
 * @param {string} locale
 */
export function spokenTime(secondsOfDay, withSeconds, locale) {
  const whole = Math.floor(secondsOfDay);
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
  ];
  if (withSeconds) {
    parts.push([whole % 60, 'second']);
  }
  return parts.map(([n, unit]) => inUnit(n, unit, locale)).join(', ');
}
