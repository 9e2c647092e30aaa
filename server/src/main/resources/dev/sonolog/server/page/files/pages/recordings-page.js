// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from '../components/page-element.js';
import { Loading, failure, nothing, pending } from '../components/load-state.js';
import { ApiError, get } from '../services/api.js';
import { live } from '../services/live.js';
import { RecordingChoice } from '../services/recording-choice.js';
import { RecordingList } from '../services/recording-list.js';
import { recordingActs } from '../services/recording-acts.js';
import { link, router } from '../services/router.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { clock, dayInWords, dayOf } from '../lib/time.js';
import { groupByDay } from '../lib/recording-days.js';
import { filterOf, isFiltered, leastOf, noted } from '../lib/recording-filter.js';
import { idOf } from '../components/recording-row.js';
import '../components/analysis-values.js';
import '../components/bulk-bar.js';
import '../components/recording-day.js';
import '../components/recording-filters.js';
import '../components/recording-menu.js';
import '../components/storage-line.js';
import '../components/trash-list.js';

/** @typedef {import('../lib/recording-filter.js').Filter} Filter */
/** @typedef {{date: string, source: string, count: number, seconds: number, bytes: number}} DayOfSource */

/** The server counts for not quite so long. */
const MOST_DAYS = 399;

/** What stays as it was when somebody comes back. */
const choice = new RecordingChoice();

/** All recordings, the newest first, by days; and the trash. */
class RecordingsPage extends PageElement {
  constructor() {
    super();
    this.list = new RecordingList();
    this.filter = filterOf(router.place.query);
    this.grouped = {
      of: /** @type {Recording[] | null} */ (null),
      zones: sources.all,
      groups: /** @type {import('../lib/recording-days.js').DayGroup[]} */ ([]),
    };
    /** How many there are on each day, where the server counts them.
     * @type {Loading<{days: DayOfSource[]}>} */
    this.days = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.atEnd(this.list.start());
    this.atEnd(() => this.days.stop());
    this.watch(this.list, 'change');
    this.watch(choice, 'change');
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.watch(live, 'state');
    this.watch(router, 'change', () => this.#arrived());
    this.watch(session, 'loggedIn', () => void this.#load());
    this.watch(live, 'recordings', () => this.list.isPaused || this.#countDays());
    this.watch(recordingActs, 'done', (event) => this.list.is(event.detail.ids, event.detail.what));
    this.watch(recordingActs, 'restored', (event) => void this.#restored(event.detail.recordings));
    void this.#load();
  }

  get isTrash() {
    return router.place.query.get('trash') === '1';
  }

  /** By a step back, or a link to another filter. */
  #arrived() {
    const filter = filterOf(router.place.query);
    if (router.place.page === 'recordings' && JSON.stringify(filter) !== JSON.stringify(this.filter)) {
      this.filter = filter;
      void this.#load();
    }
    this.requestUpdate();
  }

  /** @param {Filter} filter */
  #wants(filter) {
    this.filter = filter;
    router.note(noted(filter));
    this.requestUpdate();
    void this.#load();
  }

  async #load() {
    this.#countDays();
    await this.list.load(this.filter);
  }

  #countDays() {
    const { error } = this.days;
    if (!(error instanceof ApiError && [400, 404].includes(error.status))) {
      const oldest = Date.parse(this.list.all.at(-1)?.start ?? '') || Date.now();
      const span = Math.min(MOST_DAYS, Math.max(31, (Date.now() - oldest) / 86400e3 + 2));
      const from = new Date(Date.now() - span * 86400e3).toISOString();
      void this.days.load((signal) => get('days', { from }, signal)); // an older server does not count
    }
  }

  // --- what is done

  /** @param {Recording} recording */
  async #cut(recording) {
    choice.expand(recording.id, true);
    await this.updateComplete;
    const row = document.getElementById(idOf(recording, 'detail'));
    const day = /** @type {any} */ (row?.closest('recording-day'));
    await day?.updateComplete;
    await /** @type {any} */ (row?.querySelector('unfolded-recording'))?.cut();
  }

  /** @param {Recording[]} recordings */
  async #remove(recordings) {
    const ids = new Set(recordings.map((it) => it.id));
    const shown = this.list.all;
    const first = shown.findIndex((it) => ids.has(it.id));
    const near = [...shown.slice(first), ...shown.slice(0, first).reverse()];
    if (await recordingActs.remove(recordings)) {
      choice.select([...ids], false);
      await this.updateComplete;
      requestAnimationFrame(() => this.#focus(near));
    }
  }

  /** The focus does not go away with what was deleted. @param {Recording[]} near the nearest first */
  #focus(near) {
    const rows = near.map((it) => document.querySelector(`#${idOf(it, 'row')} .unfold`));
    const there = rows.find((it) => it !== null) ?? document.querySelector('main h1');
    /** @type {HTMLElement | null} */ (there)?.focus();
  }

  /** The message whose button was pressed is gone. @param {Recording[] | undefined} recordings */
  async #restored(recordings) {
    await this.list.restored(recordings);
    await this.updateComplete;
    requestAnimationFrame(() => document.activeElement === document.body && recordings && this.#focus(recordings));
  }

  async #showNewer() {
    const newer = this.list.newer;
    await this.list.showNewer();
    await this.updateComplete;
    requestAnimationFrame(() => this.#focus(newer));
  }

  async #pause() {
    await this.list.pause();
    if (!this.list.isPaused) {
      this.#countDays();
    }
  }

  async #loadOlder() {
    const before = this.list.all.length;
    await this.list.loadOlder();
    this.#countDays();
    const first = this.list.all[before];
    const groups = this.#groups();
    const day = first && groups.find((it) => it.recordings.includes(first))?.day;
    await this.updateComplete;
    if (!this.list.hasMore && day) {
      // the button that had the focus is gone
      /** @type {HTMLElement | null} */ (this.querySelector(`#day-${day}-name button`))?.focus();
    }
  }

  /** The same objects as long as the list is the same, so that days are not drawn anew. */
  #groups() {
    if (this.grouped.of !== this.list.all || this.grouped.zones !== sources.all) {
      const groups = groupByDay(this.list.all, (it) => sources.zoneOf(it));
      this.grouped = { of: this.list.all, zones: sources.all, groups };
    }
    return this.grouped.groups;
  }

  /** @param {string} day */
  #wholeOf(day) {
    const { source, ...others } = this.filter;
    if (this.days.value === undefined || isFiltered({ ...others, source: '' })) {
      return null;
    }
    const those = this.days.value.days.filter((it) => it.date === day && (source === '' || it.source === source));
    const sum = { count: 0, seconds: 0, bytes: 0 };
    for (const it of those) {
      sum.count += it.count;
      sum.seconds += it.seconds;
      sum.bytes += it.bytes;
    }
    return sum.count === 0 ? null : sum;
  }

  // --- what is seen

  render() {
    return this.isTrash
      ? html`<h1 tabindex="-1">${t('recs.trash')}</h1>
          <p><a href=${link('/recordings')}>${t('recs.back')}</a></p>
          <p class="muted">${t('recs.trash.is')}</p>
          <trash-list></trash-list>`
      : this.#recordings();
  }

  #recordings() {
    const selected = this.list.all.filter(
      (it) => choice.selected.has(it.id) && !this.list.gone.has(it.id) && !choice.isHidden(it.id),
    );
    return html`<div class="page-head">
        <h1 tabindex="-1">${t('nav.recordings')}</h1>
        <storage-line></storage-line>
        <a href=${link('/recordings', { trash: 1 })}>${t('recs.trash')}</a>
      </div>
      <recording-filters
        .filter=${this.filter}
        .knowsMore=${this.list.knowsMore}
        @filter=${(/** @type {any} */ e) => this.#wants(e.detail)}
      ></recording-filters>
      <analysis-values></analysis-values>
      ${session.may('operator')
        ? html`<bulk-bar
            .recordings=${selected}
            .canReview=${this.list.knowsMore}
            @remove=${() => void this.#remove(selected)}
            @none=${() => this.#unselect(selected)}
          ></bulk-bar>`
        : ''}
      ${this.#stale()} ${this.#days()}
      <recording-menu
        .canReview=${this.list.knowsMore}
        @cut=${(/** @type {any} */ e) => void this.#cut(e.detail)}
        @remove=${(/** @type {any} */ e) => void this.#remove([e.detail])}
      ></recording-menu>`;
  }

  /** @param {Recording[]} selected */
  #unselect(selected) {
    this.#focus(selected);
    choice.select([...choice.selected], false);
  }

  #stale() {
    return live.state === 'lost' && this.list.isLoaded
      ? html`<p class="notice">
          ${t('recs.stale', { time: clock(live.lastHeard || Date.now(), sources.zone) })}
        </p>`
      : '';
  }

  #days() {
    const { page, newer, older } = this.list;
    if (!this.list.isLoaded) {
      return page.error === undefined ? pending() : failure(page.error, () => void this.#load());
    }
    const groups = this.#groups();
    const last = groups.length - 1;
    return html`<div class="days" aria-busy=${page.isLoading}>
      ${page.error === undefined ? '' : failure(page.error, () => void this.#load())}
      <div class="list-head">
        <button aria-pressed=${this.list.isPaused} @click=${() => void this.#pause()}>${t('recs.pause')}</button>
      </div>
      <div class="pill-place">
        ${newer.length > 0
          ? html`<button class="pill" @click=${() => void this.#showNewer()}>
              ${t('recs.new', { count: newer.length })}
            </button>`
          : ''}
      </div>
      ${groups.length === 0 ? this.#none() : ''}
      ${repeat(
        groups,
        (it) => it.day,
        (it, i) => html`<recording-day
          .group=${it}
          .whole=${this.#wholeOf(it.day)}
          .isNewest=${i === 0}
          .isPart=${i === last && this.list.hasMore}
          .choice=${choice}
          .gone=${this.list.gone}
          .least=${leastOf(this.filter.score)}
          .isPaused=${this.list.isPaused}
          .source=${this.filter.source}
          @menu=${(/** @type {any} */ e) => this.#menu(e.detail.recording, e.detail.button)}
        ></recording-day>`,
      )}
      ${older.error === undefined ? '' : failure(older.error, () => void this.list.loadOlder())}
      ${this.list.lookedTo === null ? '' : html`<p class="muted">${this.#looked(this.list.lookedTo)}</p>`}
      ${this.list.hasMore
        ? html`<button
            class="older"
            aria-disabled=${older.isLoading}
            @click=${() => older.isLoading || void this.#loadOlder()}
          >
            ${older.isLoading ? t('loading') : t('recs.older')}
          </button>`
        : ''}
    </div>`;
  }

  /** @param {string} start of the last recording that was looked at */
  #looked(start) {
    const count = this.list.all.length;
    return t('recs.looked', { count, day: dayInWords(dayOf(Date.parse(start), sources.zoneOf(this.filter.source))) });
  }

  #none() {
    return isFiltered(this.filter)
      ? nothing(t('recs.none.such'), html`<button @click=${() => this.#wants(filterOf(new URLSearchParams()))}>
          ${t('recs.filters.clear')}
        </button>`)
      : nothing(t('recs.none'), html`<a href=${link('/status')}>${t('nav.status')}</a>`);
  }

  /**
   * @param {Recording} recording
   * @param {HTMLElement} button
   */
  #menu(recording, button) {
    void /** @type {any} */ (this.querySelector('recording-menu'))?.show(recording, button);
  }
}
customElements.define('recordings-page', RecordingsPage);
