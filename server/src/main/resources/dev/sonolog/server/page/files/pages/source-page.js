// @ts-check
import { html } from 'lit';
import { failure, nothing, pending } from '../components/load-state.js';
import { PageElement } from '../components/page-element.js';
import { sourceState } from '../components/source-state.js';
import { dayInShort } from '../components/moment-words.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { clock, dayOf } from '../lib/time.js';
import '../components/status-strip.js';
import '../components/time-panel.js';

/** One source: what it is doing, what there is of it, day by day. */
class SourcePage extends PageElement {
  static properties = { name: { attribute: false } };

  constructor() {
    super();
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'change');
    void sources.need();
  }

  /** @type {string[]} */
  #names = [];

  willUpdate() {
    if (this.#names[0] !== this.name) {
      this.#names = [this.name];
    }
  }

  updated() {
    const state = sourceState(live.sources.get(this.name)?.state ?? '');
    document.title = `${state.kind === 'calm' ? '' : state.sign + ' '}${this.name} – Sonolog`;
  }

  render() {
    return html`<h1 tabindex="-1">${this.name}</h1>
      ${this.#content()}`;
  }

  #content() {
    if (!sources.isLoaded) {
      return sources.error ? failure(sources.error, () => void sources.load()) : pending();
    }
    const source = sources.get(this.name);
    if (!source) {
      const back = html`<a class="button" href=${link('/')}>${t('nav.overview')}</a>`;
      return nothing(t('source.unknown', { name: this.name }), back);
    }
    return html`<h2 class="unseen">${t('source.now')}</h2>
      <status-strip .names=${this.#names}></status-strip>
      <time-panel .names=${this.#names} .zone=${source.zone} .hasCalendar=${true}></time-panel>
      <h2>${t('source.facts')}</h2>
      ${this.#facts(source)}`;
  }

  /** @param {Source} source */
  #facts(source) {
    const when = (/** @type {string | null} */ text) => {
      if (text === null) {
        return t('source.never');
      }
      const day = dayOf(Date.parse(text), source.zone);
      return `${dayInShort(day)} ${day.slice(0, 4)}, ${clock(Date.parse(text), source.zone)}`;
    };
    const rows = [
      ['source.zone', source.zone],
      ['source.recordings', `${source.segments} (${bytes(source.bytes)})`],
      ['source.length', spokenLength(source.seconds)],
      ['source.first', when(source.first)],
      ['source.last', when(source.last)],
      ['source.failures', String(live.sources.get(this.name)?.failures ?? source.failures)],
      ['source.analysis', this.#analysis(source)],
    ];
    return html`<dl class="facts">
      ${rows.map(([key, text]) => html`<div><dt>${t(key)}</dt><dd>${text}</dd></div>`)}
    </dl>`;
  }

  /** @param {Source} source */
  #analysis({ analysis }) {
    if (!analysis) {
      return t('source.analysis.off');
    }
    const parts = [
      analysis.behind > 0 ? t('source.analysis.behind', { count: analysis.behind }) : t('source.analysis.done'),
      analysis.unmeasurable > 0 ? t('source.analysis.unmeasurable', { count: analysis.unmeasurable }) : '',
    ];
    return parts.filter((it) => it !== '').join('; ');
  }
}
customElements.define('source-page', SourcePage);
