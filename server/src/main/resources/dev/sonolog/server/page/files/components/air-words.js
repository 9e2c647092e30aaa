// @ts-check
/** What is said of a LibreTime station. */
import { live } from '../services/live.js';
import { t } from '../services/texts.js';
import { dayInShort, dayOf } from '../lib/time.js';

/** @type {Record<OnAir['lamp'], {sign: string, key: string}>} */
const LAMPS = {
  on: { sign: '●', key: 'on' },
  off: { sign: '○', key: 'off' },
  'should be on': { sign: '▲', key: 'should' },
  unknown: { sign: '?', key: 'unknown' },
};

/**
 * A sign that does not need a colour.
 * @param {OnAir} station
 */
export const airSign = (station) => (LAMPS[station.lamp] ?? LAMPS.unknown).sign;

/** @param {OnAir} station */
export const airText = (station) => t('air.lamp.' + (LAMPS[station.lamp] ?? LAMPS.unknown).key);

/**
 * Hours and minutes where the person is; with the day where that is another one.
 * @param {string} instant
 */
export function airTime(instant) {
  const at = Date.parse(instant);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }).format(at);
  const day = dayOf(at, zone);
  return (day === dayOf(live.now(), zone) ? '' : dayInShort(day) + ' ') + time;
}

/** @param {OnAir['current'][0]} show */
export const showName = (show) => show.name || t('air.unnamed');
