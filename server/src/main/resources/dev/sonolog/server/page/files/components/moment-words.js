// @ts-check
/** What is said of a place on the timeline. */
import { knows, t } from '../services/texts.js';
import { timeline } from '../services/timeline.js';
import { causeKey } from '../lib/coverage.js';
import { dayOf } from '../lib/time.js';

/**
 * The cause of a gap in words. A newer server may know more causes: then its own word is shown.
 * @param {string} cause
 */
export function causeText(cause) {
  const key = causeKey(cause);
  return knows(key) ? t(key) : cause;
}

/** @type {{language: string, format: Intl.DateTimeFormat} | null} */
let short = null;
/** @type {Map<string, string>} */
const written = new Map();

/**
 * A day in short: "Fri 20 Nov".
 * @param {string} day
 */
export function dayInShort(day) {
  const language = document.documentElement.lang || 'en';
  if (short?.language !== language) {
    const options = /** @type {const} */ ({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
    short = { language, format: new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options) };
    written.clear();
  }
  let text = written.get(day);
  if (text === undefined) {
    text = short.format.format(Date.parse(day + 'T12:00:00Z'));
    written.set(day, text);
  }
  return text;
}

/**
 * What was on air, as far as it is known already.
 * @param {string} name of a source
 * @param {number} at
 * @param {string} zone of the timeline
 */
export function titleAt(name, at, zone) {
  const titles = timeline.titles(name, dayOf(at, zone)) ?? [];
  return titles.filter((it) => it.at <= at).at(-1)?.title ?? '';
}
