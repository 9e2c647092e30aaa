// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { exports } from '../services/exports.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { CODED, bitrates, estimate, fileName, othersIn } from '../lib/exporting.js';
import { bytes, length } from '../lib/format.js';
import { clock, dayOf, iso, stamp } from '../lib/time.js';
import './export-status.js';
import './modal-dialog.js';

const GAPS = ['silence', 'closed', 'separate'];
const FORMATS = /** @type {const} */ (['', ...CODED]);

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
    /** Other sources of which the same span is wanted. @type {Set<string>} */
    this.others = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.isWhole = this.review.selection === null;
    this.watch(sources, 'change');
  }

  firstUpdated() {
    void (/** @type {any} */ (this.querySelector('modal-dialog')).show());
  }

  /** What is to be exported, in seconds of the recording; the padding may reach into its neighbours. */
  get #span() {
    const { selection, seconds } = this.review;
    const { from, to } = this.isWhole || !selection ? { from: 0, to: seconds } : selection;
    return { from: from - this.head, to: to + this.tail };
  }

  /** Other sources that may have recorded something then. */
  #possible() {
    const { from, to } = this.#span;
    const span = { from: this.review.instant(from), to: this.review.instant(to) };
    return othersIn(sources.all, this.review.recording?.source ?? '', span);
  }

  /** @param {Event} event */
  async #ask(event) {
    event.preventDefault();
    const { from, to } = this.#span;
    const order = {
      from: iso(this.review.instant(from)),
      to: iso(this.review.instant(to)),
      gaps: this.gaps,
      ...(this.as === '' ? {} : { as: this.as }),
      ...(this.kbits > 0 && bitrates(this.as).includes(this.kbits) ? { bitrate: this.kbits } : {}),
    };
    const all = [this.review.recording?.source ?? '', ...this.#possible().filter((it) => this.others.has(it))];
    this.isAsking = true;
    await exports.ask(all.map((source) => ({ source, ...order })));
    this.isAsking = false;
  }

  render() {
    return html`<modal-dialog
      id="export"
      .heading=${t('export')}
      .content=${html`${this.#form()}
        <h3>${t('export.list')}</h3>
        <p class="hint">${t('export.kept')} ${t('export.labels')}</p>
        <export-status></export-status>`}
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
            ${GAPS.map(
              (it) => html`<option value=${it} ?selected=${it === this.gaps}>${t('export.gaps.' + it)}</option>`,
            )}
          </select></label
        >
      </div>
      ${this.#others()}
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

  /** The same span of other sources, each as a file. */
  #others() {
    const possible = this.#possible();
    if (possible.length === 0) {
      return '';
    }
    const count = possible.filter((it) => this.others.has(it)).length;
    const choose = (/** @type {string} */ name, /** @type {boolean} */ isOn) => {
      this.others = new Set([...this.others].filter((it) => it !== name).concat(isOn ? [name] : []));
      this.requestUpdate();
    };
    return html`<details>
      <summary>${t('export.others')}${count > 0 ? html` <span class="muted">(${count})</span>` : ''}</summary>
      <div class="choices" role="group" aria-label=${t('export.others')}>
        ${possible.map(
          (it) => html`<label class="choice"
            ><input
              type="checkbox"
              .checked=${this.others.has(it)}
              @change=${(/** @type {any} */ e) => choose(it, e.target.checked)}
            />${it}</label
          >`,
        )}
      </div>
    </details>`;
  }

  /**
   * @param {Recording} recording
   * @param {number} start
   * @param {string} zone
   */
  #fileName({ source, codec }, start, zone) {
    return fileName(source, dayOf(start, zone), clock(start, zone), this.as, codec);
  }

}
customElements.define('export-dialog', ExportDialog);
