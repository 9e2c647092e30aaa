// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Loading, failure, pending } from './load-state.js';
import { ApiError, change, get, part } from '../services/api.js';
import { session } from '../services/session.js';
import { tellTrouble } from '../services/messages.js';
import { knows, t } from '../services/texts.js';
import { codecInFull } from '../lib/codecs.js';
import { causeKey } from '../lib/coverage.js';
import { bytes, decibels, length, percent } from '../lib/format.js';
import { clock, iso, stamp, zoneName } from '../lib/time.js';

const AROUND_MILLIS = 6 * 3600e3;
const LOOK_MILLIS = 3000;
const MOST_TITLES = 200;

/**
 * @typedef {object} Sound
 * @property {number | null} integrated
 * @property {number} range
 * @property {number | null} truePeak
 * @property {number} clips
 * @property {number} silentSeconds
 * @property {number} silenceBelow
 * @property {number} silenceAfter
 * @property {number} seconds
 * @property {{offset: number, clips: number}[]} channels
 */

/** What a recording is: its format, its sound in numbers, what is missing around it, what was played. */
class RecordingDetails extends PageElement {
  static properties = { review: { attribute: false }, titlesShown: { state: true } };
  #timer = 0;

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    this.titlesShown = MOST_TITLES;
    const changed = () => this.requestUpdate();
    /** @type {Loading<{state: string, reason: string | null, facts: Sound | null}>} */
    this.facts = new Loading(changed);
    /** @type {Loading<Gap[]>} */
    this.gaps = new Loading(changed);
    /** @type {Loading<{titles: {at: string, title: string}[], truncated: boolean}>} */
    this.titles = new Loading(changed);
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.review, 'change');
    this.watch(session, 'change');
    void this.#loadFacts();
    void this.#loadGaps();
    void this.#loadTitles();
    this.atEnd(() => {
      clearTimeout(this.#timer);
      [this.facts, this.gaps, this.titles].forEach((it) => it.stop());
    });
  }

  get #path() {
    return `recordings/${part(this.review.id)}/facts`;
  }

  async #loadFacts() {
    await this.facts.load((signal) => get(this.#path, {}, signal));
    this.#lookAgain();
  }

  #lookAgain() {
    clearTimeout(this.#timer);
    if (this.isConnected && this.facts.value?.state === 'waiting') {
      this.#timer = setTimeout(() => void this.#loadFacts(), LOOK_MILLIS);
    }
  }

  async #measure() {
    try {
      this.facts.value = await change('POST', this.#path);
      this.requestUpdate();
      this.#lookAgain();
    } catch (error) {
      tellTrouble(error);
    }
  }

  /** What is missing from some hours before to some hours behind. */
  async #loadGaps() {
    const { start, seconds, recording } = this.review;
    const span = { from: iso(start - AROUND_MILLIS), to: iso(start + seconds * 1000 + AROUND_MILLIS) };
    await this.gaps.load(async (signal) => {
      const found = await get(`sources/${part(recording?.source ?? '')}/gaps`, span, signal);
      return found.gaps.filter((/** @type {Gap} */ it) => it.cause !== 'not recorded yet');
    });
  }

  async #loadTitles() {
    const { start, seconds, recording } = this.review;
    const span = { from: iso(start), to: iso(start + Math.max(1, seconds) * 1000) };
    await this.titles.load((signal) => get(`sources/${part(recording?.source ?? '')}/titles`, span, signal));
  }

  render() {
    return html`${this.#file()} ${this.#sound()} ${this.#missing()} ${this.#played()}`;
  }

  #file() {
    const { recording, zone, start, seconds } = this.review;
    if (!recording) {
      return '';
    }
    const row = (/** @type {string} */ name, /** @type {unknown} */ value) =>
      html`<div>
        <dt>${t('details.' + name)}</dt>
        <dd>${value}</dd>
      </div>`;
    const channels = t('details.channels.are', { count: recording.channels });
    return html`<h3>${t('details.file')}</h3>
      <dl class="sound-facts">
        ${row('name', html`<span class="name">${recording.file}</span>`)}
        ${row('format', `${codecInFull(recording.codec)}, ${recording.rate} Hz, ${channels}`)}
        ${row('size', bytes(recording.bytes))} ${row('start', `${stamp(start, zone)} ${zoneName(start, zone)}`)}
        ${row('length', length(seconds, { tenths: true }) + (recording.estimated ? ' ' + t('details.estimated') : ''))}
        ${row('known', t('details.from.' + recording.startFrom))} ${row('state', t('details.state.' + recording.state))}
      </dl>`;
  }

  // --- its sound

  #sound() {
    const { error, value } = this.facts;
    if (error instanceof ApiError && error.status === 404) {
      return '';
    }
    return html`<h3>${t('details.sound')}</h3>
      ${error ? failure(error, () => void this.#loadFacts()) : value === undefined ? pending() : this.#facts(value)}`;
  }

  /** @param {{state: string, reason: string | null, facts: Sound | null}} found */
  #facts({ state, reason, facts }) {
    if (facts === null) {
      return html`<p>${t('details.facts.' + state)} ${reason ?? ''}</p>
        ${state === 'none' && session.may('operator')
          ? html`<button @click=${() => void this.#measure()}>${t('details.measure')}</button>`
          : ''}`;
    }
    const row = (/** @type {string} */ name, /** @type {unknown} */ value) =>
      html`<div>
        <dt>${t('details.' + name)}</dt>
        <dd>${value}</dd>
      </div>`;
    const unit = (/** @type {number | null} */ value, /** @type {string} */ name) =>
      value === null ? t('details.silent') : decibels(value).replace('dB', name);
    const silence = t('details.silence.is', {
      length: length(facts.silentSeconds),
      percent: percent((facts.silentSeconds / Math.max(facts.seconds, 0.001)) * 100),
      level: decibels(facts.silenceBelow),
      after: facts.silenceAfter,
    });
    const offset = facts.channels.map((it) => `${Math.abs(it.offset * 100).toFixed(2)} %`).join(', ');
    return html`<dl class="sound-facts">
      ${row('integrated', unit(facts.integrated, 'LUFS'))} ${row('range', unit(facts.range, 'LU'))}
      ${row('truePeak', unit(facts.truePeak, 'dBTP'))}
      ${row('clips', facts.clips === 0 ? t('details.clips.none') : t('details.clips.are', { count: facts.clips }))}
      ${row('silence', facts.silentSeconds === 0 ? t('details.silence.none') : silence)} ${row('offset', offset)}
    </dl>`;
  }

  // --- what is around it

  #missing() {
    const { error, value } = this.gaps;
    const { zone } = this.review;
    return html`<h3>${t('details.gaps')}</h3>
      ${error
        ? failure(error, () => void this.#loadGaps())
        : value === undefined
          ? pending()
          : value.length === 0
            ? html`<p class="muted">${t('details.gaps.none')}</p>`
            : html`<ul class="gaps">
                ${value.map(
                  (it) => html`<li>
                    ${stamp(Date.parse(it.from), zone)} –
                    ${it.to === null ? t('details.gaps.open') : stamp(Date.parse(it.to), zone)}:
                    ${causeName(it.cause)}${it.detail ? html` <span class="muted">${it.detail}</span>` : ''}
                  </li>`,
                )}
              </ul>`}`;
  }

  #played() {
    const { error, value } = this.titles;
    const { zone, start } = this.review;
    const titles = (value?.titles ?? []).filter((it) => it.title !== '');
    if (error instanceof ApiError && error.status === 404) {
      return '';
    }
    return html`<h3>${t('details.titles')}</h3>
      ${error
        ? failure(error, () => void this.#loadTitles())
        : value === undefined
          ? pending()
          : titles.length === 0
            ? html`<p class="muted">${t('details.titles.none')}</p>`
            : html`<ul class="titles">
                ${titles.slice(0, this.titlesShown).map((it) => {
                  const at = Date.parse(it.at);
                  const go = () => this.review.goTo((at - start) / 1000);
                  return html`<li><button @click=${go}>${clock(at, zone)}</button> <span>${it.title}</span></li>`;
                })}
              </ul>`}
      ${titles.length > this.titlesShown
        ? html`<button @click=${() => (this.titlesShown += MOST_TITLES)}>
            ${t('review.more', { count: titles.length - this.titlesShown })}
          </button>`
        : ''}`;
  }
}

/** @param {string} cause as the server names it */
function causeName(cause) {
  const key = causeKey(cause);
  return knows(key) ? t(key) : cause;
}

customElements.define('recording-details', RecordingDetails);
