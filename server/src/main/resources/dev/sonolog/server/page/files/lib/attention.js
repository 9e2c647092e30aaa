// @ts-check
/** What somebody should look after, from what the server tells. Pure. */
import { kindOf } from './coverage.js';

/** Where less than this part of a disk is free, it is low. */
const LOW_SHARE = 0.05;
const SOON_MILLIS = 7 * 86400e3;

/**
 * @typedef {object} Concern
 * @property {string} id stays the same as long as it is the same
 * @property {'recorder' | 'lost' | 'gap' | 'disk' | 'diskSoon' | 'unmeasurable'} kind
 * @property {string} source empty where it is of none
 * @property {number} since in milliseconds since 1970; 0 where it is not known
 * @property {string} cause a gap's word
 * @property {string} detail
 * @property {number} count bytes free, or files
 */

/**
 * @param {object} told
 * @param {Source[]} told.sources
 * @param {ReadonlyMap<string, LiveSource>} told.live
 * @param {{since: string} | null} told.recorder
 * @param {any[]} told.volumes
 * @param {number} told.now
 * @returns {Concern[]} the newest first; those without a time in front
 */
export function concerns({ sources, live, recorder, volumes, now }) {
  /** @type {Concern[]} */
  const found = [];
  if (recorder === null) {
    found.push({ id: 'recorder', kind: 'recorder', source: '', since: 0, cause: '', detail: '', count: 0 });
  }
  for (const volume of volumes) {
    found.push(...ofVolume(volume, now));
  }
  for (const source of sources) {
    const state = live.get(source.name)?.state ?? source.state;
    const detail = live.get(source.name)?.detail ?? '';
    const isLost = ['waiting', 'stalled', 'faulted'].includes(state);
    const gap = source.openGap !== null && kindOf(source.openGap.cause) === 'lost' ? source.openGap : null;
    const isOver = recorder !== null && !live.has(source.name); // not configured any more
    if (isLost || (gap && state !== 'recording' && recorder !== null && !isOver)) {
      found.push({
        id: 'source ' + source.name,
        kind: isLost ? 'lost' : 'gap',
        source: source.name,
        since: Date.parse(gap?.from ?? live.get(source.name)?.since ?? '') || 0,
        cause: gap?.cause ?? '',
        detail: detail || (gap?.detail ?? ''),
        count: 0,
      });
    }
    const files = source.analysis?.unmeasurable ?? 0;
    if (files > 0) {
      const id = 'files ' + source.name;
      found.push({ id, kind: 'unmeasurable', source: source.name, since: 0, cause: '', detail: '', count: files });
    }
  }
  return found.sort((a, b) => order(b) - order(a) || a.id.localeCompare(b.id));
}

/** @param {Concern} it */
const order = (it) => (it.since > 0 ? it.since : it.kind === 'unmeasurable' ? 0 : Infinity);

/**
 * @param {any} volume
 * @param {number} now
 * @returns {Concern[]}
 */
function ofVolume(volume, now) {
  const base = { id: 'disk ' + volume.directory, source: '', since: 0, cause: '', detail: volume.directory };
  if (volume.free < volume.total * LOW_SHARE) {
    return [{ ...base, kind: 'disk', count: volume.free }];
  }
  const full = Date.parse(volume.forecast?.full ?? volume.full ?? '');
  return full - now < SOON_MILLIS ? [{ ...base, kind: 'diskSoon', since: 0, count: full }] : [];
}

/**
 * When a lost source is tried again, and what is the matter without that.
 * @param {string | null} detail as the recorder tells it
 * @returns {{text: string, nextTry: number | null}}
 */
export function split(detail) {
  const match = /^(.*?)\s*\(next try at ([^)]+)\)\s*$/s.exec(detail ?? '');
  const instant = match ? Date.parse(match[2]) : NaN;
  return Number.isNaN(instant)
    ? { text: detail ?? '', nextTry: null }
    : { text: /** @type {RegExpExecArray} */ (match)[1], nextTry: instant };
}
