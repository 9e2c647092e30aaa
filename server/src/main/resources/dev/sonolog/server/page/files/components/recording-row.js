// @ts-check
import { html } from 'lit';
import { player } from '../services/player.js';
import { link } from '../services/router.js';
import { soundFacts } from '../services/sound-facts.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, decimal, length, percent, spokenLength } from '../lib/format.js';
import { codecName } from '../lib/codecs.js';
import { timeThere } from '../lib/clip-label.js';
import { WHOLE } from '../lib/recording-filter.js';
import { dayOf } from '../lib/time.js';
import { causeText } from './moment-words.js';
import './growing-length.js';
import './unfolded-recording.js';

/** From here on silence is worth a word, in seconds. */
const LONG_SILENCE = 60;

/** @typedef {import('../services/recording-choice.js').RecordingChoice} Choice */
/**
 * @typedef {object} RowContext
 * @property {Choice} choice
 * @property {boolean} canChange whether there are things to be done to several
 * @property {boolean} isGone
 * @property {import('../lib/recording-days.js').Loud} loud
 * @property {Gap[]} gaps within it, or that ended it
 * @property {boolean} isPaused whether nothing is to change by itself
 * @property {(recording: Recording, button: HTMLElement) => void} menu
 */

/** A name of its own in the document. @param {Recording} recording @param {string} of */
export const idOf = (recording, of) => `${of}-${recording.id.replaceAll(/[^\w-]/g, '-')}`;

/**
 * Start and end on the clock there; an end on another day is told with its day.
 * @param {Recording} recording
 */
export function timesOf(recording) {
  const zone = sources.zoneOf(recording.source);
  const start = Date.parse(recording.start);
  const from = timeThere(start, zone);
  if (recording.end === null) {
    return { from, to: t('recs.now') };
  }
  const end = Date.parse(recording.end);
  const day = dayOf(end, zone);
  const to = timeThere(end, zone);
  return { from, to: day === dayOf(start, zone) || end - start < 1000 ? to : `${to} (${day})` };
}

/** @param {Recording} recording */
function formatOf({ codec, rate, channels }) {
  const kHz = decimal(rate / 1000, rate % 1000 === 0 ? 0 : 1);
  const shape = channels === 1 ? 'recs.mono' : channels === 2 ? 'recs.stereo' : 'recs.channels';
  return `${codecName(codec)} ${kHz} kHz ${t(shape, { count: channels })}`;
}

/**
 * The row of a recording, and below it its details where they are unfolded.
 * @param {Recording} it
 * @param {RowContext} context
 */
export function recordingRow(it, context) {
  const { choice } = context;
  const isExpanded = choice.expanded.has(it.id);
  const { from, to } = timesOf(it);
  const name = `${it.source} ${from}`;
  return html`<tr class=${context.isGone ? 'gone' : ''} id=${idOf(it, 'row')}>
      ${context.canChange
        ? html`<td class="select">
            <input
              type="checkbox"
              aria-label=${t('recs.select', { name })}
              .checked=${choice.selected.has(it.id)}
              ?disabled=${context.isGone}
              @change=${(/** @type {any} */ e) => choice.select([it.id], e.target.checked)}
            />
          </td>`
        : ''}
      <th scope="row" class="times">
        <button
          class="unfold"
          aria-expanded=${isExpanded}
          aria-controls=${idOf(it, 'detail')}
          @click=${() => choice.expand(it.id, !isExpanded)}
        >
          <span aria-hidden="true" class="arrow"></span><time datetime=${it.start}>${from}</time> – ${to}
        </button>
      </th>
      <td class="name">${it.source}</td>
      <td class="number">${lengthOf(it, context)}</td>
      <td class="number">${bytes(it.bytes)}</td>
      <td>${formatOf(it)}</td>
      <td class="louds" data-name=${t('recs.loud')}>${loudText(context.loud)}</td>
      <td class="badges">${badges(it, context)}</td>
      <td class="actions">${actions(it, context, name)}</td>
    </tr>
    <tr class="detail-row" id=${idOf(it, 'detail')} ?hidden=${!isExpanded}>
      ${isExpanded
        ? html`<td colspan=${context.canChange ? 9 : 8}><unfolded-recording .recording=${it}></unfolded-recording></td>`
        : ''}
    </tr>`;
}

/**
 * @param {Recording} it
 * @param {RowContext} context
 */
function lengthOf(it, { isPaused }) {
  if (it.state === 'recording') {
    return html`<growing-length .since=${it.start} .isPaused=${isPaused}></growing-length>`;
  }
  return it.seconds === null ? '—' : length(it.seconds);
}

/** @param {import('../lib/recording-days.js').Loud} loud */
function loudText(loud) {
  if (loud.kind === 'pending') {
    return html`<span class="muted" title=${t('recs.loud.unknown')}
      ><span aria-hidden="true">…</span><span class="unseen">${t('recs.loud.unknown')}</span></span
    >`;
  }
  if (loud.kind !== 'known') {
    const why = loud.why || t('unreachable');
    return html`<span class="muted" title=${why}
      >${t('recs.loud.' + loud.kind)}<span class="unseen">: ${why}</span></span
    >`;
  }
  return loud.count === 0 ? '–' : t('recs.loud.is', { count: loud.count, best: loud.best.toFixed(0) });
}

/**
 * @param {Recording} it
 * @param {RowContext} context
 */
function badges(it, { isGone, gaps }) {
  const reviewed = it.reviewed ?? 0;
  return html`
    ${isGone ? html`<span class="badge">${t('recs.badge.gone')}</span>` : ''}
    ${it.state === 'recording' && !isGone
      ? html`<span class="badge rec"><span aria-hidden="true" class="lamp">●</span> ${t('recs.badge.rec')}</span>`
      : ''}
    ${it.pinned ? html`<span class="badge">${t('recs.badge.pinned')}</span>` : ''}
    ${reviewed >= WHOLE
      ? html`<span class="badge good">${t('recs.badge.reviewed')}</span>`
      : reviewed > 0
        ? html`<span class="badge">${t('recs.badge.part', { percent: percent(Math.round(reviewed * 100)) })}</span>`
        : ''}
    ${it.estimated
      ? html`<span class="badge warn" title=${t('recs.badge.estimated.why')}>${t('recs.badge.estimated')}</span>`
      : ''}
    ${problems(gaps, soundFacts.of(it.id)).map(
      ([text, why]) => html`<span class="badge warn" title=${why}>${text}</span> `,
    )}
    ${it.state === 'deleted' || it.state === 'removedOutside'
      ? html`<span class="badge warn">${t('recs.state.' + it.state)}</span>`
      : ''}
  `;
}

/**
 * What is the matter with it, each in short and at length.
 * @param {Gap[]} gaps
 * @param {import('../services/sound-facts.js').SoundFacts | null} sound null where nothing was measured
 * @returns {string[][]}
 */
function problems(gaps, sound) {
  const causes = [...new Set(gaps.map((it) => causeText(it.cause)))].join(', ');
  const found = [];
  if (gaps.length > 0) {
    const text = gaps.length === 1 ? t('overview.gap', { cause: causes }) : t('calendar.gaps', { count: gaps.length });
    found.push([text, causes]);
  }
  if (sound && sound.clips > 0) {
    found.push([t('recs.badge.clipped', { count: sound.clips }), t('recs.badge.clipped.why')]);
  }
  if (sound && (sound.isSilent || sound.silentSeconds >= LONG_SILENCE)) {
    const long = spokenLength(sound.silentSeconds);
    found.push([sound.isSilent ? t('condition.silent') : t('recs.badge.silent', { length: long }), '']);
  }
  return found;
}

/**
 * @param {Recording} it
 * @param {RowContext} context
 * @param {string} name
 */
function actions(it, context, name) {
  const isThere = !context.isGone && ['recording', 'sealed'].includes(it.state);
  if (!isThere) {
    return '';
  }
  const isHeard = player.recording?.id === it.id && player.isPlaying;
  return html`<div class="buttons">
    <button aria-label="${isHeard ? t('pause') : t('play')} ${name}" @click=${() => void toggle(it)}>
      ${isHeard ? t('pause') : t('play')}
    </button>
    <a class="button" href=${link(`/recordings/${encodeURIComponent(it.id)}`)} aria-label="${t('recs.review')} ${name}"
      >${t('recs.review')}</a
    >
    <button
      class="quiet"
      aria-label=${t('recs.more', { name })}
      aria-haspopup="true"
      @click=${(/** @type {any} */ e) => context.menu(it, e.currentTarget)}
    >
      ⋯
    </button>
  </div>`;
}

/** @param {Recording} it */
const toggle = (it) => (player.recording?.id === it.id ? player.toggle() : player.open(it));
