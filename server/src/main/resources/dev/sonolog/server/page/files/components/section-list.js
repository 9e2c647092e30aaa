// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { failure, nothing, pending } from './load-state.js';
import { typedValue } from './typed-value.js';
import { address, part } from '../services/api.js';
import { clips } from '../services/clips.js';
import { settings } from '../services/settings.js';
import { announce } from '../services/announce.js';
import { tellTrouble } from '../services/messages.js';
import { t } from '../services/texts.js';
import { sorted } from '../lib/sections.js';
import { timeThere } from '../lib/clip-label.js';
import { decibels, length } from '../lib/format.js';

const PAGE = 100;
const WAIT_MILLIS = 300;
const LIMITS = /** @type {const} */ ({ margin: [1, 60, 0.5], minGap: [0, 300, 0.5], minDuration: [0, 60, 0.1] });
/** Each column with its order; where it has none it is not sorted by. */
const COLUMNS = /** @type {const} */ ([
  ['rank', 'score'],
  ['start', 'time'],
  ['length', 'length'],
  ['score', null],
  ['peak', 'peak'],
  ['noise', null],
]);

/** The loud sections in words and numbers. */
class SectionList extends PageElement {
  static properties = {
    review: { attribute: false },
    findings: { attribute: false },
    queue: { attribute: false },
    order: { state: true },
    isReversed: { state: true },
    shownCount: { state: true },
  };
  #timer = 0;

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
    /** @type {import('../services/section-queue.js').SectionQueue} */
    this.queue = /** @type {any} */ (null);
    /** @type {import('../lib/sections.js').Order} */
    this.order = 'time';
    this.isReversed = false;
    /** So many rows there are; more come when asked for. */
    this.shownCount = PAGE;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.findings, 'change');
    this.watch(this.review, 'change');
    this.watch(clips, 'change');
    this.atEnd(() => clearTimeout(this.#timer));
  }

  render() {
    const { findings } = this;
    const loading = findings.sections;
    return html`${this.#controls()} ${this.#filter()}
    ${loading.error
      ? failure(loading.error, () => void findings.loadSections())
      : loading.value === undefined
        ? pending()
        : html`${this.#unmeasured()} ${findings.shown.length === 0 ? this.#none() : this.#table()}
          ${this.#downloads()}`}`;
  }

  // --- how they are found

  #controls() {
    const values = this.findings.sections.value;
    const chosen = settings.get('analysis');
    const field = (/** @type {keyof LIMITS} */ name) => {
      const [min, max, step] = LIMITS[name];
      return html`<label
        >${t('review.' + name)}
        <input
          type="number"
          name=${name}
          min=${min}
          max=${max}
          step=${step}
          aria-describedby="hint-${name}"
          .value=${typedValue(this, `input[name=${name}]`, values ? String(chosen?.[name] ?? values[name]) : '')}
          ?disabled=${!values}
          @blur=${() => this.requestUpdate()}
          @input=${() => this.#soon()}
        />
        <span class="hint" id="hint-${name}">${t(`review.${name}.hint`)}</span></label
      >`;
    };
    return html`<fieldset class="finding">
      <legend>${t('review.analysis')}</legend>
      <div class="fields">
        ${field('margin')} ${field('minGap')} ${field('minDuration')}
        ${chosen === null
          ? ''
          : html`<button @click=${() => void this.#analyse(null)}>${t('review.analysis.usual')}</button>`}
      </div>
    </fieldset>`;
  }

  /** Each digit that is typed would otherwise be a request. */
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const value = (/** @type {keyof LIMITS} */ name) => {
        const field = /** @type {HTMLInputElement} */ (this.querySelector(`input[name=${name}]`));
        const [min, max] = LIMITS[name];
        const number = field.valueAsNumber;
        return number >= min && number <= max ? number : null;
      };
      const [margin, minGap, minDuration] = [value('margin'), value('minGap'), value('minDuration')];
      if (margin !== null && minGap !== null && minDuration !== null) {
        void this.#analyse({ margin, minGap, minDuration });
      }
    }, WAIT_MILLIS);
  }

  /** @param {{margin: number, minGap: number, minDuration: number} | null} values */
  async #analyse(values) {
    await this.findings.analyse(values);
    const { all, shown, sections } = this.findings;
    if (sections.error === undefined) {
      announce(t('review.count', { shown: shown.length, count: all.length }));
    }
  }

  #filter() {
    const { all, shown, least } = this.findings;
    if (all.length === 0) {
      return '';
    }
    const most = Math.ceil(all.reduce((max, it) => Math.max(max, it.score), 0));
    return html`<div class="fields">
      <label
        >${t('review.least')}
        <input
          type="range"
          min="0"
          max=${most}
          step="0.5"
          .value=${asIs(String(least))}
          aria-valuetext="${least} dB, ${t('review.count', { shown: shown.length, count: all.length })}"
          @input=${(/** @type {any} */ e) => this.findings.showFrom(Number(e.target.value))}
        />
      </label>
      <p class="count">
        ${t('review.least.is', { score: least })} ${t('review.count', { shown: shown.length, count: all.length })}
        ${this.findings.keepsReviewed ? t('review.left', { count: this.findings.left }) : ''}
        ${this.findings.sections.isLoading ? html`<span class="muted">${t('loading')}</span>` : ''}
      </p>
    </div>`;
  }

  #unmeasured() {
    const reasons = this.findings.sections.value?.unmeasured ?? [];
    return reasons.map((it) => html`<p class="trouble">${t('review.unmeasured', { reason: it.reason })}</p>`);
  }

  #none() {
    const isHidden = this.findings.all.length > 0;
    return nothing(t(isHidden ? 'review.none.shown' : 'review.none'));
  }

  // --- the table

  #table() {
    const { findings } = this;
    const rows = sorted(findings.shown, this.order, this.isReversed);
    const shown = rows.slice(0, this.shownCount);
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('review.sections')}>
        <table class="sections">
          <caption class="unseen">
            ${t('review.sections')}
          </caption>
          <thead>
            <tr>
              <th scope="col"><span class="unseen">${t('play')}</span></th>
              ${COLUMNS.map(([name, order]) => this.#head(name, order))}
              ${findings.keepsReviewed ? html`<th scope="col">${t('review.column.reviewed')}</th>` : ''}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              shown,
              (it) => it.key,
              (it) => this.#row(it),
            )}
          </tbody>
        </table>
      </div>
      ${rows.length > shown.length
        ? html`<button @click=${() => (this.shownCount += PAGE)}>
            ${t('review.more', { count: rows.length - shown.length })}
          </button>`
        : ''}`;
  }

  /**
   * @param {string} name
   * @param {import('../lib/sections.js').Order | null} order
   */
  #head(name, order) {
    if (order === null) {
      return html`<th scope="col" class="number">${t('review.column.' + name)}</th>`;
    }
    const isBy = this.order === order;
    // ranks and times go up, lengths and levels begin with the largest
    const isUp = (order === 'time' || order === 'score') !== this.isReversed;
    const sort = isBy ? (isUp ? 'ascending' : 'descending') : 'none';
    return html`<th scope="col" class="number" aria-sort=${sort}>
      <button
        class="quiet"
        @click=${() => {
          this.isReversed = isBy && !this.isReversed;
          this.order = order;
        }}
      >
        ${t('review.column.' + name)}<span aria-hidden="true">${isBy ? (isUp ? ' ▲' : ' ▼') : ''}</span>
      </button>
    </th>`;
  }

  /** @param {import('../lib/sections.js').Ranked} it */
  #row(it) {
    const { review, findings } = this;
    const time = timeThere(review.instant(it.start), review.zone);
    const isCurrent = this.queue.current === it;
    return html`<tr aria-current=${isCurrent ? 'true' : 'false'}>
      <td>
        <button aria-label=${t('review.section.play', { rank: it.rank, time })} @click=${() => this.#play(it)}>
          <span aria-hidden="true">▶</span>
        </button>
      </td>
      <th scope="row" class="number">${it.rank}</th>
      <td class="number">${time} <span class="muted">+${length(it.start)}</span></td>
      <td class="number">${length(it.end - it.start, { tenths: true })}</td>
      <td class="number">${it.score.toFixed(1)}</td>
      <td class="number">${decibels(it.peakDbfs)}</td>
      <td class="number">${it.peakDbfs === null ? '–' : decibels(it.peakDbfs - it.noiseDbfs)}</td>
      ${findings.keepsReviewed
        ? html`<td>
            <label class="choice"
              ><input
                type="checkbox"
                .checked=${asIs(findings.isReviewed(it))}
                @change=${(/** @type {any} */ e) =>
                  void findings.setReviewed(it, e.target.checked).catch((error) => {
                    tellTrouble(error);
                    this.requestUpdate();
                  })}
              /><span class="unseen">${t('review.section.reviewed', { rank: it.rank, time })}</span></label
            >
          </td>`
        : ''}
    </tr>`;
  }

  /** @param {import('../lib/sections.js').Ranked} it */
  #play(it) {
    this.dispatchEvent(new CustomEvent('section', { detail: it, bubbles: true }));
  }

  #downloads() {
    const path = `recordings/${part(this.review.id)}/sections`;
    const href = (/** @type {string} */ format) => address(path, { ...settings.get('analysis'), format });
    return html`<p class="buttons">
      <span>${t('review.download.sections')}</span>
      <a class="button" download href=${href('audacity')}>${t('review.download.audacity')}</a>
      <a class="button" download href=${href('cue')}>${t('review.download.cue')}</a>
      <a class="button" download href=${href('csv')}>CSV</a>
    </p>`;
  }
}
customElements.define('section-list', SectionList);
