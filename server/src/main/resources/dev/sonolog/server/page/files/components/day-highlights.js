// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { failure, pending } from './load-state.js';
import { clips } from '../services/clips.js';
import { sections } from '../services/sections.js';
import { settings } from '../services/settings.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { addDays, dayInWords, startOfDay } from '../lib/time.js';
import './section-chips.js';

/** @typedef {import('../services/clips.js').Clip} Clip */

const DAY_MILLIS = 86400e3;

/** The loud sections of a day, of all sources, in time. */
class DayHighlights extends PageElement {
  static properties = { day: {}, source: {} };

  constructor() {
    super();
    this.day = '';
    /** Only of this one; empty: of all. */
    this.source = '';
    /** @type {Clip[] | null} */
    this.list = null;
    /** @type {unknown} */
    this.error = undefined;
    this.unmeasured = 0;
    this.run = 0;
    this.loaded = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
    void sources.need().then(() => this.requestUpdate());
  }

  updated() {
    const wanted = JSON.stringify([this.day, this.source, settings.get('analysis')]);
    if (sources.isLoaded && wanted !== this.loaded) {
      this.loaded = wanted;
      void this.#load();
    }
  }

  async #load() {
    const run = ++this.run;
    try {
      const answers = await Promise.all(this.#spans().map((it) => sections.ofSpan(it.source, it.from, it.to)));
      if (run === this.run) {
        this.#show(answers);
      }
    } catch (error) {
      if (run === this.run) {
        this.error = error;
        this.requestUpdate();
      }
    }
  }

  #spans() {
    return sources.all
      .filter((it) => it.first !== null && (this.source === '' || it.name === this.source))
      .map(({ name, zone, first, last }) => ({
        source: name,
        from: startOfDay(this.day, zone),
        to: startOfDay(addDays(this.day, 1), zone),
        first: Date.parse(first ?? ''),
        last: Date.parse(last ?? ''),
      }))
      .filter((it) => it.first < it.to && it.last >= it.from - DAY_MILLIS); // the last one may be long
  }

  /** @param {Sections[]} answers */
  #show(answers) {
    this.error = undefined;
    this.unmeasured = answers.reduce((sum, it) => sum + it.unmeasured.length, 0);
    this.list = answers
      .flatMap(({ source, sections: found }) => found.map((it) => ({ ...it, source })))
      .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
    this.requestUpdate();
  }

  render() {
    if (this.list === null) {
      return this.error === undefined ? pending() : failure(this.error, () => void this.#load());
    }
    const list = this.list;
    return html`<div class="card">
      <h3>${t('recs.highlights')}</h3>
      ${this.error === undefined ? '' : failure(this.error, () => void this.#load())}
      <p class="muted">
        ${this.unmeasured === 0 ? t('recs.analysed') : t('recs.unmeasured', { count: this.unmeasured })}
        ${this.unmeasured === 0
          ? ''
          : html`<button @click=${() => void this.#load()}>${t('again')}</button>`}
      </p>
      ${list.length === 0
        ? ''
        : html`<div class="buttons">
            <button class="main" @click=${() => this.#play(0)}>${t('clip.play.all')}</button>
            <button @click=${() => this.#loudest()}>${t('clip.play.loudest')}</button>
          </div>`}
      <section-chips
        .list=${list}
        .withSource=${new Set(list.map((it) => it.source)).size > 1}
        @choose=${(/** @type {any} */ e) => this.#play(e.detail)}
      ></section-chips>
    </div>`;
  }

  #name() {
    return dayInWords(this.day);
  }

  /** @param {number} at */
  #play(at) {
    void clips.open(this.#name(), this.list ?? [], { at });
  }

  async #loudest() {
    await clips.open(this.#name(), this.list ?? [], { paused: true });
    await clips.step('loudest');
  }
}
customElements.define('day-highlights', DayHighlights);
