// @ts-check
/** Numbers as people read them. Pure; the language is that of the document unless it is given. */

/** @param {string | undefined} locale */
const language = (locale) => locale ?? globalThis.document?.documentElement.lang ?? 'en';

/** @type {Map<string, Intl.NumberFormat>} */
const kept = new Map();

/**
 * Making a formatter costs a hundred times what using it does.
 * @param {string} locale
 * @param {Intl.NumberFormatOptions} options
 */
function formatter(locale, options) {
  const key = locale + JSON.stringify(options);
  let found = kept.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, options);
    kept.set(key, found);
  }
  return found;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/**
 * A size with three digits, such as "9.4 GB". Units are powers of 1000, as on disks.
 * @param {number} count in bytes
 * @param {string} [locale]
 */
export function bytes(count, locale) {
  let unit = 0;
  let value = count;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const number = formatter(language(locale), { maximumFractionDigits: digits });
  return `${number.format(value)} ${UNITS[unit]}`;
}

/**
 * A length as on a clock: "4:07", "1:02:03"; with tenths "4:07.5".
 * @param {number} seconds
 * @param {{tenths?: boolean}} [how]
 */
export function length(seconds, how = {}) {
  const steps = how.tenths ? 10 : 1;
  const all = Math.max(0, Math.floor(seconds * steps + 1e-6));
  const whole = Math.floor(all / steps);
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = whole % 60;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const clock = h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  return how.tenths ? `${clock}.${all % 10}` : clock;
}

/**
 * Reads a length: "83", "83.5", "1:23", "1:02:03.25".
 * @param {string} text
 * @returns {number | null} seconds; null where it is none
 */
export function parseLength(text) {
  const match = /^\s*(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d*)?)\s*$/.exec(text);
  if (!match) {
    return null;
  }
  const [, h, m, s] = match;
  const seconds = Number(s.replace(',', '.'));
  if ((m !== undefined && seconds >= 60) || (h !== undefined && Number(m) >= 60)) {
    return null;
  }
  return Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + seconds;
}

/**
 * A length in words for a voice, at most two units: "1 hour, 2 minutes".
 * @param {number} seconds
 * @param {string} [locale]
 */
export function spokenLength(seconds, locale) {
  const whole = Math.max(0, Math.round(seconds));
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(whole / 86400), 'day'],
    [Math.floor(whole / 3600) % 24, 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  const shown = first < 0 ? parts.slice(3) : parts.slice(first, first + 2).filter(([n]) => n > 0);
  return shown.map(([n, unit]) => inUnit(n, unit, language(locale))).join(', ');
}

/**
 * A number with its unit in words: "3 minutes".
 * @param {number} n
 * @param {string} unit
 * @param {string} locale
 */
export function inUnit(n, unit, locale) {
  return formatter(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n);
}

/**
 * A part of a hundred, never rounded up to the whole.
 * @param {number} percent
 * @param {string} [locale]
 */
export function percent(percent, locale) {
  const shown = percent >= 100 || percent <= 0 ? percent : Math.min(99.9, Math.max(0.1, percent));
  const number = formatter(language(locale), { maximumFractionDigits: 1 });
  return `${number.format(shown)} %`;
}

/**
 * A level, such as "−18.2 dB"; silence is told by the text given for it.
 * @param {number | null | undefined} level in dBFS
 * @param {string} [silence]
 */
export function decibels(level, silence = '−∞ dB') {
  return level === null || level === undefined
    ? silence
    : `${level.toFixed(1).replace('-', '−')} dB`;
}

/**
 * A number with a fixed count of digits behind the point, or the comma.
 * @param {number} value
 * @param {number} [digits]
 * @param {string} [locale]
 */
export function decimal(value, digits = 1, locale) {
  return formatter(language(locale), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}
