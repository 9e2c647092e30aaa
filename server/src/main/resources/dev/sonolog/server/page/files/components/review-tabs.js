// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { t } from '../services/texts.js';
import './section-list.js';
import './mark-list.js';
import './note-editor.js';
import './recording-details.js';

/** What is known of the recording, one part at a time. */
class ReviewTabs extends PageElement {
  static properties = {
    review: { attribute: false },
    findings: { attribute: false },
    queue: { attribute: false },
    chosen: { state: true },
    hasNotes: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
    /** @type {import('../services/section-queue.js').SectionQueue} */
    this.queue = /** @type {any} */ (null);
    this.chosen = 'sections';
    /** Whether this server keeps notes. */
    this.hasNotes = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.findings, 'change');
    this.watch(this.review, 'change');
  }

  get #tabs() {
    return [
      ...(this.review.isThere ? ['sections'] : []),
      ...(this.findings.keepsMarks ? ['marks'] : []),
      ...(this.hasNotes ? ['notes'] : []),
      'details',
    ];
  }

  /** @param {KeyboardEvent} event */
  async #key(event) {
    const tabs = this.#tabs;
    const at = tabs.indexOf(this.#current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.chosen = tabs[(to + tabs.length) % tabs.length];
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector(`#tab-${this.#current}`))?.focus();
    }
  }

  get #current() {
    return this.#tabs.includes(this.chosen) ? this.chosen : this.#tabs[0];
  }

  /** @param {string} name */
  #name(name) {
    const { shown, marks } = this.findings;
    const count = name === 'sections' ? shown.length : name === 'marks' ? marks.length : 0;
    return count > 0 ? `${t('review.tab.' + name)} (${count})` : t('review.tab.' + name);
  }

  render() {
    const current = this.#current;
    return html`<section class="tabs" aria-labelledby="tabs-heading">
      <h2 id="tabs-heading" class="unseen">${t('review.known')}</h2>
      <div
        role="tablist"
        aria-labelledby="tabs-heading"
        @keydown=${(/** @type {KeyboardEvent} */ e) => void this.#key(e)}
      >
        ${this.#tabs.map(
          (it) => html`<button
            role="tab"
            id="tab-${it}"
            aria-selected=${it === current}
            aria-controls="panel-${it}"
            tabindex=${it === current ? 0 : -1}
            @click=${() => (this.chosen = it)}
          >
            ${this.#name(it)}
          </button>`,
        )}
      </div>
      ${this.#tabs.map(
        (it) => html`<div
          role="tabpanel"
          id="panel-${it}"
          aria-labelledby="tab-${it}"
          ?hidden=${it !== current}
          @missing=${() => (this.hasNotes = false)}
        >
          ${it === current ? this.#panel(it) : ''}
        </div>`,
      )}
    </section>`;
  }

  /** @param {string} name */
  #panel(name) {
    const { review, findings } = this;
    switch (name) {
      case 'sections':
        return html`<section-list .review=${review} .findings=${findings} .queue=${this.queue}></section-list>`;
      case 'marks':
        return html`<mark-list .review=${review} .findings=${findings}></mark-list>`;
      case 'notes':
        return html`<note-editor .review=${review}></note-editor>`;
      default:
        return html`<recording-details .review=${review}></recording-details>`;
    }
  }
}
customElements.define('review-tabs', ReviewTabs);
