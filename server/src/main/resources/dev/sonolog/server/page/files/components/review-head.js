// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { get, part } from '../services/api.js';
import { announce } from '../services/announce.js';
import { originalFile, recordingActs } from '../services/recording-acts.js';
import { link, router } from '../services/router.js';
import { player } from '../services/player.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, length } from '../lib/format.js';
import { clock, dayInWords, dayOf, stamp } from '../lib/time.js';
import { timeThere } from '../lib/clip-label.js';

/** Which recording this is, and what is done with it as a whole. */
class ReviewHead extends PageElement {
  static properties = { review: { attribute: false }, around: { state: true }, isBusy: { state: true } };
  #askedFor = '';

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {{before: Recording | null, after: Recording | null}} */
    this.around = { before: null, after: null };
    this.isBusy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.review, 'change');
    this.watch(this.review, 'recording', () => void this.#lookAround());
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.watch(player, 'change');
    this.watch(recordingActs, 'done', (event) => event.detail.ids.includes(this.review.id) && void this.review.look());
    this.watch(recordingActs, 'restored', () => void this.#done());
    void this.#lookAround();
  }

  /** Which recordings of the source lie before and behind this one. */
  async #lookAround() {
    const { recording, start, isGrowing, seconds } = this.review;
    const key = `${recording?.state} ${recording?.end}`;
    if (!recording || this.#askedFor === key) {
      return;
    }
    this.#askedFor = key;
    const at = async (/** @type {number} */ instant, /** @type {'before' | 'after'} */ side) => {
      const time = new Date(instant).toISOString();
      const moment = await get(`sources/${part(recording.source)}/at`, { time });
      return moment.recording && moment.recording.id !== recording.id ? moment.recording : moment[side];
    };
    try {
      const end = recording.end === null ? start + seconds * 1000 : Date.parse(recording.end);
      const [before, after] = await Promise.all([at(start - 2, 'before'), isGrowing ? null : at(end + 2, 'after')]);
      const isOther = (/** @type {Recording | null} */ it) => (it && it.id !== recording.id ? it : null);
      this.around = { before: isOther(before), after: isOther(after) };
    } catch {
      this.#askedFor = ''; // looked for again with the next change
    }
  }

  /** To the recording behind this one. */
  goNext() {
    if (this.around.after) {
      router.go(`/recordings/${part(this.around.after.id)}`);
    } else {
      announce(t('review.last'));
    }
  }

  get hasNext() {
    return this.around.after !== null;
  }

  async togglePin() {
    const { recording } = this.review;
    if (recording && session.may('operator') && !this.isBusy) {
      this.isBusy = true;
      await recordingActs.pin([recording.id], !recording.pinned);
      this.isBusy = false;
    }
  }

  /** One stays here: it can be restored from here, too. */
  async #delete() {
    const { recording } = this.review;
    if (recording && (await recordingActs.remove([recording]))) {
      await this.#done();
    }
  }

  async #restore() {
    await recordingActs.restore([this.review.id]);
  }

  /** The button that was pressed may be gone. */
  async #done() {
    await this.review.look();
    await this.updateComplete;
    if (document.activeElement === document.body) {
      /** @type {HTMLElement | null} */ (this.querySelector('h1'))?.focus({ preventScroll: true });
    }
  }

  #copyLink() {
    const { recording, place } = this.review;
    if (recording) {
      void recordingActs.copyLink(recording, place.toFixed(1));
    }
  }

  render() {
    const { recording, zone, start, seconds, isGrowing, isThere } = this.review;
    if (!recording) {
      return '';
    }
    const end = start + seconds * 1000;
    const isOtherDay = dayOf(start, zone) !== dayOf(end - 1, zone);
    const until = `${isOtherDay ? dayOf(end, zone) + ' ' : ''}${timeThere(end, zone)}`;
    return html`<div class="review-head">
      <div>
        <h1 tabindex="-1">
          ${recording.source} <span class="day">${dayInWords(dayOf(start, zone))}</span>
          <span class="span"
            >${timeThere(start, zone)}${isGrowing ? '' : ` – ${until}`}</span
          >
        </h1>
        <p class="facts-line">
          ${isGrowing
            ? html`<span class="badge rec">● REC</span>
                <span>${t('review.until', { time: clock(end, zone) })}</span>
                ${this.review.isStale ? html`<span class="bad">${t('review.stale')}</span>` : ''}
                <button @click=${() => void this.review.jumpToLive()}>${t('review.live')}</button>`
            : ''}
          <span>${length(seconds)}</span> <span class="muted">${bytes(recording.bytes)}</span>
          ${recording.pinned ? html`<span class="badge">${t('review.pinned')}</span>` : ''}
          ${recording.estimated
            ? html`<span class="badge" title=${t('details.estimated')}>${t('review.estimated')}</span>`
            : ''}
          ${isThere ? '' : html`<span class="badge bad">${t('details.state.' + recording.state)}</span>`}
        </p>
      </div>
      <div class="buttons">${this.#neighbours()} ${this.#actions()}</div>
    </div>`;
  }

  #neighbours() {
    const entry = (/** @type {Recording | null} */ it, /** @type {string} */ name) =>
      it
        ? html`<a
            class="button"
            href=${link(`/recordings/${part(it.id)}`)}
            title=${stamp(Date.parse(it.start), this.review.zone)}
            >${name}</a
          >`
        : html`<button disabled>${name}</button>`;
    return html`${entry(this.around.before, t('review.before'))} ${entry(this.around.after, t('review.after'))}`;
  }

  #actions() {
    const { recording, isThere } = this.review;
    const mayChange = session.may('operator');
    return html`${mayChange && isThere
      ? html`<button
            aria-pressed=${recording?.pinned === true}
            ?disabled=${this.isBusy}
            @click=${() => void this.togglePin()}
          >
            ${t('review.pin')}
          </button>
          <button @click=${() => this.dispatchEvent(new Event('export', { bubbles: true }))}>
            ${t('review.export')}
          </button>`
      : ''}
      ${mayChange && recording?.state === 'trashed'
        ? html`<button class="main" @click=${() => void this.#restore()}>${t('review.restore')}</button>`
        : ''}
      <details
        class="more"
        @focusout=${(/** @type {any} */ e) =>
          e.relatedTarget && !e.currentTarget.contains(e.relatedTarget) && close(e.currentTarget)}
        @keydown=${(/** @type {any} */ e) => {
          if (e.key === 'Escape' && e.currentTarget.open) {
            close(e.currentTarget);
            e.currentTarget.querySelector('summary').focus();
            e.stopPropagation();
          }
        }}
        @click=${(/** @type {any} */ e) => e.target.closest('summary') || close(e.currentTarget)}
      >
        <summary class="button">${t('review.more.actions')}</summary>
        <div class="more-menu">
          ${recording && isThere
            ? html`<a class="button" download href=${originalFile(recording)}>${t('review.download')}</a>`
            : ''}
          <button @click=${() => this.#copyLink()}>${t('review.copy')}</button>
          ${mayChange && recording?.state === 'sealed'
            ? html`<button class="danger" ?disabled=${recording.pinned} @click=${() => void this.#delete()}>
                ${t('review.delete')}
              </button>`
            : ''}
        </div>
      </details>`;
  }
}

/** @param {HTMLDetailsElement} details */
const close = (details) => (details.open = false);

customElements.define('review-head', ReviewHead);
