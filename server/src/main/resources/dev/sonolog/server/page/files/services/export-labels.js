// @ts-check
/** The loud sections and the marks of a span that was exported, as labels for other programs. */
import { get, part } from './api.js';
import { saved } from './exports.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { t } from './texts.js';
import { audacity, cue, fitsCue, labelsOf } from '../lib/labels.js';
import { stamp } from '../lib/time.js';

/** @typedef {import('./exports.js').Export} Export */
/** @typedef {import('./findings.js').Mark} Mark */

/** Whether labels fit to it: one file has one time, a zip has many. @param {Export} it */
export const canLabel = (it) => it.state === 'done' && it.file !== null && !it.file.endsWith('.zip');

/**
 * Has the browser keep a file of labels, named as the audio is.
 * @param {Export} it
 * @param {'audacity' | 'cue'} as
 * @returns {Promise<string>} what is to be told; empty where all is well
 */
export async function saveLabels(it, as) {
  const file = it.file ?? '';
  const name = file.replace(/\.\w+$/, '');
  const { labels, unmeasured } = await find(it);
  if (labels.length === 0) {
    return t('exports.labels.none');
  }
  if (as === 'cue' && !fitsCue(labels)) {
    return t('exports.labels.many', { count: labels.length });
  }
  const about = { file, title: it.source, start: it.from, first: t('exports.labels.first') };
  keep(as === 'cue' ? cue(labels, about) : audacity(labels), `${name}.${as === 'cue' ? 'cue' : 'txt'}`);
  return unmeasured === 0 ? '' : t('recs.unmeasured', { count: unmeasured });
}

/** @param {Export} it */
async function find(it) {
  await sources.need();
  const source = `sources/${part(it.source)}`;
  const span = { from: it.from, to: it.to };
  /** @type {[Sections, {marks: Mark[]}, {spans: {from: string, to: string}[]} | null]} */
  const [found, noted, covered] = await Promise.all([
    get(`${source}/sections`, { ...span, ...settings.get('analysis') }),
    get(`${source}/marks`, span),
    it.gaps === 'silence' ? null : get(`${source}/coverage`, span),
  ]);
  const zone = sources.zoneOf(it.source);
  const things = [
    ...found.sections.map((of) => ({
      ...between(of),
      text: `${stamp(Date.parse(of.from), zone)} ${of.score.toFixed(1)} dB`,
    })),
    ...noted.marks.map((of) => ({
      from: Date.parse(of.from),
      to: of.to === null ? null : Date.parse(of.to),
      text: of.label || stamp(Date.parse(of.from), zone),
    })),
  ];
  const labels = labelsOf(things, between(span), covered && covered.spans.map(between));
  return { labels, unmeasured: found.unmeasured.length };
}

/** @param {{from: string, to: string}} span */
const between = ({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) });

/**
 * @param {string} text
 * @param {string} name
 */
function keep(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  saved(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
