// @ts-check
/** The axis of the timeline: from instants to pixels and back, and what is written along it. Pure. */
import { addDays, clock, dayOf, instantsOf, offset, startOfDay, zoneName } from './time.js';

/**
 * What is seen of the time, in milliseconds since 1970.
 * @typedef {{from: number, to: number}} View
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SHORTEST = SECOND;
export const LONGEST = 40 * DAY;
/** So wide a line with its text is at least, in pixels. */
const TICK_WIDTH = 76;

/**
 * @param {View} view
 * @param {number} width in pixels
 * @param {number} instant
 */
export const xOf = (view, width, instant) => ((instant - view.from) / (view.to - view.from)) * width;

/**
 * @param {View} view
 * @param {number} width in pixels
 * @param {number} x
 */
export const instantAt = (view, width, x) => view.from + (x / width) * (view.to - view.from);

/**
 * Not shorter than a second, and not longer than a month and a bit.
 * @param {View} view
 * @returns {View}
 */
export function limited(view) {
  const span = Math.min(LONGEST, Math.max(SHORTEST, view.to - view.from));
  const middle = (view.from + view.to) / 2;
  return { from: Math.round(middle - span / 2), to: Math.round(middle + span / 2) };
}

/**
 * Shows so many times as much time; what is at the anchor stays where it is.
 * @param {View} view
 * @param {number} factor less than 1 zooms in
 * @param {number} anchor an instant
 * @returns {View}
 */
export function zoomed(view, factor, anchor) {
  const span = view.to - view.from;
  const wanted = Math.min(LONGEST, Math.max(SHORTEST, span * factor));
  const share = (anchor - view.from) / span;
  const from = Math.round(anchor - share * wanted);
  return { from, to: Math.round(from + wanted) };
}

/**
 * @param {View} view
 * @param {number} millis forwards; backwards where it is negative
 * @returns {View}
 */
export const panned = (view, millis) => ({
  from: Math.round(view.from + millis),
  to: Math.round(view.to + millis),
});

/**
 * The view, moved so far that an instant is in it, with a little around it.
 * @param {View} view
 * @param {number} instant
 * @returns {View}
 */
export function showing(view, instant) {
  const edge = (view.to - view.from) * 0.1;
  if (instant < view.from) {
    return panned(view, instant - edge - view.from);
  }
  return instant > view.to ? panned(view, instant + edge - view.to) : view;
}

/**
 * The stretch that a day, a week (from Monday on) or a month fills.
 * @param {'day' | 'week' | 'month'} kind
 * @param {string} day one of its days
 * @param {string} zone
 * @returns {View & {first: string, days: number}}
 */
export function frameOf(kind, day, zone) {
  let first = day;
  let behind = addDays(day, 1);
  if (kind === 'week') {
    const weekday = (new Date(day + 'T12:00:00Z').getUTCDay() + 6) % 7;
    first = addDays(day, -weekday);
    behind = addDays(first, 7);
  } else if (kind === 'month') {
    first = day.slice(0, 8) + '01';
    behind = addDays(first, 31).slice(0, 8) + '01';
  }
  const days = Math.round((Date.parse(behind) - Date.parse(first)) / DAY);
  return { from: dayStart(first, zone), to: dayStart(behind, zone), first, days };
}

/**
 * The days of which something is seen.
 * @param {View} view
 * @param {string} zone
 * @returns {string[]}
 */
export function daysOf(view, zone) {
  const days = [];
  const last = dayOf(view.to - 1, zone);
  for (let day = dayOf(view.from, zone); day <= last && days.length < 64; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

// --- what is written along the axis

const STEPS = [
  ...[100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((it) => it * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((it) => it * MINUTE),
  ...[1, 2, 3, 6, 12].map((it) => it * HOUR),
  ...[1, 2, 7].map((it) => it * DAY),
];

/**
 * The time between two lines.
 * @param {View} view
 * @param {number} width in pixels
 */
export function stepOf(view, width) {
  const least = ((view.to - view.from) / Math.max(1, width)) * TICK_WIDTH;
  return STEPS.find((it) => it >= least) ?? STEPS[STEPS.length - 1];
}

/** @typedef {{at: number, text: string, isDay: boolean}} Tick */

/**
 * The lines of the axis, on round times of the station's clock.
 * @param {View} view
 * @param {number} width in pixels
 * @param {string} zone
 * @param {(day: string) => string} dayText how a day is written
 * @returns {Tick[]}
 */
export function ticks(view, width, zone, dayText) {
  const step = stepOf(view, width);
  const instants = step > HOUR ? roundHours(view, step, zone) : roundTimes(view, step, zone);
  return instants.map((at) => {
    const day = dayOf(at, zone);
    const isDay = at === dayStart(day, zone);
    const time = clock(at, zone, { seconds: step < MINUTE, tenths: step < SECOND });
    const name = isChangeDay(day, zone) ? ' ' + zoneName(at, zone) : '';
    return { at, isDay, text: isDay ? dayText(day) : time + name };
  });
}

/**
 * @param {View} view
 * @param {number} step at most an hour
 * @param {string} zone
 */
function roundTimes(view, step, zone) {
  const before = offset(view.from, zone);
  const found = [];
  for (let at = Math.ceil((view.from + before) / step) * step - before; at <= view.to; at += step) {
    found.push(at);
  }
  return found;
}

/**
 * Hours of the clock are counted anew on each day, for not all days have as many.
 * @param {View} view
 * @param {number} step hours or days
 * @param {string} zone
 */
function roundHours(view, step, zone) {
  const found = [];
  for (const day of daysOf({ from: view.from, to: view.to + 1 }, zone)) {
    const number = Math.round(Date.parse(day) / DAY) + 3; // day 0 was a Thursday; weeks begin on Monday
    if (step >= DAY && number % (step / DAY) !== 0) {
      continue;
    }
    found.push(dayStart(day, zone));
    for (let hours = step; hours < DAY; hours += step) {
      found.push(...instantsOf(day, hours / SECOND, zone).slice(0, 1));
    }
  }
  return found.filter((at) => at >= view.from && at <= view.to);
}

/** @type {Map<string, number>} */
const starts = new Map();

/**
 * @param {string} day
 * @param {string} zone
 */
function dayStart(day, zone) {
  const key = zone + day;
  let found = starts.get(key);
  if (found === undefined) {
    if (starts.size > 2000) {
      starts.clear();
    }
    found = startOfDay(day, zone);
    starts.set(key, found);
  }
  return found;
}

/**
 * Whether the clocks are changed on a day.
 * @param {string} day
 * @param {string} zone
 */
export function isChangeDay(day, zone) {
  return dayStart(addDays(day, 1), zone) - dayStart(day, zone) !== DAY;
}
