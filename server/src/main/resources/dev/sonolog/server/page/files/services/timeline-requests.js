// @ts-check
/** How what the timeline shows is asked for, and how long each answer holds. */
import { ApiError, get, getBytes, part } from './api.js';
import { live } from './live.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { gapPart, partsOf, ranked } from '../lib/coverage.js';
import { parse } from '../lib/dat.js';
import { notesOf } from '../lib/notes.js';
import { DAY } from '../lib/scale.js';
import { TILE_PIXELS, heights, tileMillis } from '../lib/tiles.js';
import { iso } from '../lib/time.js';

/** @typedef {import('../lib/scale.js').View} View */
/** @typedef {import('../lib/coverage.js').Part} Part */

/**
 * @typedef {object} Entry something that was fetched
 * @property {any} value
 * @property {number} asOf when it was asked for
 * @property {number} until when it is to be asked for anew; Infinity: it does not change any more
 * @property {unknown} error of the last time; undefined where all was well
 * @property {number} [from] what was asked for, where that is not in the key
 * @property {number} [to]
 * @property {{now: number, parts: Part[]}} [lasting] as it is in this second
 */

const GROWS_MILLIS = 60_000;
/** Events tell of changes; this is for those that got lost. */
const NOTES_MILLIS = 300_000;
/** The server draws recordings of one kind together. So many stretches are asked for one by one at once, */
const FEW_STRETCHES = 4;
/** and so many when it has refused to draw all of them. */
const MOST_STRETCHES = 24;
/** Sources with recordings of several kinds. */
const mixed = new Set();

/**
 * More than was asked for, so that a step aside is there already.
 * @param {string} name
 * @param {number} first
 * @param {number} last
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchCoverage(name, first, last, signal) {
  const now = live.now();
  const around = Math.max(DAY, (last - first) / 4);
  const from = first - around;
  const to = last + around;
  const grows = to > now;
  const until = grows ? Date.now() + GROWS_MILLIS : Infinity;
  if (from >= now) {
    return { value: [], from, to, until };
  }
  const source = sources.get(name);
  if (source?.first === null) {
    const gap = source.openGap; // nothing was ever recorded of it: the server has no timeline of it
    return { value: gap ? [gapPart(gap, now)] : [], from, to, until: Date.now() + GROWS_MILLIS / 4 };
  }
  const span = { from: iso(from), to: iso(Math.min(to, now)) };
  const found = await get(`sources/${part(name)}/coverage`, span, signal);
  return { value: partsOf(found), from, to, until };
}

/**
 * What people noted of a source, and what this one has reviewed of it.
 * @param {string} name
 * @param {number} first
 * @param {number} last
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchNotes(name, first, last, signal) {
  const around = Math.max(DAY, (last - first) / 4);
  const from = first - around;
  const to = last + around;
  const span = { from: iso(from), to: iso(to) };
  const until = Date.now() + NOTES_MILLIS;
  if (sources.get(name)?.first === null) {
    // of what was never recorded nothing is noted
    return { value: notesOf([], []), from, to, until: Date.now() + GROWS_MILLIS / 4 };
  }
  try {
    const { marks } = await get(`sources/${part(name)}/marks`, span, signal);
    const { spans } = await get(`sources/${part(name)}/reviewed`, span, signal);
    return { value: notesOf(marks, spans), from, to, until };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return { from, to, until }; // of an older server nothing is known
    }
    throw error;
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchPins(signal) {
  const { pins } = await get('pins', {}, signal);
  const value = pins
    .filter((/** @type {any} */ it) => it.recording)
    .map((/** @type {any} */ it) => ({
      source: it.recording.source,
      from: Date.parse(it.recording.start),
      to: it.recording.end === null ? live.now() : Date.parse(it.recording.end),
      note: it.note,
    }));
  return { value, until: Date.now() + GROWS_MILLIS };
}

/**
 * @param {string} name
 * @param {number} level
 * @param {number} index
 * @param {Part[]} known what there is of the source
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchTile(name, level, index, known, signal) {
  const from = index * tileMillis(level);
  const to = from + tileMillis(level);
  const grows = to > live.now() - 30_000;
  const until = grows ? Date.now() + Math.max(5000, 2 ** level) : Infinity;
  const value = new Float32Array(TILE_PIXELS);
  const parts = known.filter((it) => it.kind === 'there' && it.from < to && it.to > from);
  if (parts.length === 1 || (parts.length > FEW_STRETCHES && !mixed.has(name))) {
    if (await addLevels(name, level, { from, to }, value, from, signal)) {
      return { value, until };
    }
    mixed.add(name);
  }
  let isThere = false;
  for (const it of parts.slice(0, MOST_STRETCHES)) {
    const span = { from: Math.max(from, it.from), to: Math.min(to, it.to) };
    isThere = (await addLevels(name, level, span, value, from, signal)) || isThere;
  }
  return { value, until: grows || isThere ? until : Date.now() + 10 * GROWS_MILLIS };
}

/**
 * @param {string} name
 * @param {number} level
 * @param {View} span
 * @param {Float32Array} into a tile
 * @param {number} start of the tile
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the server could
 */
async function addLevels(name, level, span, into, start, signal) {
  const pixels = Math.max(1, Math.round((span.to - span.from) / 2 ** level));
  try {
    const asked = { from: iso(span.from), to: iso(span.to), pixels };
    const buffer = await getBytes(`sources/${part(name)}/peaks`, asked, signal);
    heights(parse(buffer), level, { into, after: span.from - start });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return true; // there is nothing
    }
    if (error instanceof ApiError && error.status === 422) {
      return false;
    }
    throw error;
  }
}

/**
 * @param {string} name
 * @param {View} frame
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchSections(name, frame, signal) {
  const until = frame.to > live.now() ? Date.now() + GROWS_MILLIS : Infinity;
  const span = { from: iso(frame.from), to: iso(frame.to), ...(settings.get('analysis') ?? {}) };
  try {
    /** @type {Sections} */
    const found = await get(`sources/${part(name)}/sections`, span, signal);
    const isAll = found.unmeasured.length === 0;
    return {
      value: { sections: ranked(found.sections), unmeasured: found.unmeasured },
      until: isAll ? until : Date.now() + GROWS_MILLIS,
    };
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 422)) {
      return { value: { sections: [], unmeasured: [] }, until: Date.now() + GROWS_MILLIS };
    }
    throw error;
  }
}

/**
 * @param {string} name
 * @param {View} frame
 * @param {AbortSignal} signal
 * @returns {Promise<Partial<Entry>>}
 */
export async function fetchTitles(name, frame, signal) {
  const until = frame.to > live.now() ? Date.now() + GROWS_MILLIS / 4 : Infinity;
  try {
    const found = await get(`sources/${part(name)}/titles`, { from: iso(frame.from), to: iso(frame.to) }, signal);
    const value = found.titles
      .map((/** @type {any} */ it) => ({ at: Date.parse(it.at), title: it.title }))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => a.at - b.at);
    return { value, until };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return { value: [], until: Date.now() + GROWS_MILLIS };
    }
    throw error;
  }
}
