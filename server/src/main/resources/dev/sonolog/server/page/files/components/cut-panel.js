// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { address, part, send } from '../services/api.js';
import { ApiError } from '../services/api.js';
import { messages, tellTrouble } from '../services/messages.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { length, parseLength } from '../lib/format.js';
import { cutOf } from '../lib/cut.js';
import { clipSpan } from '../lib/clip-label.js';

/** Cuts a stretch out of a recording: start and end are typed, or filled in by a section. */
class CutPanel extends PageElement {
  static properties = {
    recording: { attribute: false },
    from: { state: true },
    to: { state: true },
    told: { state: true },
  };

  constructor() {
    super();
    /** @type {Recording | null} */
    this.recording = null;
    this.from = '0:00';
    this.to = '';
    /** Whether what is wrong is told: not before somebody wanted the cut. */
    this.told = false;
    this.isBusy = false;
  }

  /** @param {{start: number, end: number}} stretch in seconds of the recording */
  fill({ start, end }) {
    this.from = length(start, { tenths: true });
    this.to = length(end + 0.0999, { tenths: true });
  }

  focusStart() {
    /** @type {HTMLInputElement | null} */ (this.querySelector('input'))?.select();
    this.querySelector('input')?.focus();
  }

  render() {
    const { recording } = this;
    if (recording === null) {
      return '';
    }
    const cut = this.#cut();
    const id = `cut-${recording.id.replaceAll(/[^\w-]/g, '-')}`;
    return html`<form class="cut" @submit=${(/** @type {Event} */ e) => this.#download(e)}>
      <h3>${t('recs.cut')}</h3>
      <div class="fields">
        ${this.#field(id + '-from', 'from', t('recs.cut.from'))} ${this.#field(id + '-to', 'to', t('recs.cut.to'))}
        <button>${t('recs.cut.download')}</button>
      </div>
      <p class="hint" id=${id + '-hint'}>
        ${cut.error !== '' && this.told
          ? html`<strong class="bad">${t(cut.error)}</strong>`
          : cut.error !== ''
            ? t('recs.cut.hint')
            : t('recs.cut.is', { length: length(cut.end - cut.start, { tenths: true }), ...this.#clock(cut) })}
      </p>
    </form>`;
  }

  #cut() {
    const seconds = this.recording?.seconds ?? null;
    return cutOf(parseLength(this.from), this.to.trim() === '' ? seconds : parseLength(this.to), seconds);
  }

  /** @param {{start: number, end: number}} cut */
  #clock({ start, end }) {
    const of = /** @type {Recording} */ (this.recording);
    const at = Date.parse(of.start);
    const span = { from: new Date(at + start * 1000).toISOString(), to: new Date(at + end * 1000).toISOString() };
    return { ...clipSpan(span, sources.zoneOf(of.source)), iso: JSON.stringify(span) };
  }

  /**
   * @param {string} id
   * @param {'from' | 'to'} name
   * @param {string} label
   */
  #field(id, name, label) {
    const isWrong = this.told && this.#cut().field === name;
    return html`<label for=${id}
      >${label}<input
        id=${id}
        size="9"
        inputmode="text"
        autocomplete="off"
        placeholder=${name === 'to' ? t('recs.cut.end') : '0:00'}
        aria-describedby=${id.replace(/-(from|to)$/, '-hint')}
        aria-invalid=${isWrong}
        .value=${this[name]}
        @input=${(/** @type {any} */ e) => (this[name] = e.target.value)}
    /></label>`;
  }

  /** @param {Event} event */
  async #download(event) {
    event.preventDefault();
    const of = this.recording;
    const cut = this.#cut();
    this.told = cut.error !== '';
    if (of === null || this.told || this.isBusy) {
      if (this.told) {
        /** @type {HTMLElement | null} */ (this.querySelector(`input[id$=-${cut.field}]`))?.focus();
      }
      return;
    }
    const span = JSON.parse(this.#clock(cut).iso);
    const path = `sources/${part(of.source)}/excerpt`;
    this.isBusy = true;
    try {
      await send('HEAD', path, { parameters: span }); // a browser does not tell why a file cannot be fetched
      const link = document.createElement('a');
      link.href = address(path, span);
      link.download = '';
      link.click();
      messages.add(t('recs.cut.started'));
    } catch (error) {
      const isRefused = error instanceof ApiError && error.status > 0;
      tellTrouble(isRefused ? new Error(t('recs.cut.failed')) : error);
    } finally {
      this.isBusy = false;
    }
  }
}
customElements.define('cut-panel', CutPanel);
