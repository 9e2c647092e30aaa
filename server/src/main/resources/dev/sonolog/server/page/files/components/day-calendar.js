// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { dayInShort } from './moment-words.js';
import { live } from '../services/live.js';
import { t } from '../services/texts.js';
import { timeline } from '../services/timeline.js';
import { gapsWithin, share } from '../lib/coverage.js';
import { reviewedSeconds } from '../lib/notes.js';
import { frameOf } from '../lib/scale.js';
import { percent } from '../lib/format.js';
import { addDays, dayInWords, dayOf } from '../lib/time.js';

/**
 * @typedef {object} DayFacts
 * @property {boolean} isKnown
 * @property {boolean} hasData
 * @property {number} percent
 * @property {number} gaps
 * @property {number | null} reviewed percent of what is recorded; null where that is not known
 */

/** How much there is of each day of a week or a month. Tells `day` when one is chosen. */
class DayCalendar extends PageElement {
  static properties = {
    names: { attribute: false },
    kind: { attribute: false },
    day: { attribute: false },
    zone: { attribute: false },
  };

  constructor() {
    super();
    /** @type {string[]} */
    this.names = [];
    /** week or month */
    this.kind = 'week';
    this.day = '';
    this.zone = 'UTC';
  }

  #soon = 0;

  connectedCallback() {
    super.connectedCallback();
    this.watch(timeline, 'change', () => {
      this.#soon ||= setTimeout(() => {
        this.#soon = 0;
        this.requestUpdate();
      }, 200);
    });
    this.atEnd(() => clearTimeout(this.#soon));
  }

  render() {
    return this.kind === 'week' ? this.#week() : this.#month();
  }

  #today() {
    return dayOf(live.now(), this.zone);
  }

  #week() {
    const { first } = frameOf('week', this.day, this.zone);
    const days = Array.from({ length: 7 }, (_, i) => addDays(first, i));
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('calendar.week')}>
      <table class="calendar">
        <caption class="unseen">${t('calendar.week')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('source')}</th>
            ${days.map((it) => html`<th scope="col">${this.#head(it)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.names.map(
            (name) => html`<tr>
              <th scope="row">${name}</th>
              ${days.map((it) => html`<td>${this.#facts(this.#of([name], it))}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {string} day */
  #head(day) {
    const facts = this.#of(this.names, day);
    return html`<button
      class="day ${facts.hasData ? 'data' : ''}"
      aria-current=${day === this.#today() ? 'date' : 'false'}
      ?disabled=${day > this.#today()}
      aria-label=${t('calendar.open', { day: dayInWords(day) })}
      @click=${() => this.#choose(day)}
    >
      ${dayInShort(day)}
    </button>`;
  }

  #month() {
    const { first, days } = frameOf('month', this.day, this.zone);
    const isOther = (/** @type {string} */ day) => day.slice(0, 7) !== first.slice(0, 7);
    const monday = frameOf('week', first, this.zone).first;
    const before = Math.round((Date.parse(first) - Date.parse(monday)) / 86400e3);
    const weeks = Array.from({ length: Math.ceil((before + days) / 7) }, (_, w) =>
      Array.from({ length: 7 }, (_, d) => addDays(monday, w * 7 + d)),
    );
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('calendar.month')}>
      <table class="calendar month">
        <caption class="unseen">${t('calendar.month')}</caption>
        <thead>
          <tr>
            ${weeks[0].map((it) => html`<th scope="col">${weekday(it)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) => html`<tr>
              ${week.map((it) => (isOther(it) ? html`<td class="other"></td>` : this.#cell(it)))}
            </tr>`,
          )}
        </tbody>
      </table>
      ${this.#isReviewing()
        ? html`<p class="hint"><span class="left" aria-hidden="true">●</span> ${t('calendar.left')}</p>`
        : ''}
    </div>`;
  }

  /** @param {string} day */
  #cell(day) {
    const facts = this.#of(this.names, day);
    const isFuture = day > this.#today();
    return html`<td>
      <button
        class="day ${facts.hasData ? 'data' : ''}"
        aria-current=${day === this.#today() ? 'date' : 'false'}
        ?disabled=${isFuture}
        aria-label=${`${dayInWords(day)}${isFuture ? '' : ', ' + inWords(facts)}`}
        @click=${() => this.#choose(day)}
      >
        <span class="number">${Number(day.slice(8))}${isLeft(facts) ? html`<span class="left"> ●</span>` : ''}</span>
        ${isFuture ? '' : this.#facts(facts)}
      </button>
    </td>`;
  }

  /** @param {DayFacts} facts */
  #facts(facts) {
    if (!facts.isKnown || !facts.hasData) {
      const text = facts.isKnown && facts.gaps === 0 ? '–' : facts.isKnown ? percent(0) : '…';
      return html`<span class="muted">${text}</span>`;
    }
    return html`<span class="facts"
      ><span>${percent(facts.percent)}</span>
      ${facts.gaps > 0 ? html`<span class="gaps">${t('calendar.gaps', { count: facts.gaps })}</span>` : ''}</span
    >`;
  }

  /** Who never reviews anything need not be told that all is still to be reviewed. */
  #isReviewing() {
    const notes = this.names.map((it) => timeline.notes(it));
    return notes.every((it) => it !== undefined) && notes.some((it) => (it?.reviewed.length ?? 0) > 0);
  }

  /** @param {string} day */
  #choose(day) {
    this.dispatchEvent(new CustomEvent('day', { detail: day }));
  }

  /**
   * @param {string[]} names
   * @param {string} day
   * @returns {DayFacts}
   */
  #of(names, day) {
    const frame = frameOf('day', day, this.zone);
    const to = Math.min(frame.to, live.now());
    const facts = { isKnown: true, hasData: false, percent: 0, gaps: 0, reviewed: /** @type {number | null} */ (null) };
    let recorded = 0;
    let all = 0;
    let reviewed = 0;
    for (const name of names) {
      const coverage = timeline.coverage(name);
      if (!coverage || coverage.from > frame.from || coverage.to < to || to <= frame.from) {
        facts.isKnown = false;
        continue;
      }
      const of = share(coverage.parts, frame.from, to);
      if (!of.isEmpty) {
        recorded += of.recorded;
        all += of.seconds;
        reviewed += reviewedSeconds(coverage.parts, timeline.notes(name)?.reviewed ?? [], frame.from, to);
        facts.gaps += gapsWithin(coverage.parts, frame.from, to).filter((it) => it.kind === 'lost').length;
      }
    }
    facts.hasData = recorded > 0;
    facts.percent = all > 0 ? (100 * recorded) / all : 0;
    facts.reviewed = recorded > 0 && this.#isReviewing() ? (100 * reviewed) / recorded : null;
    return facts;
  }
}

/** @param {DayFacts} facts */
function inWords(facts) {
  if (!facts.isKnown) {
    return t('loading');
  }
  if (!facts.hasData) {
    return t('overview.nothing');
  }
  const gaps = t('calendar.gaps', { count: facts.gaps });
  const told = `${t('calendar.recorded', { percent: percent(facts.percent) })}, ${gaps}`;
  return facts.reviewed === null ? told : `${told}, ${t('calendar.reviewed', { percent: percent(facts.reviewed) })}`;
}

/** The end of a day may be told a moment later. @param {DayFacts} facts */
const isLeft = ({ reviewed }) => reviewed !== null && reviewed < 99.5;

/** @param {string} day */
const weekday = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { weekday: 'short', timeZone: 'UTC' }).format(
    Date.parse(day + 'T12:00:00Z'),
  );

customElements.define('day-calendar', DayCalendar);
