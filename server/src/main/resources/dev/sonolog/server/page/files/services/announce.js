// @ts-check
/** Tells what happened to who does not see it: one polite region and one for alerts, in the page from its start. */
import { settings } from './settings.js';

const AGAIN_MILLIS = 5000;
const EACH_MILLIS = 700;

/** @type {{text: string, alert: boolean}[]} */
const waiting = [];
/** @type {Map<string, number>} */
const told = new Map();
let isTelling = false;

/**
 * @param {string} text
 * @param {{alert?: boolean}} [how]
 */
export function announce(text, how = {}) {
  const alert = how.alert === true;
  const wanted = settings.get('announcements');
  const now = Date.now();
  if (wanted === 'none' || (wanted === 'alerts' && !alert)) {
    return;
  }
  if (text === '' || now - (told.get(text) ?? 0) < AGAIN_MILLIS) {
    return;
  }
  told.set(text, now);
  if (told.size > 200) {
    told.clear();
  }
  waiting.push({ text, alert });
  if (!isTelling) {
    isTelling = true;
    tell();
  }
}

/** One after the other: a region that changes twice at once is read once. */
function tell() {
  const next = waiting.shift();
  if (!next) {
    isTelling = false;
    return;
  }
  const region = document.getElementById(next.alert ? 'alerts' : 'news');
  if (region) {
    region.textContent = '';
    requestAnimationFrame(() => (region.textContent = next.text));
  }
  setTimeout(tell, EACH_MILLIS);
}
