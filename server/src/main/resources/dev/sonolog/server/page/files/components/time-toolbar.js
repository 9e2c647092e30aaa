// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';
import { clock, zoneName } from '../lib/time.js';
import { parseMoment } from '../lib/go-to.js';

/**
 * Chooses what time is shown. Tells `kind` (day, week, month), `step` (−1 or 1), `day`, `today`,
 * `zoom` (a factor), `fit`, `span` ({from, to}), `go` (an instant), `table`.
 */
class TimeToolbar extends PageElement {
  static properties = {
    kind: { attribute: false },
    day: { attribute: false },
    zone: { attribute: false },
    view: { attribute: false },
    table: { attribute: false },
    /** What is wrong with what was typed. */
    trouble: { state: true },
    choices: { state: true },
  };

  constructor() {
    super();
    /** day, week, month or custom */
    this.kind = 'day';
    this.day = '';
    this.zone = 'UTC';
    this.view = { from: 0, to: 0 };
    this.table = false;
    this.trouble = '';
    /** @type {number[]} a time that comes twice: which one is meant? */
    this.choices = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  focusGoTo() {
    const field = /** @type {HTMLInputElement | null} */ (this.querySelector('input[name=goTo]'));
    field?.focus();
    field?.select();
  }

  render() {
    return html`<div class="toolbar" role="group" aria-label=${t('toolbar')}>
        <div class="buttons joined" role="group" aria-label=${t('toolbar.kind')}>
          ${['day', 'week', 'month', 'custom'].map(
            (it) => html`<button aria-pressed=${String(this.kind === it)} @click=${() => this.#tell('kind', it)}>
              ${t('toolbar.' + it)}
            </button>`,
          )}
        </div>
        ${this.kind === 'custom' ? this.#custom() : this.#date()}
        <div class="buttons" role="group" aria-label=${t('toolbar.zoom')}>
          <button aria-label=${t('action.zoomOut')} @click=${() => this.#tell('zoom', 2)}>−</button>
          <button aria-label=${t('action.zoomIn')} @click=${() => this.#tell('zoom', 0.5)}>+</button>
          <button @click=${() => this.#tell('fit')}>${t('toolbar.fit')}</button>
        </div>
        ${this.#goTo()}
        <div class="buttons">
          <button
            aria-pressed=${String(settings.get('highlightsOnly'))}
            @click=${() => settings.set('highlightsOnly', !settings.get('highlightsOnly'))}
          >
            ${t('toolbar.highlights')}
          </button>
          <button aria-pressed=${String(this.table)} @click=${() => this.#tell('table', !this.table)}>
            ${t('toolbar.table')}
          </button>
        </div>
      </div>
      ${this.trouble === '' ? '' : html`<p class="trouble" id="goto-trouble" role="alert">${this.trouble}</p>`}
      ${this.choices.length > 0 ? this.#which() : ''}`;
  }

  #date() {
    return html`<div class="buttons">
      <button aria-label=${t('toolbar.back.' + this.kind)} @click=${() => this.#tell('step', -1)}>◀</button>
      <label
        ><span class="unseen">${t('toolbar.date')}</span
        ><input
          type="date"
          .value=${this.day}
          @change=${(/** @type {any} */ e) => e.target.value && this.#tell('day', e.target.value)}
      /></label>
      <button aria-label=${t('toolbar.forward.' + this.kind)} @click=${() => this.#tell('step', 1)}>▶</button>
      <button @click=${() => this.#tell('today')}>${t('toolbar.today')}</button>
    </div>`;
  }

  #custom() {
    const local = (/** @type {number} */ at) => {
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: this.zone }).format(at);
      return `${day}T${clock(at, this.zone)}`;
    };
    const field = (/** @type {string} */ name, /** @type {number} */ at) => html`<label
      >${t('toolbar.' + name)} <input type="datetime-local" step="1" name=${name} .value=${local(at)} required
    /></label>`;
    return html`<form class="fields" @submit=${(/** @type {SubmitEvent} */ e) => this.#span(e)}>
      ${field('from', this.view.from)} ${field('to', this.view.to)}
      <button>${t('toolbar.show')}</button>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  #span(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [from, to] = ['from', 'to'].map(
      (it) => parseMoment(String(fields.get(it)), this.day, this.zone)?.instants ?? [],
    );
    const last = to.at(-1) ?? 0;
    this.trouble = from.length === 0 || last <= from[0] ? t('toolbar.noSpan') : '';
    if (this.trouble === '') {
      this.#tell('span', { from: from[0], to: last });
    }
  }

  #goTo() {
    return html`<form class="buttons" @submit=${(/** @type {SubmitEvent} */ e) => this.#go(e)}>
      <label
        ><span class="unseen">${t('action.goTo')}</span
        ><input
          name="goTo"
          class="goto"
          autocomplete="off"
          placeholder=${t('toolbar.goTo.like')}
          aria-invalid=${this.trouble === '' ? 'false' : 'true'}
          aria-describedby=${this.trouble === '' ? 'goto-hint' : 'goto-trouble'}
      /></label>
      <span id="goto-hint" class="unseen">${t('toolbar.goTo.like')}</span>
      <button>${t('toolbar.go')}</button>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  #go(event) {
    event.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('goTo'));
    const meant = parseMoment(text, this.day, this.zone);
    this.choices = [];
    this.trouble = '';
    if (meant === null) {
      this.trouble = t('toolbar.noTime');
    } else if (meant.instants.length === 0) {
      this.trouble = t('at.leftOut');
    } else if (meant.instants.length > 1) {
      this.choices = meant.instants;
    } else {
      this.#tell('go', meant.instants[0]);
    }
  }

  #which() {
    return html`<div class="buttons" role="group" aria-label=${t('at.twice')}>
      <span>${t('at.twice')}</span>
      ${this.choices.map(
        (it) => html`<button
          @click=${() => {
            this.choices = [];
            this.#tell('go', it);
          }}
        >
          ${clock(it, this.zone)} ${zoneName(it, this.zone)}
        </button>`,
      )}
    </div>`;
  }
}
customElements.define('time-toolbar', TimeToolbar);
