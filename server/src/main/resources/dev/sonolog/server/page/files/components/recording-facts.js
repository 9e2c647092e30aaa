// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Loading, failure } from './load-state.js';
import { ApiError, change, get, part } from '../services/api.js';
import { tellTrouble } from '../services/messages.js';
import { session } from '../services/session.js';
import { keeping } from '../services/keeping.js';
import { t } from '../services/texts.js';
import { bytes, decibels, decimal, length } from '../lib/format.js';
import { sources } from '../services/sources.js';
import { stamp } from '../lib/time.js';

const AGAIN_MILLIS = 3000;

/**
 * @typedef {{state: string, reason: string | null, facts: null | {integrated: number | null, range: number,
 *     truePeak: number | null, clips: number, silentSeconds: number, channels: {offset: number}[]}}} Facts
 */

/** What a recording is as a file, what it sounds like as a whole, and how long it is kept. */
class RecordingFacts extends PageElement {
  static properties = { recording: { attribute: false } };

  constructor() {
    super();
    /** @type {Recording | null} */
    this.recording = null;
    /** @type {Loading<Facts>} */
    this.facts = new Loading(() => this.requestUpdate());
    this.loaded = '';
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(keeping, 'change');
    this.watch(session, 'change');
    this.atEnd(() => clearTimeout(this.timer));
    this.atEnd(() => this.facts.stop());
    keeping.need();
  }

  updated() {
    const wanted = this.recording ? this.recording.id + this.recording.state : '';
    if (wanted !== this.loaded) {
      this.loaded = wanted;
      void this.#load();
    }
  }

  async #load() {
    const id = part(this.recording?.id ?? '');
    await this.facts.load((signal) => get(`recordings/${id}/facts`, {}, signal));
    clearTimeout(this.timer);
    if (this.facts.value?.state === 'waiting' && this.isConnected) {
      this.timer = setTimeout(() => void this.#load(), AGAIN_MILLIS);
    }
  }

  async #measure() {
    try {
      this.facts.value = await change('POST', `recordings/${part(this.recording?.id ?? '')}/facts`);
      await this.#load();
    } catch (error) {
      tellTrouble(error);
    }
  }

  render() {
    const it = this.recording;
    if (it === null) {
      return '';
    }
    const rows = [
      [t('recs.file'), it.file],
      [t('recs.start'), stamp(Date.parse(it.start), sources.zoneOf(it.source)) + ' ' + t('recs.from.' + it.startFrom)],
      [t('recs.size'), bytes(it.bytes)],
      [t('recs.kept'), keeping.textOf(it)],
      ...this.#sound(),
    ];
    return html`<h3>${t('recs.facts')}</h3>
      <dl class="file-facts">${rows.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
      ${this.#state()}`;
  }

  /** @returns {string[][]} */
  #sound() {
    const of = this.facts.value?.facts;
    if (!of) {
      return [];
    }
    const offset = Math.max(0, ...of.channels.map((it) => Math.abs(it.offset)));
    return [
      [t('facts.integrated'), decibels(of.integrated, t('facts.silent')).replace('dB', 'LUFS')],
      [t('facts.range'), `${decimal(of.range)} LU`],
      [t('facts.truePeak'), decibels(of.truePeak, t('facts.silent')).replace('dB', 'dBTP')],
      [t('facts.clips'), String(of.clips)],
      [t('facts.silence'), length(of.silentSeconds)],
      [t('facts.offset'), `${decimal(offset * 100, 2)} %`],
    ];
  }

  #state() {
    const { value, error } = this.facts;
    if (value === undefined) {
      const isUnknown = error instanceof ApiError && error.status === 404;
      return error === undefined || isUnknown ? '' : failure(error, () => void this.#load());
    }
    if (value.state === 'measured') {
      return '';
    }
    const text = value.state === 'waiting' ? t('facts.waiting') : (value.reason ?? t('facts.none'));
    const canAsk = value.state === 'none' && session.may('operator') && this.recording?.state === 'sealed';
    return html`<p class="muted" aria-busy=${value.state === 'waiting'}>
      ${text} ${canAsk ? html`<button @click=${() => void this.#measure()}>${t('facts.measure')}</button>` : ''}
    </p>`;
  }
}
customElements.define('recording-facts', RecordingFacts);
