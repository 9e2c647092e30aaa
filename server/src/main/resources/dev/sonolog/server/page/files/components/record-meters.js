// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import './loudness-graph.js';
import './peak-meter.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { knows, t } from '../services/texts.js';
import { ClipLamp } from '../lib/ballistics.js';
import { reading } from '../lib/reading.js';
import { clock } from '../lib/time.js';

const QUIET_MILLIS = 3000;
/** Numbers that change more often cannot be read. */
const NUMBERS_MILLIS = 500;

/** How loud the source is, twenty times a second, as long as somebody looks. */
class RecordMeters extends PageElement {
  static properties = { name: { attribute: false }, isFrozen: { state: true } };
  #shownAt = 0;
  #heardAt = 0;
  #lamp = new ClipLamp();
  /** The highest true peak that was told when it was last put back. @type {number | null} */
  #seenPeak = null;

  constructor() {
    super();
    this.name = '';
    this.isFrozen = false;
    /** @type {import('../lib/reading.js').Reading | null} */
    this.reading = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'meters', (event) => this.#told(event.detail));
    this.atEnd(live.want('meters'));
    const timer = setInterval(() => this.#check(), QUIET_MILLIS / 2);
    this.atEnd(() => clearInterval(timer));
  }

  /** @param {any} data */
  #told({ sources: all }) {
    const told = all.find((/** @type {any} */ it) => it.source === this.name);
    if (!told || this.isFrozen) {
      return;
    }
    const now = live.now();
    const heard = reading(told);
    this.#heardAt = performance.now();
    this.#lamp.hear(heard.clips, now);
    this.#meter?.show(heard.peaks);
    this.#graph?.hear({ at: now, shortTerm: heard.shortTerm, momentary: heard.momentary });
    this.reading = heard;
    if (this.#heardAt - this.#shownAt > NUMBERS_MILLIS) {
      this.#shownAt = this.#heardAt;
      this.requestUpdate();
    }
  }

  /** What is not told any more is not shown any more. */
  #check() {
    if (this.reading !== null && !this.isFrozen && performance.now() - this.#heardAt > QUIET_MILLIS) {
      this.reading = null;
      this.#meter?.rest();
      this.requestUpdate();
    }
  }

  get #meter() {
    return /** @type {import('./peak-meter.js').PeakMeter | null} */ (this.querySelector('peak-meter'));
  }

  get #graph() {
    return /** @type {import('./loudness-graph.js').LoudnessGraph | null} */ (this.querySelector('loudness-graph'));
  }

  #reset() {
    this.#lamp.reset();
    this.#seenPeak = this.reading?.truePeak ?? null;
    this.requestUpdate();
  }

  /** The highest since it was put back: what is no higher than before was there already. */
  get #truePeak() {
    const peak = this.reading?.truePeak ?? null;
    return peak === this.#seenPeak ? null : peak;
  }

  render() {
    const { reading: now } = this;
    const conditions = now?.conditions ?? [];
    return html`<peak-meter aria-label=${t('meter.of', { name: this.name })}></peak-meter>
      <div class="meter-line">
        ${this.#clips()}
        ${conditions.map(
          (it) => html`<span class="badge warn">${knows('condition.' + it) ? t('condition.' + it) : it}</span>`,
        )}
        ${now === null ? html`<span class="muted">${t('meter.none')}</span>` : ''}
        <span class="buttons">
          <button @click=${() => this.#reset()}>${t('studio.meter.reset')}</button>
          <button aria-pressed=${this.isFrozen} @click=${() => (this.isFrozen = !this.isFrozen)}>
            ${t('meter.freeze')}
          </button>
        </span>
      </div>
      <dl class="loudness">
        ${this.#number('momentary', now?.momentary, 'LUFS')} ${this.#number('shortTerm', now?.shortTerm, 'LUFS')}
        ${this.#number('integrated', now?.integrated, 'LUFS')} ${this.#number('truePeak', this.#truePeak, 'dBTP')}
      </dl>
      <loudness-graph .zone=${sources.zoneOf(this.name)}></loudness-graph>`;
  }

  #clips() {
    const { count, lastAt } = this.#lamp;
    const time = clock(lastAt, sources.zoneOf(this.name));
    return count === 0
      ? html`<span class="lamp">${t('studio.clip.none')}</span>`
      : html`<span class="lamp on">▲ ${t('studio.clip', { count, time })}</span>`;
  }

  /**
   * @param {string} name
   * @param {number | null | undefined} value
   * @param {string} unit
   */
  #number(name, value, unit) {
    const text = value === null || value === undefined ? '−∞' : value.toFixed(1).replace('-', '−');
    return html`<div>
      <dt>${t('studio.loudness.' + name)}</dt>
      <dd><span class="value">${value === undefined || this.reading === null ? '–' : text}</span> ${unit}</dd>
    </div>`;
  }
}
customElements.define('record-meters', RecordMeters);
