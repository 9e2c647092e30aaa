// @ts-check
/** What the page says, in the language that its user reads. A language is one file in texts/. */
import { settings } from './settings.js';

/** The languages that there are, by their own names. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

/** Tells when the page speaks another language. */
export const language = new EventTarget();

/** @typedef {string | {one: string, other: string}} Text */

/** @type {Record<string, Text>} */
let texts = {};
let plural = new Intl.PluralRules('en');

let wished = settings.get('language');
settings.addEventListener('change', () => {
  if (settings.get('language') !== wished) {
    void loadLanguage();
  }
});

/** Loads the language that is set, or the first of the browser's that there is. */
export async function loadLanguage() {
  const wanted = settings.get('language');
  wished = wanted;
  const known = Object.keys(LANGUAGES);
  const spoken =
    (wanted === 'auto'
      ? navigator.languages.map((it) => it.slice(0, 2)).find((it) => known.includes(it))
      : wanted) ?? 'en';
  texts = await (await fetch(new URL(`../texts/${spoken}.json`, import.meta.url))).json();
  plural = new Intl.PluralRules(spoken);
  document.documentElement.lang = spoken;
  language.dispatchEvent(new Event('change'));
}

/**
 * A text. What stands in braces is replaced; where "count" is given, it decides between one and other.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) {
    return key;
  }
  const form =
    typeof text === 'string'
      ? text
      : plural.select(Number(values.count)) === 'one'
        ? text.one
        : text.other;
  return form.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Whether there is a text of that name: for words of the server, which may be newer than the page.
 * @param {string} key
 */
export const knows = (key) => texts[key] !== undefined;
