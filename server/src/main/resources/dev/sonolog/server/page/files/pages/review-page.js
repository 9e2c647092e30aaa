// @ts-check
import { html } from 'lit';
import { PageElement } from '../components/page-element.js';
import { failure, nothing, pending } from '../components/load-state.js';
import { Review } from '../services/review.js';
import { Findings } from '../services/findings.js';
import { SectionQueue } from '../services/section-queue.js';
import { clips } from '../services/clips.js';
import { player } from '../services/player.js';
import { router } from '../services/router.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';
import { stamp } from '../lib/time.js';
import { withPart } from '../components/later.js';
import { act } from '../components/review-keys.js';
import '../components/review-head.js';
import '../components/wave-overview.js';
import '../components/wave-form.js';
import '../components/transport-bar.js';
import '../components/selection-panel.js';
import '../components/review-tabs.js';

const NOTE_MILLIS = 1000;
const GAINS = [1, 2, 4, 8, 16, 32];

/** One recording: seen, heard, gone through section by section, cut. */
class ReviewPage extends PageElement {
  static properties = {
    recordingId: { attribute: false },
    isSplit: { state: true },
    gain: { state: true },
    hasSpectrogram: { state: true },
  };
  #timer = 0;
  #noted = -1;

  constructor() {
    super();
    this.recordingId = '';
    this.isSplit = false;
    this.gain = 1;
    this.hasSpectrogram = false;
    /** @type {Review} */
    this.review = /** @type {any} */ (null);
    /** @type {Findings} */
    this.findings = /** @type {any} */ (null);
    /** @type {SectionQueue} */
    this.queue = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.review = new Review(this.recordingId);
    this.findings = new Findings(this.review);
    this.queue = new SectionQueue(this.review, this.findings, () => this.#name());
    this.watch(this.review, 'change');
    this.watch(this.review, 'view', () => this.#noteSoon());
    this.watch(this.findings, 'change');
    this.watch(player, 'change', () => (this.#noteSoon(), this.requestUpdate()));
    this.watch(player, 'time', () => this.#noteSoon());
    this.watch(router, 'change', () => this.#addressChanged());
    this.watch(session, 'loggedIn', () => void this.#loggedIn());
    const act = (/** @type {any} */ event) => this.#action(event);
    document.addEventListener('action', act, { capture: true }); // before the queue, which would take them, too
    const title = document.title;
    this.atEnd(() => {
      document.removeEventListener('action', act, { capture: true });
      document.title = title;
      clearTimeout(this.#timer);
    });
    this.atEnd(this.review.watch());
    this.atEnd(this.findings.start());
    void this.#open();
  }

  async #open() {
    await this.review.open(placeIn(router.place.query));
    if (this.review.recording && this.isConnected) {
      document.title = `${this.#name()} · Sonolog`;
      await this.updateComplete;
      if (document.activeElement === document.body) {
        /** @type {HTMLElement | null} */ (this.querySelector('h1'))?.focus({ preventScroll: true });
      }
    }
  }

  /** What was shown before stays as it was looked at. */
  async #loggedIn() {
    if (!this.review.recording) {
      await this.#open();
      return;
    }
    this.review.peaks?.retry();
    await Promise.all([this.review.look(), this.findings.loadSections()]);
  }

  #name() {
    const { recording, start, zone } = this.review;
    return `${recording?.source} ${stamp(start, zone)}`;
  }

  // --- the address

  /** The address knows the place, but is not written several times a second. */
  #noteSoon() {
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        const place = Math.round(this.review.place * 10) / 10;
        if (place !== this.#noted && this.isConnected && router.place.names.id === this.recordingId) {
          this.#noted = place;
          router.note({ t: place === 0 ? null : String(place) });
        }
      }, NOTE_MILLIS);
    }
  }

  #addressChanged() {
    const place = placeIn(router.place.query);
    if (router.place.names.id === this.recordingId && place !== null && Math.abs(place - this.review.place) > 1) {
      this.review.goTo(place);
    }
  }

  // --- the keys

  /** @param {CustomEvent} event */
  #action(event) {
    if (act(event.detail, this)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  /** Asks what to export, and how. */
  export() {
    return withPart(
      () => import('../components/export-dialog.js'),
      () => {
        const dialog = /** @type {any} */ (document.createElement('export-dialog'));
        dialog.review = this.review;
        document.body.append(dialog);
      },
    );
  }

  /** @param {CustomEvent<import('../lib/sections.js').Ranked>} event */
  #section(event) {
    const { start, end } = event.detail;
    this.review.select({ from: start, to: end });
    this.review.changed();
    void this.queue.play(event.detail);
  }

  // --- what is seen

  render() {
    const { review } = this;
    if (!review?.recording) {
      return review?.loading.error
        ? html`<h1 tabindex="-1">${t('review')}</h1>
            ${failure(review.loading.error, () => void this.#open())}`
        : html`<h1 tabindex="-1">${t('review')}</h1>
            ${pending()}`;
    }
    return html`<div
      class="review"
      @export=${() => void this.export()}
      @section=${(/** @type {any} */ e) => this.#section(e)}
    >
      <review-head .review=${review}></review-head>
      ${review.isThere ? this.#sound() : nothing(t('review.gone'))}
      <div class="review-parts">
        <review-tabs .review=${review} .findings=${this.findings} .queue=${this.queue}></review-tabs>
        ${review.isThere ? html`<selection-panel .review=${review}></selection-panel>` : ''}
      </div>
    </div>`;
  }

  #sound() {
    const { review, findings } = this;
    return html`<section aria-labelledby="wave-heading">
      <h2 id="wave-heading" class="unseen">${t('review.wave')}</h2>
      <wave-overview .review=${review} .findings=${findings}></wave-overview>
      <wave-form
        .review=${review}
        .findings=${findings}
        .isSplit=${this.isSplit}
        .gain=${this.gain}
        class=${this.isSplit ? 'split' : ''}
      ></wave-form>
      ${this.hasSpectrogram ? html`<spectro-gram .review=${review}></spectro-gram>` : ''}
      <transport-bar .review=${review} .findings=${findings} .queue=${this.queue}></transport-bar>
      ${this.#look()}
    </section>`;
  }

  /** How the waveform is drawn. */
  #look() {
    const { review } = this;
    return html`<div class="buttons look">
      <label class="choice"
        >${t('review.gain')}<select @change=${(/** @type {any} */ e) => (this.gain = Number(e.target.value))}>
          ${GAINS.map((it) => html`<option value=${it} ?selected=${it === this.gain}>×${it}</option>`)}
        </select></label
      >
      ${(review.recording?.channels ?? 1) > 1
        ? html`<label class="choice"
            ><input
              type="checkbox"
              .checked=${this.isSplit}
              @change=${(/** @type {any} */ e) => (this.isSplit = e.target.checked)}
            />${t('review.split')}</label
          >`
        : ''}
      <button class="toggle" aria-pressed=${this.hasSpectrogram} @click=${() => void this.#toggleSpectrogram()}>
        ${t('review.spectrogram')}
      </button>
      ${this.#done() ?? ''}
      <span class=${this.#done() ? 'unseen' : 'hint'} id="wave-hint">${t('review.wave.hint')}</span>
    </div>`;
  }

  #toggleSpectrogram() {
    return withPart(
      () => import('../components/spectro-gram.js'),
      () => (this.hasSpectrogram = !this.hasSpectrogram),
    );
  }

  /** When the last section has been gone through; it stands where nothing moves for it. */
  #done() {
    const { findings, review } = this;
    const last = findings.shown[findings.shown.length - 1];
    const isOver = findings.keepsReviewed
      ? findings.left === 0
      : clips.isOpen && review.isHere && last !== undefined && review.place >= last.end;
    const head = /** @type {any} */ (this.querySelector('review-head'));
    return last && isOver && head?.hasNext
      ? html`<span class="done">
          ${t('review.done')} <button class="main" @click=${() => head.goNext()}>${t('review.done.next')}</button>
        </span>`
      : undefined;
  }
}

/** @param {URLSearchParams} query */
function placeIn(query) {
  const text = query.get('t');
  const place = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(place) && place >= 0 ? place : null;
}

customElements.define('review-page', ReviewPage);
