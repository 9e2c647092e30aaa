// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { timeOf } from './take-state.js';
import { control } from '../services/control.js';
import { orders } from '../services/orders.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';
import { mayCommand } from '../lib/lease.js';

const LONGEST = 100;

/** While a take goes on: a new file, and marks. */
class TakeActs extends PageElement {
  static properties = { source: { attribute: false } };

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(control, 'change');
    this.watch(orders, 'change');
    this.watch(session, 'change');
  }

  get #may() {
    const isRunning = this.source.take?.state === 'running';
    return isRunning && session.may('operator') && mayCommand(control.standingOf(this.source));
  }

  cut() {
    if (this.#may) {
      void orders.give(this.source.name, 'cut');
    }
  }

  async mark() {
    const field = /** @type {HTMLInputElement} */ (this.querySelector('input'));
    const label = field.value.trim();
    if (this.#may && !orders.of(this.source.name, 'mark')) {
      field.value = '';
      const answer = await orders.give(this.source.name, 'mark', label === '' ? {} : { label });
      if (answer === null && field.value === '') {
        field.value = label; // it was not set: what was typed is still there
      }
    }
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    void this.mark();
  }

  render() {
    const may = this.#may;
    const order = orders.of(this.source.name, 'cut') ?? orders.of(this.source.name, 'mark');
    const marks = this.source.take?.state === 'running' ? this.source.take.marks : [];
    const last = marks.at(-1);
    return html`<div class="acts">
        <button class="tall" aria-disabled=${!may} @click=${() => this.cut()}>${t('studio.cut')}</button>
        <form @submit=${(/** @type {Event} */ e) => this.#submit(e)}>
          <input
            aria-label=${t('studio.mark.label')}
            placeholder=${t('studio.mark.label')}
            maxlength=${LONGEST}
            autocomplete="off"
          />
          <button class="tall" aria-disabled=${!may}>${t('studio.mark')}</button>
        </form>
      </div>
      <p class="small muted acts-told">
        ${order && order.tries > 1
          ? html`<span class="warn">${t('studio.order.again.' + order.what)}</span>`
          : last
            ? t('studio.marks', {
                count: marks.length,
                last: `${timeOf(last.at, this.source.name)} ${last.label}`.trim(),
              })
            : ''}
      </p>`;
  }
}
customElements.define('take-acts', TakeActs);
