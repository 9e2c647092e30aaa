// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { deskSign, detailOf, whyAbsent } from './desk-words.js';
import { timeInShort } from './moment-words.js';
import { sourceState } from './source-state.js';
import { announce } from '../services/announce.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { studio } from '../services/studio.js';
import { t } from '../services/texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { secondsLeft, volumeOf } from '../lib/record-room.js';
import { nameOf } from '../lib/status.js';
import { deskState, lengthOf, limit, timer } from '../lib/take-clock.js';

const TICK_MILLIS = 250;

/** What goes on, in a word, and for how long; into which file, and how long there is room. */
class TakeState extends PageElement {
  static properties = { source: { attribute: false } };

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'change');
    this.watch(sources, 'change');
    this.watch(studio, 'told', (event) => this.#tell(event.detail));
    const timer = setInterval(() => this.source.take?.state === 'running' && this.requestUpdate(), TICK_MILLIS);
    this.atEnd(() => clearInterval(timer));
  }

  /**
   * At once, and in the words of the page's frame, which says the same a moment later and so is not heard twice; a take of what
   * is recorded all the while is told here alone.
   * @param {{before: StudioSource | undefined, source: StudioSource}} change
   */
  #tell({ before, source }) {
    if (source.name !== this.source.name || !before) {
      return;
    }
    if (source.mode === 'manual') {
      if (source.state !== before.state && (source.state === 'recording' || source.state === 'idle')) {
        announce(t('source.turned', { name: source.name, state: sourceState(source.state).text }));
      }
      return;
    }
    const was = before.take?.state === 'running';
    const is = source.take?.state === 'running';
    if (was !== is) {
      announce(t(is ? 'studio.told.begun' : 'studio.told.ended', { name: source.name }));
    }
  }

  render() {
    const { source } = this;
    const state = deskState(source);
    const take = source.take?.state === 'running' ? source.take : null;
    const seconds = take ? lengthOf(take, live.now()) : 0;
    return html`<p class="word ${state}">
        <span aria-hidden="true">${deskSign(state)}</span> <span>${t('studio.state.' + state)}</span>
        <span class="timer" role="timer" aria-label=${spokenLength(seconds)}>${timer(seconds)}</span>
      </p>
      <p class="about">
        ${this.#why(state)} ${take ? this.#limits(seconds) : ''} ${this.#preRoll()} ${this.#file()} ${this.#room()}
      </p>`;
  }

  /** @param {string} state */
  #why(state) {
    if (state === 'absent' || state === 'lost') {
      return html`<span class="bad">${whyAbsent(this.source)}. ${detailOf(this.source.name)}</span>
        <span>${t(state === 'lost' ? 'studio.lost.goesOn' : 'studio.absent.what')}</span>`;
    }
    if (state === 'starting') {
      return html`<span>${t('studio.starting.why')}</span>`;
    }
    return state === 'ready' && this.source.mode === 'continuous' ? html`<span>${t('studio.continuous')}</span>` : '';
  }

  /** @param {number} seconds */
  #limits(seconds) {
    const is = limit(this.source.limits, seconds);
    return is === null
      ? ''
      : html`<span class="warn">${t('studio.limit.' + is.kind, { length: spokenLength(is.seconds) })}</span>`;
  }

  #preRoll() {
    const take = this.source.take?.state === 'running' ? this.source.take : null;
    const seconds = Math.round(take?.preRoll ?? this.source.preRoll ?? 0);
    if (seconds === 0) {
      return '';
    }
    const key = take ? 'studio.preRoll.is' : 'studio.preRoll.will';
    return html`<span>${t(key, { count: seconds })}</span>`;
  }

  #file() {
    const file = live.sources.get(this.source.name)?.file;
    return file ? html`<span class="file" title=${file}>${nameOf(file)}</span>` : '';
  }

  #room() {
    const now = live.sources.get(this.source.name);
    const volume = volumeOf(now?.file ?? null, live.volumes);
    if (!volume) {
      return '';
    }
    const left = secondsLeft(volume.free, sources.get(this.source.name));
    const unit = left !== null && left > 86400 ? 86400 : left !== null && left > 3600 ? 3600 : 60;
    const length = left === null ? '' : spokenLength(Math.floor(left / unit) * unit);
    const isLow = left !== null && left < 3600;
    return html`<span class=${isLow ? 'bad' : ''}
      >${left === null ? t('disk.free', { free: bytes(volume.free) }) : t('studio.room', { length })}</span
    >`;
  }
}
customElements.define('take-state', TakeState);

/**
 * When something of a take was, on the clock there.
 * @param {string} instant
 * @param {string} source
 */
export const timeOf = (instant, source) => timeInShort(Date.parse(instant), sources.zoneOf(source));
