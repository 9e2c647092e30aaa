// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { get, part } from '../services/api.js';
import { live } from '../services/live.js';
import { player } from '../services/player.js';
import { sections } from '../services/sections.js';
import { session } from '../services/session.js';
import { settings } from '../services/settings.js';
import { soundFacts } from '../services/sound-facts.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { gapsOf, loudOf } from '../lib/recording-days.js';
import { addDays, dayInWords, iso, startOfDay } from '../lib/time.js';
import { isDayOfChange } from '../lib/clip-label.js';
import { idOf, recordingRow } from './recording-row.js';
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
    least: { attribute: false },
    isPaused: { attribute: false },
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
    /** So many dB over the noise the loudest section is at least; 0: all are shown. */
    this.least = 0;
    /** Whether nothing is to change by itself. */
    this.isPaused = false;
    this.rows = ROWS;
    /** @type {Map<string, Sections | Error>} by source; or why there are none */
    this.loud = new Map();
    /** @type {Map<string, Gap[]>} by source */
    this.gaps = new Map();
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
    this.watch(soundFacts, 'change', () => this.isOpen && this.requestUpdate());
    this.#seen = new IntersectionObserver((entries) => this.#looked(entries), { rootMargin: '200px' });
    this.atEnd(() => {
      this.#seen?.disconnect();
      soundFacts.leave();
    });
  }

  /** Of rows that are on the screen more is asked. @type {IntersectionObserver | null} */
  #seen = null;

  /** @param {IntersectionObserverEntry[]} entries */
  #looked(entries) {
    for (const { target, isIntersecting } of entries) {
      const of = this.group.recordings.find((it) => idOf(it, 'row') === target.id);
      if (isIntersecting && of) {
        soundFacts.need(of);
      }
    }
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
    this.#seen?.disconnect();
    this.querySelectorAll('tr[id^=row-]').forEach((it) => this.#seen?.observe(it));
    this.choice.hide(this.group.day, this.#hidden());
  }

  /** Those that do not reach the least score, as far as that is known. */
  #hidden() {
    if (this.least === 0) {
      return [];
    }
    const isLess = (/** @type {Recording} */ it) => {
      const loud = this.#loudOf(it);
      return loud.kind === 'known' && loud.best < this.least;
    };
    return this.group.recordings.filter(isLess).map((it) => it.id);
  }

  /**
   * @param {string} source
   * @param {string} wanted
   */
  async #load(source, wanted) {
    const zone = sources.zoneOf(source);
    const ends = this.group.recordings.filter((it) => it.source === source).map((it) => Date.parse(it.end ?? '') || 0);
    const from = startOfDay(this.group.day, zone);
    const to = Math.max(startOfDay(addDays(this.group.day, 1), zone), ...ends);
    void this.#loadGaps(source, from, to);
    try {
      const found = await sections.ofSpan(source, from, to);
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

  /**
   * @param {string} source
   * @param {number} from
   * @param {number} to
   */
  async #loadGaps(source, from, to) {
    try {
      const until = iso(Math.min(to, live.now())); // what is to come is not missing
      const { gaps } = await get(`sources/${part(source)}/gaps`, { from: iso(from), to: until });
      this.gaps.set(source, gaps);
      this.#soon();
    } catch {
      // there are no badges then; the details tell what is wrong
    }
  }

  /** @param {Recording} recording */
  #loudOf(recording) {
    return loudOf(recording, this.loud.get(recording.source));
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
    const sum = this.isPart && this.whole === null ? t('recs.day.part', { text }) : text;
    return this.least === 0 ? sum : `${sum}; ${this.#found()}`;
  }

  /** What is left of it by the least score. */
  #found() {
    const { recordings } = this.group;
    const unknown = recordings.filter((it) => this.#loudOf(it).kind !== 'known').length;
    if (unknown === recordings.length) {
      return t('recs.score.unknown.all');
    }
    const found = t('recs.score.found', { count: recordings.length - unknown - this.#hidden().length });
    return unknown === 0 ? found : `${found}, ${t('recs.score.unknown', { count: unknown })}`;
  }

  #selectAll() {
    const hidden = new Set(this.#hidden());
    const ids = this.group.recordings.map((it) => it.id).filter((it) => !this.gone.has(it) && !hidden.has(it));
    const isAll = ids.length > 0 && ids.every((it) => this.choice.selected.has(it));
    return html`<button
      aria-label="${t(isAll ? 'recs.select.none' : 'recs.select.all')} ${dayInWords(this.group.day)}"
      @click=${() => this.choice.select(ids, !isAll)}
    >
      ${t(isAll ? 'recs.select.none' : 'recs.select.all')}
    </button>`;
  }

  #table() {
    const canChange = session.may('operator');
    const hidden = new Set(this.#hidden());
    const recordings = this.group.recordings.filter((it) => !hidden.has(it.id));
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
                loud: this.#loudOf(it),
                gaps: gapsOf(it, this.gaps.get(it.source) ?? []),
                isPaused: this.isPaused,
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
