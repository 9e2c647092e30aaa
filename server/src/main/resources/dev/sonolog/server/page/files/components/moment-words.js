// @ts-check
/** What is said of a place on the timeline. */
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { knows, t } from '../services/texts.js';
import { CLOSE, timeline } from '../services/timeline.js';
import { causeKey, partAt } from '../lib/coverage.js';
import { spokenTime } from '../lib/go-to.js';
import { isReviewed, marksIn } from '../lib/notes.js';
import { daysOf, frameOf, isChangeDay, stepOf } from '../lib/scale.js';
import { clock, dayInShort, dayInWords, dayOf, offset, zoneName } from '../lib/time.js';

export { dayInShort };

/** @typedef {import('../lib/scale.js').View} View */

const FINE_MILLIS = 600_000;
/** So near a flag is at a place, in pixels. */
const NEAR = 4;

/**
 * The cause of a gap in words. A newer server may know more causes: then its own word is shown.
 * @param {string} cause
 */
export function causeText(cause) {
  const key = causeKey(cause);
  return knows(key) ? t(key) : cause;
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

/**
 * A place for a voice: the time, and what is there.
 * @param {string} name of a source
 * @param {number} at
 * @param {View} view
 * @param {number} width of the axis in pixels
 * @param {string} axisZone
 */
export function placeInWords(name, at, view, width, axisZone) {
  const zone = sources.zoneOf(name);
  const isFine = stepOf(view, width || 1) < FINE_MILLIS;
  const day = dayOf(at, zone);
  const seconds = (at + offset(at, zone) - Date.parse(day + 'T00:00:00Z')) / 1000;
  const ofZone = isChangeDay(day, zone) ? ' ' + zoneName(at, zone) : '';
  const time = spokenTime(seconds, isFine, document.documentElement.lang) + ofZone;
  const when = view.to - view.from > CLOSE ? `${dayInShort(day)}, ${time}` : time;
  const what = [whatIsAt(name, at, axisZone), ...notesAt(name, at, nearOf(view, width), axisZone)].join(', ');
  return t('overview.spoken', { time: when, what });
}

/**
 * @param {string} name of a source
 * @param {number} at
 * @param {string} zone
 */
function whatIsAt(name, at, zone) {
  const coverage = timeline.coverage(name);
  const part = coverage && partAt(coverage.parts, at);
  if (!part) {
    return coverage ? t(at > live.now() ? 'overview.future' : 'overview.nothing') : t('loading');
  }
  if (part.kind !== 'there') {
    return part.kind === 'none' ? causeText(part.cause) : t('overview.gap', { cause: causeText(part.cause) });
  }
  const title = titleAt(name, at, zone);
  return title ? `${t('overview.recorded')}, ${title}` : t('overview.recorded');
}

/**
 * So far away a mark still is at a place, in milliseconds.
 * @param {View} view
 * @param {number} width of the axis in pixels
 */
export const nearOf = (view, width) => Math.max(500, ((view.to - view.from) / (width || 1)) * NEAR);

/**
 * What was found and noted there, as far as it is known already.
 * @param {string} name of a source
 * @param {number} at
 * @param {number} near so far away a mark still is at that place
 * @param {string} zone of the timeline
 */
export function notesAt(name, at, near, zone) {
  const notes = timeline.notes(name);
  if (!notes) {
    return [];
  }
  const loud = timeline.sections(name, dayOf(at, zone))?.sections.find((it) => it.from <= at && it.to > at);
  const isOver = isReviewed(notes.reviewed, loud ?? { from: at, to: at + 1 });
  const marks = marksIn(notes.marks, at - near, at + near).map((it) => it.label || t('overview.mark.unnamed'));
  return [
    loud ? t('overview.loud', { rank: loud.rank }) : '',
    isOver ? t('overview.reviewed') : loud ? t('overview.unreviewed') : '',
    ...marks.slice(0, 3).map((label) => t('overview.mark', { label })),
  ].filter((it) => it !== '');
}

/**
 * What time is seen.
 * @param {View} view
 * @param {string} zone
 */
export function rangeInWords({ from, to }, zone) {
  const days = daysOf({ from, to }, zone);
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined) {
    return '';
  }
  const isWhole = from === frameOf('day', first, zone).from && to === frameOf('day', last, zone).to;
  const isChanged = days.some((it) => isChangeDay(it, zone));
  const zones = isChanged ? ` (${zoneName(from, zone)} – ${zoneName(to, zone)})` : '';
  if (first === last) {
    return dayInWords(first) + (isWhole ? '' : `, ${clock(from, zone)} – ${clock(to, zone)}`) + zones;
  }
  const time = (/** @type {number} */ at) => (isWhole ? '' : ' ' + clock(at, zone, { seconds: false }));
  return `${dayInShort(first)}${time(from)} – ${dayInShort(last)}${time(to)}, ${last.slice(0, 4)}${zones}`;
}

/**
 * A day and a time in short: "Fri 20 Nov 14:03:22"; of today the time alone.
 * @param {number} at
 * @param {string} zone
 */
export function timeInShort(at, zone) {
  const day = dayOf(at, zone);
  return (day === dayOf(live.now(), zone) ? '' : dayInShort(day) + ' ') + clock(at, zone);
}
