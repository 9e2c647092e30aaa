// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Loading, failure, pending } from './load-state.js';
import { address, change, get, part } from '../services/api.js';
import { announce } from '../services/announce.js';
import { tellTrouble } from '../services/ask.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { CODED, bitrates, estimate, fileName } from '../lib/exporting.js';
import { bytes, length } from '../lib/format.js';
import { clock, dayOf, iso, stamp } from '../lib/time.js';
import './modal-dialog.js';

const LOOK_MILLIS = 1500;
const FORMATS = /** @type {const} */ (['', ...CODED]);

/**
 * @typedef {object} Export
 * @property {string} id
 * @property {string} source
 * @property {string} from
 * @property {string} to
 * @property {string | null} as
 * @property {'waiting' | 'running' | 'done' | 'failed'} state
 * @property {number} percent
 * @property {string | null} error
 * @property {string | null} file
 * @property {number | null} bytes
 * @property {string | null} expires
 */

/** Has a span made into a file, and shows what was made. */
class ExportDialog extends PageElement {
  static properties = {
    review: { attribute: false },
    as: { state: true },
    kbits: { state: true },
    gaps: { state: true },
    head: { state: true },
    tail: { state: true },
    isWhole: { state: true },
    isAsking: { state: true },
  };
  #timer = 0;
  #mine = new Set();

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../lib/exporting.js').As} */
    this.as = '';
    this.kbits = 0;
    this.gaps = 'silence';
    /** Seconds before and behind that are taken along. */
    this.head = 0;
    this.tail = 0;
    this.isWhole = false;
    this.isAsking = false;
    /** @type {Loading<Export[]>} */
    this.jobs = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.isWhole = this.review.selection === null;
    void this.#look();
    this.atEnd(() => (clearTimeout(this.#timer), this.jobs.stop()));
  }

  firstUpdated() {
    void (/** @type {any} */ (this.querySelector('modal-dialog')).show());
  }

  /** Looks again as long as something is being made. */
  async #look() {
    clearTimeout(this.#timer);
    const before = this.jobs.value ?? [];
    await this.jobs.load(async (signal) => (await get('exports', {}, signal)).exports);
    for (const it of this.jobs.value ?? []) {
      const was = before.find((old) => old.id === it.id)?.state;
      if (this.#mine.has(it.id) && was !== it.state && (it.state === 'done' || it.state === 'failed')) {
        announce(it.state === 'done' ? t('export.ready', { file: it.file ?? '' }) : t('export.failed'));
      }
    }
    if (this.isConnected && this.jobs.value?.some((it) => it.state === 'waiting' || it.state === 'running')) {
      this.#timer = setTimeout(() => void this.#look(), LOOK_MILLIS);
    }
  }

  /** What is to be exported, in seconds of the recording; the padding may reach into its neighbours. */
  get #span() {
    const { selection, seconds } = this.review;
    const { from, to } = this.isWhole || !selection ? { from: 0, to: seconds } : selection;
    return { from: from - this.head, to: to + this.tail };
  }

  /** @param {Event} event */
  async #ask(event) {
    event.preventDefault();
    const { from, to } = this.#span;
    this.isAsking = true;
    try {
      const made = await change('POST', 'exports', {
        source: this.review.recording?.source,
        from: iso(this.review.instant(from)),
        to: iso(this.review.instant(to)),
        gaps: this.gaps,
        ...(this.as === '' ? {} : { as: this.as }),
        ...(this.kbits > 0 && bitrates(this.as).includes(this.kbits) ? { bitrate: this.kbits } : {}),
      });
      this.#mine.add(made.id);
      await this.#look();
    } catch (error) {
      tellTrouble(error);
    }
    this.isAsking = false;
  }

  /** @param {Export} it */
  async #remove(it) {
    try {
      await change('DELETE', `exports/${part(it.id)}`);
      await this.#look();
      /** @type {HTMLElement | null} */ (this.querySelector('#exports-heading'))?.focus();
    } catch (error) {
      tellTrouble(error);
    }
  }

  render() {
    return html`<modal-dialog
      id="export"
      .heading=${t('export')}
      .content=${html`${this.#form()} ${this.#list()}`}
      @closed=${() => this.remove()}
    ></modal-dialog>`;
  }

  #form() {
    const { recording, selection, zone } = this.review;
    if (!recording) {
      return '';
    }
    const { from, to } = this.#span;
    const rates = bitrates(this.as);
    const start = this.review.instant(from);
    const number = (/** @type {'head' | 'tail'} */ name) => html`<label
      >${t('export.' + name)}<input
        type="number"
        min="0"
        max="3600"
        step="0.5"
        .value=${String(this[name])}
        @input=${(/** @type {any} */ e) => (this[name] = Math.min(3600, Math.max(0, e.target.valueAsNumber || 0)))}
    /></label>`;
    return html`<form @submit=${(/** @type {Event} */ e) => void this.#ask(e)}>
      ${selection
        ? html`<div class="choices" role="radiogroup" aria-label=${t('export.what')}>
            ${[false, true].map(
              (whole) => html`<label class="choice"
                ><input
                  type="radio"
                  name="what"
                  .checked=${this.isWhole === whole}
                  @change=${() => (this.isWhole = whole)}
                />${t(whole ? 'export.whole' : 'export.selection')}</label
              >`,
            )}
          </div>`
        : ''}
      <div class="fields">
        <label
          >${t('export.format')}<select @change=${(/** @type {any} */ e) => (this.as = e.target.value)}>
            ${FORMATS.map(
              (it) =>
                html`<option value=${it} ?selected=${it === this.as}>
                  ${it === '' ? t('export.own') : it.toUpperCase()}
                </option>`,
            )}
          </select></label
        >
        ${rates.length === 0
          ? ''
          : html`<label
              >${t('export.bitrate')}<select
                @change=${(/** @type {any} */ e) => (this.kbits = Number(e.target.value))}
              >
                <option value="0" ?selected=${!rates.includes(this.kbits)}>${t('export.usual')}</option>
                ${rates.map((it) => html`<option value=${it} ?selected=${it === this.kbits}>${it} kbit/s</option>`)}
              </select></label
            >`}
        ${number('head')} ${number('tail')}
        <label
          >${t('export.gaps')}<select @change=${(/** @type {any} */ e) => (this.gaps = e.target.value)}>
            ${['silence', 'closed', 'separate'].map(
              (it) => html`<option value=${it} ?selected=${it === this.gaps}>${t('export.gaps.' + it)}</option>`,
            )}
          </select></label
        >
      </div>
      <p class="hint">
        <strong>${this.#fileName(recording, start, zone)}</strong><br />
        ${t('export.is', {
          from: stamp(start, zone),
          to: clock(this.review.instant(to), zone),
          length: length(to - from, { tenths: to - from < 60 }),
          size: bytes(estimate(recording, to - from, this.as, this.kbits || null)),
        })}
        ${t(this.as === '' ? 'export.exact' : ['wav', 'flac'].includes(this.as) ? 'export.samples' : 'export.lossy')}
      </p>
      <div class="buttons">
        <button class="main" ?disabled=${this.isAsking || to - from <= 0}>${t('export.do')}</button>
      </div>
    </form>`;
  }

  /**
   * @param {Recording} recording
   * @param {number} start
   * @param {string} zone
   */
  #fileName({ source, codec }, start, zone) {
    return fileName(source, dayOf(start, zone), clock(start, zone), this.as, codec);
  }

  #list() {
    const { jobs } = this;
    return html`<h3 id="exports-heading" tabindex="-1">${t('export.list')}</h3>
      <p class="hint">${t('export.kept')}</p>
      ${jobs.error
        ? failure(jobs.error, () => void this.#look())
        : jobs.value === undefined
          ? pending()
          : jobs.value.length === 0
            ? html`<p class="muted">${t('export.none')}</p>`
            : html`<ul class="exports">
                ${repeat(
                  jobs.value,
                  (it) => it.id,
                  (it) => this.#job(it),
                )}
              </ul>`}`;
  }

  /** @param {Export} it */
  #job(it) {
    const zone = sources.zoneOf(it.source);
    const name = it.file ?? `${it.source} ${stamp(Date.parse(it.from), zone)}`;
    const state =
      it.state === 'running' || it.state === 'waiting'
        ? html`<progress max="100" .value=${it.percent} aria-label=${name}></progress> ${it.state === 'waiting'
              ? t('export.waiting')
              : it.percent + ' %'}`
        : it.state === 'failed'
          ? html`<span class="trouble">${t('export.failed')} ${it.error ?? ''}</span>`
          : html`<a class="button" download href=${address(`exports/${part(it.id)}/file`)}
              >${t('export.fetch')}<span class="unseen">: ${name}</span></a
            >`;
    return html`<li>
      <span class="file">${name}${it.bytes === null ? '' : html` <span class="muted">${bytes(it.bytes)}</span>`}</span>
      ${state}
      ${session.may('operator')
        ? html`<button @click=${() => void this.#remove(it)}>
            ${t('export.remove')}<span class="unseen">: ${name}</span>
          </button>`
        : ''}
    </li>`;
  }
}
customElements.define('export-dialog', ExportDialog);
