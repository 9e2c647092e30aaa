// @ts-check
/** Which recordings are wanted: as the address keeps it, and as the server is asked. Pure. */
import { addDays, iso, startOfDay } from './time.js';

/**
 * @typedef {object} Filter
 * @property {string} source
 * @property {string} from the first day
 * @property {string} to the last day
 * @property {string} state
 * @property {string} codec
 * @property {string} text
 * @property {boolean} pinned
 * @property {boolean} unreviewed of which something is still to be reviewed
 * @property {string} score so many dB over the noise the loudest section is at least
 */

/** @type {Filter} */
export const NO_FILTER = {
  source: '',
  from: '',
  to: '',
  state: '',
  codec: '',
  text: '',
  pinned: false,
  unreviewed: false,
  score: '',
};

export const CODECS = ['mp2', 'mp3', 'aac', 'vorbis', 'opus', 'flac', 'oggFlac', 'pcm'];
export const STATES = ['recording', 'sealed', 'deleted', 'removedOutside'];

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {URLSearchParams} query
 * @returns {Filter}
 */
export function filterOf(query) {
  const text = (/** @type {string} */ name) => query.get(name) ?? '';
  const one = (/** @type {string} */ name, /** @type {string[]} */ of) => (of.includes(text(name)) ? text(name) : '');
  const day = (/** @type {string} */ name) => (isDay(text(name)) ? text(name) : '');
  return {
    source: text('source'),
    from: day('from'),
    to: day('to'),
    state: one('state', STATES),
    codec: one('codec', CODECS),
    text: text('text'),
    pinned: text('pinned') === '1',
    unreviewed: text('unreviewed') === '1',
    score: leastOf(text('score')) > 0 ? text('score') : '',
  };
}

/**
 * The least score as a number; 0 where none is asked for.
 * @param {string} score
 */
export const leastOf = (score) => Math.max(0, Number(score.replace(',', '.')) || 0);

/** From here on all of a recording counts as reviewed: its end may be told a moment later. */
export const WHOLE = 0.995;

/** @param {{reviewed?: number}} recording */
export const isUnreviewed = ({ reviewed }) => (reviewed ?? 0) < WHOLE;

/** @param {string} text */
export const isDay = (text) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/**
 * What the address keeps of it; null takes it out.
 * @param {Filter} filter
 * @returns {Record<string, string | null>}
 */
export const noted = ({ pinned, unreviewed, ...others }) => ({
  ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value.trim() || null])),
  pinned: pinned ? '1' : null,
  unreviewed: unreviewed ? '1' : null,
});

/**
 * @param {Filter} filter
 * @param {string} zone of the days
 * @returns {Record<string, string | undefined>}
 */
export function asked(filter, zone) {
  return {
    source: filter.source,
    from: filter.from && iso(startOfDay(filter.from, zone)),
    to: filter.to && iso(startOfDay(addDays(filter.to, 1), zone)),
    state: filter.state,
    codec: filter.codec,
    text: filter.text.trim(),
    pinned: filter.pinned ? 'true' : '',
  };
}

/** @param {Filter} filter */
export const isFiltered = (filter) => Object.values(noted(filter)).some((it) => it !== null);
