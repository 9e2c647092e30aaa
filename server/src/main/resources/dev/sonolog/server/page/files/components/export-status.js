// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { inWords } from './forms.js';
import { failure, pending } from './load-state.js';
import { canLabel, saveLabels } from '../services/export-labels.js';
import { exports, fileOf, nameOf } from '../services/exports.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { style } from '../services/styles.js';
import { t } from '../services/texts.js';
import { bytes, percent, spokenLength } from '../lib/format.js';
import { clock, dayInShort, dayOf } from '../lib/time.js';

/** @typedef {import('../services/exports.js').Export} Export */

void style('exports');

/** The files that are being made, and those that can be fetched. */
class ExportStatus extends PageElement {
  static properties = { note: { state: true } };

  constructor() {
    super();
    this.note = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.watch(exports, 'change');
    this.watch(exports, 'told', (event) => this.#told(event.detail));
    this.atEnd(exports.watch());
  }

  /** The page behind a dialog is not heard. @param {string} text */
  #told(text) {
    this.note = this.closest('dialog') ? text : '';
  }

  render() {
    const { value, error } = exports.loading;
    const again = () => void exports.now();
    if (value === undefined) {
      return error === undefined ? pending() : failure(error, again);
    }
    return html`${error === undefined ? '' : failure(error, again)}
    ${value.length === 0
      ? html`<p class="muted" tabindex="-1">${t('exports.none')}</p>`
      : html`<ul class="exports" tabindex="-1" aria-label=${t('status.exports')}>
          ${repeat(
            value,
            (it) => it.id,
            (it) => this.#export(it),
          )}
        </ul>`}
      <p role="status">${this.note}</p>`;
  }

  /** @param {Export} it */
  #export(it) {
    const what = nameOf(it);
    const length = spokenLength((Date.parse(it.to) - Date.parse(it.from)) / 1000);
    return html`<li>
      <span class="what">${what}, ${length}${it.as === null ? '' : ', ' + it.as.toUpperCase()}</span>
      ${it.state === 'done' ? this.#done(it, what) : this.#state(it, what)}
      ${session.may('operator')
        ? html`<button aria-label=${t('exports.remove.of', { what })} @click=${() => void this.#remove(it)}>
            ${t('remove')}
          </button>`
        : ''}
    </li>`;
  }

  /**
   * @param {Export} it
   * @param {string} what
   */
  #done(it, what) {
    const labels = (/** @type {'audacity' | 'cue'} */ as) => html`<button
      aria-label=${t('exports.labels.of', { kind: t('review.download.' + as), what })}
      @click=${() => void this.#label(it, as)}
    >
      ${t('review.download.' + as)}
    </button>`;
    return html`<span>${bytes(it.bytes ?? 0)}${this.#until(it)}</span>
      <a class="button" href=${fileOf(it)} download aria-label=${t('exports.fetch.of', { what })}
        >${t('exports.fetch')}</a
      >
      ${canLabel(it) ? html`${labels('audacity')} ${labels('cue')}` : ''}`;
  }

  /** It is most often another day. @param {Export} it */
  #until(it) {
    if (it.expires === null) {
      return '';
    }
    const at = Date.parse(it.expires);
    const zone = sources.zoneOf(it.source);
    return ', ' + t('exports.until', { time: `${dayInShort(dayOf(at, zone))} ${clock(at, zone, { seconds: false })}` });
  }

  /**
   * @param {Export} it
   * @param {string} what
   */
  #state(it, what) {
    return it.state === 'failed'
      ? html`<span class="bad">${t('exports.failed', { reason: it.error ?? '' })}</span>`
      : html`<span>${t(it.state === 'running' ? 'exports.running' : 'exports.waiting')}</span>
          <progress max="100" .value=${it.percent} aria-label=${what}></progress>
          <span class="number">${percent(it.percent)}</span>`;
  }

  /**
   * @param {Export} it
   * @param {'audacity' | 'cue'} as
   */
  async #label(it, as) {
    this.note = '';
    try {
      this.note = await saveLabels(it, as);
    } catch (error) {
      this.note = inWords(error);
    }
  }

  /** @param {Export} it */
  async #remove(it) {
    await exports.remove(it);
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('[tabindex="-1"]'))?.focus();
  }
}
customElements.define('export-status', ExportStatus);
