// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { messages } from '../services/messages.js';
import { exports } from '../services/exports.js';
import { recordingActs } from '../services/recording-acts.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { CODED } from '../lib/exporting.js';
import { bytes, spokenLength } from '../lib/format.js';
import { spansOf, total } from '../lib/recording-days.js';
import { iso, stamp } from '../lib/time.js';
import './export-status.js';

const KINDS = ['', ...CODED];
const GAPS = ['separate', 'silence', 'closed'];

/** What can be done to all that are chosen. It tells "remove" and "none". */
class BulkBar extends PageElement {
  static properties = {
    recordings: { attribute: false },
    canReview: { attribute: false },
    isExporting: { state: true },
    hasExported: { state: true },
  };

  constructor() {
    super();
    /** @type {Recording[]} that are chosen */
    this.recordings = [];
    this.canReview = false;
    this.isExporting = false;
    this.hasExported = false;
    this.as = '';
    this.gaps = 'separate';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
  }

  render() {
    const list = this.recordings;
    if (list.length === 0) {
      return '';
    }
    const { seconds, bytes: size } = total(list);
    const ids = list.map((it) => it.id);
    return html`<div class="card bulk" role="group" aria-label=${t('recs.selected')}>
      <div class="buttons">
        <strong>${t('recs.day.sum', { count: list.length, length: spokenLength(seconds), size: bytes(size) })}</strong>
        ${list.some((it) => !it.pinned)
          ? html`<button @click=${() => void recordingActs.pin(ids, true)}>${t('recs.pin')}</button>`
          : ''}
        ${list.some((it) => it.pinned)
          ? html`<button @click=${() => void recordingActs.pin(ids, false)}>${t('recs.unpin')}</button>`
          : ''}
        ${this.canReview
          ? html`<button @click=${() => void recordingActs.review(list)}>${t('recs.mark.reviewed')}</button>`
          : ''}
        <button
          class="toggle"
          aria-expanded=${this.isExporting}
          aria-controls="bulk-export"
          @click=${() => (this.isExporting = !this.isExporting)}
        >
          ${t('recs.export.dots')}
        </button>
        <button class="bad" @click=${() => this.dispatchEvent(new Event('remove'))}>${t('recs.delete.dots')}</button>
        <button class="quiet" @click=${() => this.dispatchEvent(new Event('none'))}>${t('recs.select.none')}</button>
      </div>
      <div id="bulk-export" ?hidden=${!this.isExporting}>${this.isExporting ? this.#export(list) : ''}</div>
    </div>`;
  }

  /** @param {Recording[]} list */
  #export(list) {
    const spans = spansOf(list);
    const select = (/** @type {'as' | 'gaps'} */ name, /** @type {string[]} */ values) => html`<label
      >${t('recs.export.' + name)}<select
        @change=${(/** @type {any} */ e) => (this[name] = e.target.value)}
      >
        ${values.map(
          (it) => html`<option value=${it} ?selected=${this[name] === it}>
            ${t(`recs.export.${name}.${it || 'own'}`)}
          </option>`,
        )}
      </select></label
    >`;
    return html`${spans.map(({ source, from, to }) => {
        const zone = sources.zoneOf(source);
        return html`<p>${t('recs.export.span', { source, from: stamp(from, zone), to: stamp(to, zone) })}</p>`;
      })}
      <div class="fields">
        ${select('as', KINDS)} ${select('gaps', GAPS)}
        <button class="main" @click=${() => void this.#start(spans)}>${t('recs.export.start')}</button>
      </div>
      ${this.hasExported ? html`<export-status></export-status>` : ''}`;
  }

  /** Each source is a file of its own. @param {{source: string, from: number, to: number}[]} spans */
  async #start(spans) {
    const how = { gaps: this.gaps, as: this.as || undefined };
    this.hasExported = true;
    if (await exports.ask(spans.map(({ source, from, to }) => ({ source, from: iso(from), to: iso(to), ...how })))) {
      messages.add(t('recs.export.started'));
    }
  }
}
customElements.define('bulk-bar', BulkBar);
