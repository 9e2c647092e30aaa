// @ts-check
/** What an export will be called, and how large it will be, more or less. Pure. */

import { endingOf } from './codecs.js';

/** Into what it can be coded anew. */
export const CODED = /** @type {const} */ (['wav', 'flac', 'mp3', 'opus', 'm4a']);
/** Bits per second of what is coded with loss, where nobody says otherwise. */
const USUAL_KBITS = { mp3: 192, opus: 128, m4a: 160 };
/** Of FLAC something like this part of the samples is left. */
const FLAC_PART = 0.6;

/** @typedef {'' | 'wav' | 'flac' | 'mp3' | 'opus' | 'm4a'} As empty: as it was recorded */

/**
 * @param {{bytes: number, seconds: number | null, rate: number, channels: number}} recording
 * @param {number} seconds to be exported
 * @param {As} as
 * @param {number | null} kbits null: the usual
 * @returns {number} bytes
 */
export function estimate(recording, seconds, as, kbits) {
  const pcm = seconds * recording.rate * recording.channels * 2;
  switch (as) {
    case '':
      return recording.seconds ? (recording.bytes / recording.seconds) * seconds : 0;
    case 'wav':
      return pcm + 44;
    case 'flac':
      return pcm * FLAC_PART;
    default:
      return (seconds * (kbits ?? USUAL_KBITS[as]) * 1000) / 8;
  }
}

/**
 * As the server calls it: the source and the clock's time of the start.
 * @param {string} source
 * @param {string} day
 * @param {string} clock such as "14:03:22"
 * @param {As} as
 * @param {string} codec of the recording
 */
export const fileName = (source, day, clock, as, codec) =>
  `${source}_${day}T${clock.replaceAll(':', '-')}.${as || endingOf(codec)}`;

/**
 * What coding may be asked to keep to.
 * @param {As} as
 */
export const bitrates = (as) =>
  as === 'opus' ? [32, 64, 96, 128, 192, 256] : as === 'mp3' || as === 'm4a' ? [64, 96, 128, 160, 192, 256, 320] : [];

/**
 * Other sources that were recorded in a span, as far as is known.
 * @param {{name: string, first: string | null, last: string | null, state: string}[]} all
 * @param {string} source that is not among them
 * @param {{from: number, to: number}} span
 * @returns {string[]} their names
 */
export const othersIn = (all, source, span) =>
  all
    .filter((it) => it.name !== source && it.first !== null && Date.parse(it.first) < span.to)
    .filter((it) => it.state === 'recording' || it.last === null || Date.parse(it.last) > span.from)
    .map((it) => it.name);
