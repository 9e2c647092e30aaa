// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { nearOf, rangeInWords } from './moment-words.js';
import { live } from '../services/live.js';
import { hearing } from '../services/hearing.js';
import { link, router } from '../services/router.js';
import { announce } from '../services/announce.js';
import { settings } from '../services/settings.js';
import { style } from '../services/styles.js';
import { t } from '../services/texts.js';
import { timeline } from '../services/timeline.js';
import { daysOf, frameOf, showing } from '../lib/scale.js';
import { addDays, clock, dayOf } from '../lib/time.js';
import { later, withPart } from './later.js';
import { failure } from './load-state.js';
import './time-line.js';
import './time-toolbar.js';

const NOTE_MILLIS = 400;
const momentPanel = () => import('./moment-panel.js');
const KINDS = ['day', 'week', 'month', 'custom'];

/** The timeline of some sources with all that belongs to it. The address keeps what is shown. */
class TimePanel extends PageElement {
  static properties = {
    names: { attribute: false },
    zone: { attribute: false },
    hasCalendar: { attribute: false },
    kind: { state: true },
    day: { state: true },
    isTable: { state: true },
  };

  constructor() {
    super();
    /** @type {string[]} */
    this.names = [];
    this.zone = 'UTC';
    /** Whether the month's calendar is always there. */
    this.hasCalendar = false;
    /** day, week, month or custom */
    this.kind = 'day';
    this.day = '';
    this.isTable = false;
    /** What is shown when all of it is. */
    this.frame = { from: 0, to: 1 };
    this.view = this.frame;
    /** @type {{source: string, instant: number} | null} */
    this.cursor = null;
  }

  #noting = 0;

  /** @returns {any} */
  get #line() {
    return this.querySelector('time-line');
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(router, 'change', () => this.#fromAddress());
    this.watch(settings, 'change');
    this.watch(timeline, 'change', () => this.#error !== this.#shownError && this.requestUpdate());
    const act = (/** @type {any} */ event) => this.#act(event.detail) && event.preventDefault();
    document.addEventListener('action', act);
    this.atEnd(() => {
      document.removeEventListener('action', act);
      clearTimeout(this.#noting);
    });
  }

  /** @type {unknown} */
  #shownError;

  get #error() {
    return this.names.map((it) => timeline.coverage(it)).find((it) => it?.error && it.parts.length === 0)?.error;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('zone') && this.day === '') {
      this.#fromAddress();
    }
  }

  firstUpdated() {
    this.#line.frame = this.#told;
    this.#line.cursor = this.cursor;
    this.#line.show(this.view);
  }

  // --- the address

  #fromAddress() {
    const { query } = router.place;
    const kind = query.get('show') ?? 'day';
    this.kind = KINDS.includes(kind) ? kind : 'day';
    const day = query.get('day') ?? '';
    const [from, to, at] = ['from', 'to', 'at'].map((it) => Date.parse(query.get(it) ?? ''));
    const source = query.get('lane') ?? this.names[0];
    this.cursor = Number.isNaN(at) ? null : { source, instant: at };
    const wanted = Number.isNaN(from) ? live.now() : (from + (to || from)) / 2;
    this.day = /^\d{4}-\d\d-\d\d$/.test(day) ? day : dayOf(wanted, this.zone);
    this.isTable = query.get('table') === '1';
    const hasSpan = to > from;
    this.frame = this.kind === 'custom' && hasSpan ? { from, to } : frameOf(this.#frameKind, this.day, this.zone);
    this.#show(hasSpan ? { from, to } : this.frame);
  }

  /** Of this it must be known what there is. */
  get #told() {
    if (!this.hasCalendar || this.kind === 'week') {
      return this.frame;
    }
    const month = frameOf('month', this.day, this.zone);
    return { from: Math.min(this.frame.from, month.from), to: Math.max(this.frame.to, month.to) };
  }

  get #frameKind() {
    return /** @type {'day' | 'week' | 'month'} */ (this.kind === 'custom' ? 'day' : this.kind);
  }

  /** Not at each step of the wheel. */
  #note() {
    clearTimeout(this.#noting);
    this.#noting = setTimeout(() => this.#noteNow(), NOTE_MILLIS);
  }

  #noteNow() {
    clearTimeout(this.#noting);
    const isWhole = this.view.from === this.frame.from && this.view.to === this.frame.to && this.kind !== 'custom';
    const iso = (/** @type {number} */ at) => new Date(at).toISOString();
    router.note({
      show: this.kind === 'day' ? null : this.kind,
      day: this.day === dayOf(live.now(), this.zone) && isWhole ? null : this.day,
      from: isWhole ? null : iso(this.view.from),
      to: isWhole ? null : iso(this.view.to),
      at: this.cursor && iso(this.cursor.instant),
      lane: this.cursor && this.names.length > 1 ? this.cursor.source : null,
      table: this.isTable ? '1' : null,
    });
    this.requestUpdate();
  }

  // --- what is shown

  /** @param {{from: number, to: number}} view */
  #show(view) {
    this.view = view;
    if (this.#line) {
      this.#line.frame = this.#told;
      this.#line.cursor = this.cursor;
      this.#line.show(view);
    }
    this.requestUpdate();
  }

  #viewed() {
    this.view = this.#line.view;
    const middle = dayOf((this.view.from + this.view.to) / 2, this.zone);
    if (this.kind === 'day') {
      this.day = middle;
      this.frame = frameOf('day', middle, this.zone);
      this.#line.frame = this.#told;
    }
    this.#note();
  }

  /** @param {string} kind */
  #choose(kind) {
    this.kind = kind;
    this.frame = kind === 'custom' ? this.view : frameOf(this.#frameKind, this.day, this.zone);
    this.#show(this.frame);
  }

  /** @param {string} day */
  #toDay(day) {
    this.day = day;
    this.frame = frameOf(this.#frameKind, day, this.zone);
    this.#show(this.frame);
  }

  /**
   * The calendar goes away, and the focus with it.
   * @param {string} day
   */
  async #fromCalendar(day) {
    this.kind = 'day';
    this.#toDay(day);
    await this.updateComplete;
    /** @type {HTMLElement} */ (this.querySelector('h2.range')).focus();
  }

  /** @param {number} by −1 or 1 */
  #step(by) {
    const { first, days } = frameOf(this.#frameKind, this.day, this.zone);
    this.#toDay(by > 0 ? addDays(first, days) : addDays(first, -1));
    announce(rangeInWords(this.view, this.zone));
  }

  /**
   * @param {number} instant
   * @param {string} [source]
   */
  go(instant, source) {
    const name = source ?? this.cursor?.source ?? this.names[0];
    if (name === undefined) {
      return;
    }
    if (this.kind !== 'custom') {
      this.day = dayOf(instant, this.zone);
      this.frame = frameOf(this.#frameKind, this.day, this.zone);
      const isSeen = instant >= this.view.from && instant < this.view.to;
      this.#show(isSeen ? this.view : this.frame);
    } else {
      this.#show(showing(this.view, instant));
    }
    this.#line.choose(name, instant);
    this.#line.focusLane(name);
  }

  // --- keys

  /** @param {string} what */
  #act(what) {
    switch (what) {
      case 'zoomIn':
      case 'zoomOut':
        this.#line?.zoom(what === 'zoomIn' ? 0.5 : 2);
        return true;
      case 'zoomFit':
        this.#show(this.frame);
        return true;
      case 'goTo':
        /** @type {any} */ (this.querySelector('time-toolbar')).focusGoTo();
        return true;
      case 'highlightsOnly':
        settings.set('highlightsOnly', !settings.get('highlightsOnly'));
        announce(t(settings.get('highlightsOnly') ? 'overview.highlights.on' : 'overview.highlights.off'));
        return true;
      case 'play':
        return !hearing.isLoaded && this.cursor !== null && (void this.#moment((it) => void it.play()), true);
      case 'previous':
      case 'next':
        return !hearing.isLoaded && this.#toSection(what === 'next' ? 1 : -1);
      default:
        return false;
    }
  }

  /** The way back leads to this place again. */
  #open() {
    this.#noteNow();
    void this.#moment((it) => void it.open());
  }

  /**
   * Does something with the part that tells of the cursor's place, when it knows of it.
   * @param {(panel: import('./moment-panel.js').MomentPanel) => void} act
   */
  #moment(act) {
    return withPart(momentPanel, async () => {
      this.requestUpdate();
      await this.updateComplete;
      const panel = this.querySelector('moment-panel');
      if (panel) {
        act(/** @type {any} */ (panel));
      }
    });
  }

  /**
   * The cursor goes to the next section of its lane, as far as they are known.
   * @param {number} by −1 or 1
   */
  #toSection(by) {
    if (!this.cursor) {
      return false;
    }
    const { source, instant } = this.cursor;
    const top = settings.get('highlightsOnly') ? settings.get('top') : Infinity;
    const all = daysOf(this.view, this.zone)
      .flatMap((day) => timeline.sections(source, day)?.sections ?? [])
      .filter((it) => it.rank <= top);
    const next = by > 0 ? all.find((it) => it.from > instant) : all.findLast((it) => it.from < instant);
    if (next) {
      this.#line.choose(source, next.from);
      announce(t('overview.section', { time: clock(next.from, this.zone), rank: next.rank, count: all.length }));
    }
    return next !== undefined;
  }

  // --- what stands in the document

  render() {
    this.#shownError = this.#error;
    return html`<h2 class="range" tabindex="-1">${rangeInWords(this.view, this.zone)}</h2>
      <time-toolbar
        .kind=${this.kind}
        .day=${this.day}
        .zone=${this.zone}
        .view=${this.view}
        .table=${this.isTable}
        @kind=${(/** @type {any} */ e) => this.#choose(e.detail)}
        @step=${(/** @type {any} */ e) => this.#step(e.detail)}
        @day=${(/** @type {any} */ e) => this.#toDay(e.detail)}
        @today=${() => this.#toDay(dayOf(live.now(), this.zone))}
        @zoom=${(/** @type {any} */ e) => this.#line.zoom(e.detail)}
        @fit=${() => this.#show(this.frame)}
        @span=${(/** @type {any} */ e) => ((this.frame = e.detail), this.#show(e.detail))}
        @go=${(/** @type {any} */ e) => this.go(e.detail)}
        @table=${(/** @type {any} */ e) => ((this.isTable = e.detail), this.#note())}
      ></time-toolbar>
      ${this.kind === 'week' || this.kind === 'month' ? this.#calendar(this.kind) : ''}
      <p class="hint" id="timeline-hint">${t('overview.hint')}</p>
      <time-line
        .names=${this.names}
        .zone=${this.zone}
        .isTold=${this.isTable || this.kind === 'month'}
        @view=${() => this.#viewed()}
        @cursor=${(/** @type {any} */ e) => ((this.cursor = e.detail), this.#note(), this.requestUpdate())}
        @open=${() => this.#open()}
      ></time-line>
      ${this.#shownError ? failure(this.#shownError, () => timeline.retry()) : ''}
      ${this.#place()}
      ${this.#legend()}
      ${this.hasCalendar && this.kind !== 'week' && this.kind !== 'month'
        ? html`<h2>${t('calendar.month')}</h2>
            ${this.#calendar('month')}`
        : ''}
      ${this.isTable
        ? html`<h2>${t('table.coverage')}</h2>
            ${later(
              this,
              'coverage-table',
              () => Promise.all([style('days'), import('./coverage-table.js')]),
              () => html`<coverage-table
                .names=${this.names}
                .view=${this.view}
                .zone=${this.zone}
              ></coverage-table>`,
            )}`
        : ''}
      <p class="hint"><a href=${this.#recordings()}>${t('overview.recordings')}</a></p>`;
  }

  #place() {
    if (!this.cursor) {
      return html`<p class="muted moment">${t('moment.none')}</p>`;
    }
    const panel = () => html`<moment-panel
      .cursor=${this.cursor}
      .near=${nearOf(this.view, this.#line?.width ?? 0)}
      .zone=${this.zone}
      @go=${(/** @type {any} */ e) => this.go(e.detail)}
    ></moment-panel>`;
    return later(this, 'moment-panel', momentPanel, panel, html`<p class="muted moment">${t('loading')}</p>`);
  }

  /** @param {'week' | 'month'} kind */
  #calendar(kind) {
    const calendar = () => html`<day-calendar
      .names=${this.names}
      .kind=${kind}
      .day=${this.day}
      .zone=${this.zone}
      @day=${(/** @type {any} */ e) => void this.#fromCalendar(e.detail)}
    ></day-calendar>`;
    return later(
      this,
      'day-calendar',
      () => Promise.all([style('days'), import('./day-calendar.js')]),
      calendar,
    );
  }

  #recordings() {
    return link('/recordings', { source: this.names.length === 1 ? this.names[0] : undefined });
  }

  #legend() {
    return html`<ul class="legend" aria-label=${t('legend')}>
      ${['there', 'reviewed', 'lost', 'calm', 'loud', 'todo', 'mark', 'pin', 'now'].map(
        (it) => html`<li><span class="sample ${it}" aria-hidden="true"></span>${t('legend.' + it)}</li>`,
      )}
    </ul>`;
  }
}
customElements.define('time-panel', TimePanel);
