// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { live } from '../services/live.js';
import { player } from '../services/player.js';
import { sections } from '../services/sections.js';
import { session } from '../services/session.js';
import { settings } from '../services/settings.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { loudOf } from '../lib/recording-days.js';
import { addDays, dayInWords, startOfDay } from '../lib/time.js';
import { isDayOfChange } from '../lib/clip-label.js';
import { recordingRow } from './recording-row.js';
import './day-highlights.js';

/** @typedef {import('../lib/recording-days.js').DayGroup} DayGroup */

/** So many rows are drawn at once. */
const ROWS = 100;
const TOGETHER_MILLIS = 150;

/** @param {string} text */
const unseen = (text) => html`<span class="unseen">${t(text)}</span>`;

/** The recordings of a day. It tells "menu" when more is to be done to one of them. */
class RecordingDay extends PageElement {
  static properties = {
    group: { attribute: false },
    whole: { attribute: false },
    isNewest: { attribute: false },
    isPart: { attribute: false },
    choice: { attribute: false },
    gone: { attribute: false },
    source: { attribute: false },
    rows: { state: true },
  };

  constructor() {
    super();
    /** @type {DayGroup} */
    this.group = { day: '', recordings: [], seconds: 0, bytes: 0 };
    /** What the server counts on that day; null where it does not, or where the list is filtered.
     * @type {{count: number, seconds: number, bytes: number} | null} */
    this.whole = null;
    this.isNewest = false;
    /** Whether more of the day may be in what is not loaded yet. */
    this.isPart = false;
    /** @type {import('../services/recording-choice.js').RecordingChoice} */
    this.choice = /** @type {any} */ (null);
    /** @type {Set<string>} */
    this.gone = new Set();
    this.source = '';
    this.rows = ROWS;
    /** @type {Map<string, Sections | Error>} by source; or why there are none */
    this.loud = new Map();
    this.loaded = '';
    this.heard = '';
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.choice, 'change');
    this.watch(settings, 'change');
    this.watch(session, 'change');
    this.watch(player, 'change', () => this.#playerChanged());
    this.watch(live, 'hello', () => this.#retry());
  }

  /** Only what is heard now, and whether, is seen here. */
  #playerChanged() {
    const heard = `${player.recording?.id} ${player.isPlaying}`;
    const before = this.heard;
    this.heard = heard;
    const isMine = this.group.recordings.some((it) => heard.startsWith(it.id) || before.startsWith(it.id));
    if (heard !== before && isMine && this.isOpen) {
      this.requestUpdate();
    }
  }

  get isOpen() {
    return this.choice.isOpen(this.group.day, this.isNewest);
  }

  updated() {
    const of = [...new Set(this.group.recordings.map((it) => it.source))].sort();
    const running = this.group.recordings.filter((it) => it.state === 'recording').map((it) => it.id);
    const wanted = JSON.stringify([this.group.day, of, running, settings.get('analysis')]);
    if (this.isOpen && wanted !== this.loaded) {
      this.loaded = wanted;
      of.forEach((it) => void this.#load(it, wanted));
    }
  }

  /**
   * @param {string} source
   * @param {string} wanted
   */
  async #load(source, wanted) {
    const zone = sources.zoneOf(source);
    const ends = this.group.recordings.filter((it) => it.source === source).map((it) => Date.parse(it.end ?? '') || 0);
    const to = Math.max(startOfDay(addDays(this.group.day, 1), zone), ...ends);
    try {
      const found = await sections.ofSpan(source, startOfDay(this.group.day, zone), to);
      if (wanted === this.loaded) {
        this.loud.set(source, found);
        this.#soon();
      }
    } catch (error) {
      if (wanted === this.loaded && !this.#known(source)) {
        this.loud.set(source, error instanceof Error ? error : new Error(String(error)));
        this.#soon();
      }
    }
  }

  /** What was found before stays when it cannot be asked for anew. @param {string} source */
  #known(source) {
    const found = this.loud.get(source);
    return found !== undefined && !(found instanceof Error);
  }

  /** The connection is back: what could not be had may be had now. */
  #retry() {
    if ([...this.loud.values()].some((it) => it instanceof Error)) {
      this.loaded = '';
      this.requestUpdate();
    }
  }

  /** The answers of many sources are drawn together. */
  #soon() {
    this.timer ||= setTimeout(() => {
      this.timer = 0;
      this.requestUpdate();
    }, TOGETHER_MILLIS);
  }

  render() {
    const { group, isOpen } = this;
    const id = `day-${group.day}`;
    const isShown = this.choice.highlights.has(group.day);
    return html`<section class="day" aria-labelledby="${id}-name">
      <div class="day-head">
        <h2 id="${id}-name">
          <button
            class="unfold"
            aria-expanded=${isOpen}
            aria-controls=${id}
            @click=${() => (this.#retry(), this.choice.open(group.day, !isOpen))}
          >
            <span aria-hidden="true" class="arrow"></span>${dayInWords(group.day)}
          </button>
        </h2>
        <span class="muted">${this.#sum()}</span>
        <div class="buttons">
          ${isOpen && session.may('operator') ? this.#selectAll() : ''}
          <button
            class="toggle"
            aria-expanded=${isShown}
            aria-controls="${id}-highlights"
            aria-label="${t('recs.highlights')} ${dayInWords(group.day)}"
            @click=${() => this.choice.showHighlights(group.day, !isShown)}
          >
            ${t('recs.highlights')}
          </button>
        </div>
      </div>
      ${isDayOfChange(group.day, sources.zone) ? html`<p class="hint">${t('recs.clock.changes')}</p>` : ''}
      <div id="${id}-highlights" ?hidden=${!isShown}>
        ${isShown ? html`<day-highlights .day=${group.day} .source=${this.source}></day-highlights>` : ''}
      </div>
      <div id=${id} ?hidden=${!isOpen}>${isOpen ? this.#table() : ''}</div>
    </section>`;
  }

  #sum() {
    const { count, seconds, bytes: size } = this.whole ?? { ...this.group, count: this.group.recordings.length };
    const text = t('recs.day.sum', { count, length: spokenLength(seconds), size: bytes(size) });
    return this.isPart && this.whole === null ? t('recs.day.part', { text }) : text;
  }

  #selectAll() {
    const ids = this.group.recordings.filter((it) => !this.gone.has(it.id)).map((it) => it.id);
    const isAll = ids.every((it) => this.choice.selected.has(it));
    return html`<button
      aria-label="${t(isAll ? 'recs.select.none' : 'recs.select.all')} ${dayInWords(this.group.day)}"
      @click=${() => this.choice.select(ids, !isAll)}
    >
      ${t(isAll ? 'recs.select.none' : 'recs.select.all')}
    </button>`;
  }

  #table() {
    const canChange = session.may('operator');
    const { recordings } = this.group;
    const left = recordings.length - this.rows;
    return html`<table class="recordings">
        <caption class="unseen">
          ${dayInWords(this.group.day)}
        </caption>
        <thead>
          <tr>
            ${canChange ? html`<th scope="col" class="select">${unseen('recs.selected')}</th>` : ''}
            <th scope="col" class="times">${t('recs.times')}</th>
            <th scope="col" class="names">${t('recs.source')}</th>
            <th scope="col" class="number lengths">${t('recs.length')}</th>
            <th scope="col" class="number sizes">${t('recs.size')}</th>
            <th scope="col" class="formats">${t('recs.format')}</th>
            <th scope="col" class="louds">${t('recs.loud')}</th>
            <th scope="col">${unseen('recs.badges')}</th>
            <th scope="col" class="actions">${unseen('recs.actions')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            recordings.slice(0, this.rows),
            (it) => it.id,
            (it) =>
              recordingRow(it, {
                choice: this.choice,
                canChange,
                isGone: this.gone.has(it.id),
                loud: loudOf(it, this.loud.get(it.source)),
                menu: (recording, button) =>
                  this.dispatchEvent(new CustomEvent('menu', { detail: { recording, button } })),
              }),
          )}
        </tbody>
      </table>
      ${left > 0
        ? html`<button @click=${() => (this.rows += ROWS * 2)}>${t('recs.rows.more', { count: left })}</button>`
        : ''}`;
  }
}
customElements.define('recording-day', RecordingDay);
