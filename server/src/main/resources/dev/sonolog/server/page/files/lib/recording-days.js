// @ts-check
/** A list of recordings by days, as it grows and changes. Pure. */
import { kindOf } from './coverage.js';
import { dayOf } from './time.js';

/** @typedef {{day: string, recordings: Recording[], seconds: number, bytes: number}} DayGroup */

/** A gap that begins so soon behind a recording has ended it. */
const BROKEN_OFF_MILLIS = 1000;
/** Why a recording ends without having been broken off. */
const ENDS = new Set(['recorder stopped', 'unknown', 'format changed']);

/** @type {WeakMap<Recording, string>} */
const days = new WeakMap();

/**
 * The day on which a recording began; a clock in a zone is slow, and there may be very many.
 * @param {Recording} recording
 * @param {string} zone
 */
function dayOfRecording(recording, zone) {
  const known = days.get(recording);
  if (known?.endsWith(zone)) {
    return known.slice(0, 10);
  }
  const day = dayOf(Date.parse(recording.start), zone);
  days.set(recording, day + zone);
  return day;
}

/**
 * @param {Recording[]} recordings
 * @param {(source: string) => string} zoneOf
 * @returns {DayGroup[]} the newest day first; within it as in the list
 */
export function groupByDay(recordings, zoneOf) {
  /** @type {Map<string, DayGroup>} */
  const groups = new Map();
  for (const it of recordings) {
    const day = dayOfRecording(it, zoneOf(it.source));
    let group = groups.get(day);
    if (!group) {
      group = { day, recordings: [], seconds: 0, bytes: 0 };
      groups.set(day, group);
    }
    group.recordings.push(it);
    group.seconds += it.seconds ?? 0;
    group.bytes += it.bytes;
  }
  return [...groups.values()].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

/** @param {Recording} recording */
const startOf = (recording) => Date.parse(recording.start);

/**
 * The newest page of a list that is shown already: what is known is replaced in its place, what is
 * new waits, what is missing from among them is told.
 * @param {Recording[]} shown the newest first
 * @param {Recording[]} page the newest of all, the newest first
 * @param {boolean} isAll whether the page is everything that there is
 * @returns {{shown: Recording[], newer: Recording[], missing: Recording[]}}
 */
export function refresh(shown, page, isAll) {
  const now = new Map(page.map((it) => [it.id, it]));
  const known = new Set(shown.map((it) => it.id));
  const oldest = page.length > 0 ? startOf(page[page.length - 1]) : 0;
  const last = shown.length > 0 ? startOf(shown[shown.length - 1]) : 0;
  return {
    shown: shown.map((it) => replaced(it, now.get(it.id))),
    newer: page.filter((it) => !known.has(it.id) && startOf(it) >= last),
    missing: shown.filter((it) => !now.has(it.id) && (isAll || startOf(it) > oldest)),
  };
}

/**
 * The same object where nothing has changed, so that nothing is drawn anew.
 * @param {Recording} old
 * @param {Recording | undefined} now
 */
function replaced(old, now) {
  if (now === undefined) {
    return old;
  }
  const merged = { ...old, ...now, seconds: now.seconds ?? old.seconds };
  return JSON.stringify(merged) === JSON.stringify(old) ? old : merged;
}

/**
 * Both lists as one, the newest first, each recording once.
 * @param {Recording[]} newer whose entries win
 * @param {Recording[]} older
 */
export function merge(newer, older) {
  const known = new Set(newer.map((it) => it.id));
  const all = [...newer, ...older.filter((it) => !known.has(it.id))];
  return all.sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
}

/**
 * What may be deleted of a choice, and what may not.
 * @param {Recording[]} recordings
 */
export function deletable(recordings) {
  const pinned = recordings.filter((it) => it.pinned);
  const running = recordings.filter((it) => !it.pinned && it.state === 'recording');
  const free = recordings.filter((it) => !it.pinned && it.state === 'sealed');
  return { pinned, running, free };
}

/**
 * Seconds and bytes of several.
 * @param {{seconds: number | null, bytes: number}[]} recordings
 */
export function total(recordings) {
  let seconds = 0;
  let bytes = 0;
  for (const it of recordings) {
    seconds += it.seconds ?? 0;
    bytes += it.bytes;
  }
  return { seconds, bytes };
}

/**
 * How many sections a recording has, and how much the loudest stands out.
 * @param {Recording} recording
 * @param {Section[]} sections of its source, in time
 */
export function loudIn(recording, sections) {
  const to = recording.end === null ? Number.POSITIVE_INFINITY : Date.parse(recording.end);
  const starts = startsOf(sections);
  let count = 0;
  let best = 0;
  for (let i = firstFrom(starts, Date.parse(recording.start)); i < starts.length && starts[i] < to; i++) {
    count++;
    best = Math.max(best, sections[i].score);
  }
  return { count, best };
}

/**
 * @typedef {{kind: 'pending'} | {kind: 'failed', why: string} | {kind: 'unmeasurable', why: string} |
 *     {kind: 'known', count: number, best: number}} Loud
 */

/**
 * What is known of a recording's sections.
 * @param {Recording} recording
 * @param {Sections | Error | undefined} found what there is of its source, or why it could not be had
 * @returns {Loud}
 */
export function loudOf(recording, found) {
  if (found === undefined) {
    return { kind: 'pending' };
  }
  if (found instanceof Error) {
    return { kind: 'failed', why: found.message };
  }
  const refused = found.unmeasured.find((it) => it.id === recording.id);
  return refused
    ? { kind: 'unmeasurable', why: refused.reason }
    : { kind: 'known', ...loudIn(recording, found.sections) };
}

/**
 * What is missing within a recording, or broke it off: not what somebody wanted so.
 * @param {{start: string, end: string | null}} recording
 * @param {Gap[]} gaps of its source
 * @returns {Gap[]}
 */
export function gapsOf({ start, end }, gaps) {
  const first = Date.parse(start);
  const last = end === null ? Number.POSITIVE_INFINITY : Date.parse(end);
  return gaps.filter((it) => {
    const from = Date.parse(it.from);
    const isEnd = from > last - BROKEN_OFF_MILLIS;
    const isWanted = kindOf(it.cause) !== 'lost' || (isEnd && ENDS.has(it.cause));
    return !isWanted && from > first && from <= last + BROKEN_OFF_MILLIS;
  });
}

/** @type {WeakMap<Section[], Float64Array>} */
const parsed = new WeakMap();

/** @param {Section[]} sections */
function startsOf(sections) {
  let starts = parsed.get(sections);
  if (!starts) {
    starts = Float64Array.from(sections, (it) => Date.parse(it.from));
    parsed.set(sections, starts);
  }
  return starts;
}

/**
 * @param {Float64Array} ascending
 * @param {number} least
 * @returns {number} the place of the first that is not below
 */
function firstFrom(ascending, least) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * The chips that are shown of many sections: the best so many, in order of time, each with its rank.
 * @template {{score: number}} S
 * @param {S[]} sections in time
 * @param {number} most
 * @returns {{section: S, index: number, rank: number}[]}
 */
export function bestOf(sections, most) {
  const order = sections.map((_, i) => i).sort((a, b) => sections[b].score - sections[a].score || a - b);
  return order
    .slice(0, most)
    .map((index, i) => ({ section: sections[index], index, rank: i + 1 }))
    .sort((a, b) => a.index - b.index);
}

/**
 * From the start of the first to the end of the last of several of one source.
 * @param {Recording[]} recordings
 * @param {number} [now] the end of what is being recorded
 */
export function spanOf(recordings, now = Date.now()) {
  return {
    source: recordings[0].source,
    from: Math.min(...recordings.map(startOf)),
    to: Math.max(...recordings.map((it) => (it.end === null ? now : Date.parse(it.end)))),
  };
}

/**
 * As spanOf, for each source by itself.
 * @param {Recording[]} recordings
 * @param {number} [now]
 */
export const spansOf = (recordings, now = Date.now()) =>
  [...new Set(recordings.map((it) => it.source))].sort().map((source) =>
    spanOf(
      recordings.filter((it) => it.source === source),
      now,
    ),
  );
