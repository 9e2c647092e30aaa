// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { sections } from '../services/sections.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';

/** @typedef {import('../services/sections.js').Analysis} Analysis */

/** @type {{name: keyof Analysis, min: number, max: number, step: number}[]} */
const VALUES = [
  { name: 'margin', min: 1, max: 60, step: 0.5 },
  { name: 'minGap', min: 0, max: 300, step: 0.5 },
  { name: 'minDuration', min: 0, max: 60, step: 0.1 },
];

/** By which values loud sections are found. They hold for all pages of this browser. */
class AnalysisValues extends PageElement {
  static properties = { wrong: { state: true } };

  constructor() {
    super();
    /** The value that cannot be taken; empty where all can. */
    this.wrong = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
    this.watch(sections, 'change');
    sections.needUsual().catch(() => {}); // the fields stay empty; the sections themselves tell what is wrong
  }

  render() {
    return html`<fieldset class="fields analysis">
      <legend>${t('recs.analysis')}</legend>
      ${VALUES.map((it) => this.#field(it))}
      ${settings.get('analysis') === null
        ? ''
        : html`<button type="button" @click=${() => this.#usual()}>${t('recs.analysis.usual')}</button>`}
    </fieldset>`;
  }

  #usual() {
    settings.set('analysis', null);
    this.wrong = '';
    /** @type {HTMLElement | null} */ (this.querySelector('input'))?.focus();
  }

  /** @param {{name: keyof Analysis, min: number, max: number, step: number}} value */
  #field({ name, min, max, step }) {
    const of = sections.values;
    const id = `analysis-${name}`;
    return html`<div>
      <label for=${id}>${t('recs.' + name)}</label>
      <input
        type="number"
        id=${id}
        min=${min}
        max=${max}
        step=${step}
        aria-describedby="${id}-hint"
        aria-invalid=${this.wrong === name}
        .value=${asIs(of === null ? '' : String(of[name]))}
        @change=${(/** @type {any} */ e) => this.#set(name, e.target.valueAsNumber, min, max)}
      />
      <p class="hint ${this.wrong === name ? 'bad' : ''}" id="${id}-hint">
        ${this.wrong === name ? t('recs.between', { min, max }) : t(`recs.${name}.hint`)}
      </p>
    </div>`;
  }

  /**
   * @param {keyof Analysis} name
   * @param {number} value
   * @param {number} min
   * @param {number} max
   */
  #set(name, value, min, max) {
    const of = sections.values;
    const isRight = value >= min && value <= max;
    this.wrong = isRight ? '' : name;
    if (isRight && of !== null) {
      settings.set('analysis', { ...of, [name]: value });
    }
  }
}
customElements.define('analysis-values', AnalysisValues);
