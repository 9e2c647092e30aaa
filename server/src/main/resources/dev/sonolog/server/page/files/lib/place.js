// @ts-check
/** Places of a recording as they are typed in: on the clock or from its start. Pure. */
import { addDays, clock, dayOf, instantsOf, parseTimeOfDay } from './time.js';
import { length, parseLength } from './format.js';

/** @typedef {'clock' | 'elapsed'} Mode */

/**
 * @typedef {object} Frame what a place is counted in
 * @property {number} start instant of the recording's start
 * @property {string} zone
 * @property {number} seconds its length
 */

/**
 * A place with hundredths, so that what is shown and typed in again stays.
 * @param {number} place seconds of the recording
 * @param {Mode} mode
 * @param {Frame} frame
 */
export function written(place, mode, frame) {
  const hundredths = Math.round(place * 100);
  const rest = String(((hundredths % 100) + 100) % 100).padStart(2, '0');
  if (mode === 'elapsed') {
    return `${length(hundredths / 100)}.${rest}`;
  }
  const instant = Math.round(frame.start / 10) * 10 + hundredths * 10;
  const fine = String(Math.floor((((instant % 1000) + 1000) % 1000) / 10)).padStart(2, '0');
  return `${clock(instant, frame.zone)}.${fine}`;
}

/**
 * Reads a place. A time of day that comes twice is the one that is nearer to where it was.
 * @param {string} text
 * @param {Mode} mode
 * @param {Frame} frame
 * @param {number} near seconds of the recording
 * @returns {number | null} null where it is none, or none of this recording
 */
export function read(text, mode, frame, near) {
  if (mode === 'elapsed') {
    const place = parseLength(text);
    return place === null || place > frame.seconds + 1 ? null : Math.min(place, frame.seconds);
  }
  const time = parseTimeOfDay(text);
  if (time === null) {
    return null;
  }
  const first = dayOf(frame.start, frame.zone);
  const last = dayOf(frame.start + frame.seconds * 1000, frame.zone);
  /** @type {number[]} */
  const found = [];
  for (let day = first; day <= last && found.length < 100; day = addDays(day, 1)) {
    for (const instant of instantsOf(day, time, frame.zone)) {
      const place = (instant - frame.start) / 1000;
      if (place > -1 && place < frame.seconds + 1) {
        found.push(Math.min(Math.max(0, place), frame.seconds));
      }
    }
  }
  found.sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  return found[0] ?? null;
}

/**
 * A selection whose one end is set anew: the other end gives way.
 * @param {{from: number, to: number} | null} selection
 * @param {'from' | 'to'} end
 * @param {number} place
 * @param {number} seconds of the whole
 * @returns {{from: number, to: number}}
 */
export function withEnd(selection, end, place, seconds) {
  const at = Math.min(Math.max(0, place), seconds);
  const wide = selection ? selection.to - selection.from : Math.min(10, seconds);
  if (end === 'from') {
    const to = selection && selection.to > at + LEAST ? selection.to : Math.min(seconds, at + wide);
    return { from: Math.min(at, to - LEAST), to };
  }
  const from = selection && selection.from < at - LEAST ? selection.from : Math.max(0, at - wide);
  return { from, to: Math.max(at, from + LEAST) };
}

/** The shortest selection, in seconds. */
export const LEAST = 0.05;
