// @ts-check
/**
 * Instants on the clock of a station. An instant is a number of milliseconds since 1970 in UTC; a
 * day is "2026-11-20" in a zone such as "Europe/Berlin". Pure.
 */

/** @type {Map<string, Intl.DateTimeFormat>} */
const kept = new Map();

/**
 * Making a formatter costs more than using it.
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatter(locale, options) {
  const key = locale + JSON.stringify(options);
  let found = kept.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    kept.set(key, found);
  }
  return found;
}

const language = () => globalThis.document?.documentElement.lang || 'en';

/**
 * The fields of a clock in a zone.
 * @param {number} instant
 * @param {string} zone
 */
export function fields(instant, zone) {
  const parts = formatter('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  /** @type {Record<string, string>} */
  const of = {};
  for (const part of parts) {
    of[part.type] = part.value;
  }
  return of;
}

/**
 * The day on which an instant lies there.
 * @param {number} instant
 * @param {string} zone
 */
export function dayOf(instant, zone) {
  const f = fields(instant, zone);
  return `${f.year}-${f.month}-${f.day}`;
}

/**
 * The time of day, always with 24 hours: "14:03:22", with tenths "14:03:22.5", without seconds "14:03".
 * @param {number} instant
 * @param {string} zone
 * @param {{seconds?: boolean, tenths?: boolean}} [how]
 */
export function clock(instant, zone, how = {}) {
  const f = fields(instant, zone);
  const seconds = how.seconds === false ? '' : `:${f.second}`;
  const tenth = Math.floor((((instant % 1000) + 1000) % 1000) / 100);
  return `${f.hour}:${f.minute}${seconds}${how.tenths ? '.' + tenth : ''}`;
}

/**
 * A day in words: "Friday, 20 November 2026".
 * @param {string} day
 * @param {string} [locale]
 */
export function dayInWords(day, locale = language()) {
  return formatter(locale === 'en' ? 'en-GB' : locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(Date.parse(day + 'T12:00:00Z'));
}

/** Days in short as they were written: a list has very many. @type {Map<string, string>} */
const written = new Map();

/**
 * A day in short: "Fri 20 Nov".
 * @param {string} day
 * @param {string} [locale]
 */
export function dayInShort(day, locale = language()) {
  const key = locale + day;
  let text = written.get(key);
  if (text === undefined) {
    const options = /** @type {const} */ ({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
    text = formatter(locale === 'en' ? 'en-GB' : locale, options).format(Date.parse(day + 'T12:00:00Z'));
    written.set(key, text);
  }
  return text;
}

/**
 * A day and a time in digits: "2026-11-20 14:03:22".
 * @param {number} instant
 * @param {string} zone
 */
export function stamp(instant, zone) {
  return `${dayOf(instant, zone)} ${clock(instant, zone)}`;
}

/**
 * How far a zone's clock is before UTC at an instant, in milliseconds.
 * @param {number} instant
 * @param {string} zone
 */
export function offset(instant, zone) {
  const f = fields(instant, zone);
  const shown = Date.UTC(+f.year, +f.month - 1, +f.day, +f.hour, +f.minute, +f.second);
  return shown - Math.floor(instant / 1000) * 1000;
}

/**
 * The name of a zone's time at an instant, such as "CET" or "GMT+1".
 * @param {number} instant
 * @param {string} zone
 */
export function zoneName(instant, zone) {
  const parts = formatter('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(instant);
  return parts.find((it) => it.type === 'timeZoneName')?.value ?? zone;
}

/**
 * The instants at which a clock there shows a day and a time: one usually, none in the hour that is
 * left out in spring, two in the hour that comes twice in autumn.
 * @param {string} day
 * @param {number} seconds of the time of day, 0 to 86400
 * @param {string} zone
 * @returns {number[]} ascending
 */
export function instantsOf(day, seconds, zone) {
  const shown = Date.parse(day + 'T00:00:00Z') + seconds * 1000;
  const offsets = new Set([offset(shown - 86400e3, zone), offset(shown + 86400e3, zone)]);
  return [...offsets]
    .map((it) => shown - it)
    .filter((instant) => instant + offset(instant, zone) === shown)
    .sort((a, b) => a - b);
}

/**
 * The first instant of a day; where its first hour is left out, the first that there is.
 * @param {string} day
 * @param {string} zone
 */
export function startOfDay(day, zone) {
  const shown = Date.parse(day + 'T00:00:00Z');
  return instantsOf(day, 0, zone)[0] ?? shown - offset(shown - 86400e3, zone);
}

/**
 * @param {string} day
 * @param {number} count may be negative
 */
export function addDays(day, count) {
  return new Date(Date.parse(day + 'T12:00:00Z') + count * 86400e3).toISOString().slice(0, 10);
}

/**
 * Reads a time of day: "14", "14:03", "14:03:22", "14:03:22.5", "140322".
 * @param {string} text
 * @returns {number | null} seconds since midnight; null where it is none
 */
export function parseTimeOfDay(text) {
  const plain = /^\s*(\d{2})(\d{2})(\d{2})?\s*$/.exec(text);
  const match = plain ?? /^\s*(\d{1,2})(?::(\d{2})(?::(\d{2}(?:[.,]\d+)?))?)?\s*$/.exec(text);
  if (!match) {
    return null;
  }
  const [h, m, s] = [match[1], match[2] ?? '0', match[3] ?? '0'].map((it) =>
    Number(it.replace(',', '.')),
  );
  return h < 24 && m < 60 && s < 60 ? h * 3600 + m * 60 + s : null;
}

/** @param {number} instant */
export const iso = (instant) => new Date(instant).toISOString();
