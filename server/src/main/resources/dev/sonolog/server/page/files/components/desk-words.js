// @ts-check
/** What is said of sources in the studio. */
import { causeText, timeInShort } from './moment-words.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { split } from '../lib/attention.js';

/** @typedef {import('../lib/take-clock.js').DeskState} DeskState */

/** @type {Record<DeskState, string>} */
const SIGNS = { ready: '○', starting: '◌', recording: '●', lost: '▲', absent: '▲', stopping: '◌' };

/**
 * A sign that does not need a colour.
 * @param {DeskState} state
 */
export const deskSign = (state) => SIGNS[state];

const UNPLUGGED = ['device absent', 'device lost'];
/** Why nothing was recorded, and not why nothing comes. */
const NO_REASON = ['between takes', 'never recorded', 'not recorded yet', 'recorder stopped', 'reconfigured', 'unknown'];

/**
 * Why nothing comes of a source, and since when: "unplugged 14:02".
 * @param {StudioSource} source
 */
export function whyAbsent({ name, since }) {
  const gap = sources.get(name)?.openGap;
  const at = Date.parse(since ?? gap?.from ?? '');
  const time = Number.isNaN(at) ? '' : timeInShort(at, sources.zoneOf(name));
  if (time !== '' && gap && UNPLUGGED.includes(gap.cause)) {
    return t('studio.unplugged', { time });
  }
  const cause = gap && !NO_REASON.includes(gap.cause) ? causeText(gap.cause) : t('studio.absent');
  return time === '' ? cause : t('studio.absent.since', { cause, time });
}

/**
 * What the recorder itself says of it; empty where that is nothing.
 * @param {string} name of a source
 */
export const detailOf = (name) => split(live.sources.get(name)?.detail ?? null).text;
