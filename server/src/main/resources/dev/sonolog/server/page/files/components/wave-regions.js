// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { t } from '../services/texts.js';
import { timeThere } from '../lib/clip-label.js';
import { length, spokenLength } from '../lib/format.js';
import { placeButtons } from '../lib/wave.js';

/** Pixels; more where ranks have three digits. */
const WIDTH = 28;
const WIDER = 34;
const MOST = 60;

/** @typedef {import('../lib/sections.js').Ranked} Ranked */

/**
 * A button for each section in view that has room for one, above the waveform. All of them are one
 * stop of the Tab key; arrows go from one to the next.
 */
class WaveRegions extends PageElement {
  static properties = { review: { attribute: false }, findings: { attribute: false }, shown: { state: true } };
  /** @type {{section: Ranked, x: number, width: number}[]} */
  #placed = [];
  #stop = '';
  #hadFocus = false;

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
    /** @type {Ranked[]} */
    this.shown = [];
  }

  /** @param {number} width of the picture */
  place(width) {
    const { shown } = this.findings;
    const least = shown.length > 99 ? WIDER : WIDTH;
    this.#placed = placeButtons(shown, this.review.window, width, least, MOST);
    const next = this.#placed.map((it) => it.section);
    if (next.length !== this.shown.length || next.some((it, i) => it !== this.shown[i])) {
      this.shown = next; // they are put in their places when they are there
    } else {
      this.#put();
    }
  }

  #put() {
    const buttons = this.querySelectorAll('button');
    this.#placed.forEach((it, i) => {
      buttons[i].style.transform = `translateX(${it.x}px)`;
      buttons[i].style.width = `${it.width}px`;
    });
  }

  willUpdate() {
    this.#hadFocus = this.contains(document.activeElement);
  }

  updated() {
    this.#put();
    if (this.#hadFocus && !this.contains(document.activeElement)) {
      const next = this.querySelector('button') ?? this.parentElement?.querySelector('[role=slider]');
      /** @type {HTMLElement | null | undefined} */ (next)?.focus({ preventScroll: true });
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const buttons = [...this.querySelectorAll('button')];
    const at = buttons.findIndex((it) => it === document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    buttons[Math.min(Math.max(0, to), buttons.length - 1)].focus();
  }

  /** @param {Ranked} it */
  #press(it) {
    this.dispatchEvent(new CustomEvent('section', { detail: it, bubbles: true }));
  }

  render() {
    const stop = this.shown.some((it) => it.key === this.#stop) ? this.#stop : this.shown[0]?.key;
    return html`<div
      class="regions"
      role="toolbar"
      aria-label=${t('review.sections.view')}
      @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}
    >
      ${repeat(
        this.shown,
        (it) => it.key,
        (it) => this.#button(it, it.key === stop),
      )}
    </div>`;
  }

  /**
   * @param {Ranked} it
   * @param {boolean} isStop
   */
  #button(it, isStop) {
    const time = timeThere(this.review.instant(it.start), this.review.zone);
    const wide = it.end - it.start;
    return html`<button
      class=${this.findings.isReviewed(it) ? 'is-reviewed' : ''}
      tabindex=${isStop ? 0 : -1}
      aria-label=${t('review.section.name', { rank: it.rank, time, length: spokenLength(Math.max(1, wide)) })}
      title="${time} · ${length(wide, { tenths: true })} · ${it.score} dB"
      @focus=${() => {
        this.#stop = it.key;
        this.requestUpdate();
      }}
      @click=${() => this.#press(it)}
    >
      ${it.rank}
    </button>`;
  }
}
customElements.define('wave-regions', WaveRegions);
