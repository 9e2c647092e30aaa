// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { clips } from '../services/clips.js';
import { sections as service } from '../services/sections.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { decimal } from '../lib/format.js';
import { clipSpan } from '../lib/clip-label.js';
import { bestOf } from '../lib/recording-days.js';

/** @typedef {import('../services/clips.js').Clip} Clip */

/** So many chips there are at most: the best of all. */
const MOST = 50;
/** More than so many are shown only to who wants them. */
const FOLDED = 12;
const BEST = 5;

/** @param {number} value as somebody typed it */
const plain = (value) => decimal(value, Number.isInteger(value) ? 0 : 1);

let lists = 0;

/** Sections to be heard: the best first, then all in time. It tells "choose" with the place in the list. */
class SectionChips extends PageElement {
  static properties = {
    list: { attribute: false },
    withSource: { type: Boolean },
    isOpen: { state: true },
  };

  constructor() {
    super();
    /** @type {Clip[]} in time */
    this.list = [];
    this.withSource = false;
    this.isOpen = false;
    this.number = ++lists;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(clips, 'change');
  }

  render() {
    const count = this.list.length;
    if (count === 0) {
      return html`<p class="muted">${t('clip.none.found')} ${this.#values()}</p>`;
    }
    const best = bestOf(this.list, BEST).sort((a, b) => a.rank - b.rank);
    const shown = bestOf(this.list, MOST);
    const id = `chips-${this.number}`;
    const isFolded = count > FOLDED;
    return html`
      <p class="muted">${t('clip.found', { count })} ${this.#values()}</p>
      ${count > BEST ? html`<h4>${t('clip.best')}</h4>${this.#chips(best, 'best')}` : ''}
      ${isFolded
        ? html`<button
            class="toggle"
            aria-expanded=${this.isOpen}
            aria-controls=${id}
            @click=${() => (this.isOpen = !this.isOpen)}
          >
            ${count > MOST ? t('clip.all.best', { most: MOST, count }) : t('clip.all', { count })}
          </button>`
        : ''}
      <div id=${id} ?hidden=${isFolded && !this.isOpen}>
        ${isFolded && !this.isOpen ? '' : this.#chips(shown, 'all')}
      </div>
    `;
  }

  #values() {
    const of = service.values;
    if (of === null) {
      return '';
    }
    const [margin, minGap, minDuration] = [of.margin, of.minGap, of.minDuration].map((it) => plain(it));
    return t('clip.values', { margin, minGap, minDuration });
  }

  /**
   * @param {{section: Clip, index: number, rank: number}[]} shown
   * @param {string} name
   */
  #chips(shown, name) {
    return html`<ul class="section-chips ${name}">
      ${repeat(
        shown,
        (it) => it.section.source + it.section.from,
        (it) => this.#chip(it),
      )}
    </ul>`;
  }

  /** @param {{section: Clip, index: number, rank: number}} chip */
  #chip({ section, index, rank }) {
    const { from, to } = clipSpan(section, sources.zoneOf(section.source));
    const now = clips.current;
    const isNow = now !== undefined && now.from === section.from && now.source === section.source;
    return html`<li>
      <button
        class="section-chip"
        aria-current=${isNow ? 'true' : 'false'}
        title=${t('clip.score', { score: decimal(section.score) })}
        @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: index }))}
      >
        <span class="rank"><span class="unseen">${t('clip.rank')}</span>${rank}</span>
        ${this.withSource ? html`<span>${section.source}</span>` : ''} <span>${t('clip.span', { from, to })}</span>
        <span class="muted">${t('clip.db', { score: decimal(section.score) })}</span>
      </button>
    </li>`;
  }
}
customElements.define('section-chips', SectionChips);
