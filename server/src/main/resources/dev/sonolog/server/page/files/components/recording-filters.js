// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { CODECS, NO_FILTER, STATES, isFiltered } from '../lib/recording-filter.js';
import { codecName } from '../lib/codecs.js';

/** @typedef {import('../lib/recording-filter.js').Filter} Filter */

const PAUSE_MILLIS = 200;

/** Which recordings are wanted. It tells "filter" with the filter, a moment after the last key. */
class RecordingFilters extends PageElement {
  static properties = { filter: { attribute: false }, knowsMore: { attribute: false } };

  constructor() {
    super();
    /** @type {Filter} */
    this.filter = NO_FILTER;
    /** Whether the server finds text and pins. */
    this.knowsMore = true;
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.atEnd(() => clearTimeout(this.timer));
  }

  render() {
    const { filter } = this;
    return html`<search
      ><form
        class="fields filters"
        role="search"
        aria-label=${t('recs.filters')}
        @submit=${(/** @type {Event} */ e) => e.preventDefault()}
      >
        ${this.knowsMore
          ? html`<label class="text"
              >${t('recs.text')}<input
                type="search"
                maxlength="200"
                .value=${asIs(filter.text)}
                @input=${(/** @type {any} */ e) => this.#set('text', e.target.value)}
            /></label>`
          : ''}
        ${this.#select('source', t('recs.source'), sources.all.map((it) => [it.name, it.name]))}
        ${this.#day('from', t('recs.from'))} ${this.#day('to', t('recs.to'))}
        ${this.#select('state', t('recs.state'), STATES.map((it) => [it, t('recs.state.' + it)]))}
        ${this.#select('codec', t('recs.format'), CODECS.map((it) => [it, codecName(it)]))}
        <label class="score"
          >${t('recs.score')}<input
            type="number"
            min="0"
            max="99"
            step="any"
            .value=${asIs(filter.score)}
            @input=${(/** @type {any} */ e) => this.#set('score', e.target.value)}
        /></label>
        ${this.knowsMore
          ? html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${asIs(filter.pinned)}
                @change=${(/** @type {any} */ e) => this.#set('pinned', e.target.checked)}
              />${t('recs.only.pinned')}</label
            ><label class="choice"
              ><input
                type="checkbox"
                .checked=${asIs(filter.unreviewed)}
                @change=${(/** @type {any} */ e) => this.#set('unreviewed', e.target.checked)}
              />${t('recs.only.unreviewed')}</label
            >`
          : ''}
        <label class="choice"
          ><input
            type="checkbox"
            .checked=${asIs(filter.state === 'recording')}
            @change=${(/** @type {any} */ e) => this.#set('state', e.target.checked ? 'recording' : '')}
          />${t('recs.only.running')}</label
        >
        <button type="button" ?disabled=${!isFiltered(filter)} @click=${() => this.#clear()}>
          ${t('recs.filters.clear')}
        </button>
      </form></search
    >`;
  }

  #clear() {
    this.filter = NO_FILTER;
    this.#tell();
    /** @type {HTMLElement | null} */ (this.querySelector('input, select'))?.focus();
  }

  /**
   * @param {'source' | 'state' | 'codec'} name
   * @param {string} label
   * @param {string[][]} options
   */
  #select(name, label, options) {
    const value = this.filter[name];
    const isKnown = value === '' || options.some(([it]) => it === value);
    return html`<label
      >${label}<select @change=${(/** @type {any} */ e) => this.#set(name, e.target.value)}>
        <option value="" ?selected=${value === ''}>${t('recs.any')}</option>
        ${isKnown ? '' : html`<option value=${value} selected>${value}</option>`}
        ${options.map(([it, text]) => html`<option value=${it} .selected=${it === value}>${text}</option>`)}
      </select></label
    >`;
  }

  /**
   * @param {'from' | 'to'} name
   * @param {string} label
   */
  #day(name, label) {
    return html`<label
      >${label}<input
        type="date"
        .value=${asIs(this.filter[name])}
        @change=${(/** @type {any} */ e) => this.#set(name, e.target.value)}
    /></label>`;
  }

  /**
   * @param {keyof Filter} name
   * @param {string | boolean} value
   */
  #set(name, value) {
    this.filter = { ...this.filter, [name]: value };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#tell(), PAUSE_MILLIS);
  }

  #tell() {
    clearTimeout(this.timer);
    this.dispatchEvent(new CustomEvent('filter', { detail: this.filter }));
  }
}
customElements.define('recording-filters', RecordingFilters);
