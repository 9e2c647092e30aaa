// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { inWords } from './forms.js';
import { ApiError, change, part } from '../services/api.js';
import { Draft } from '../services/drafts.js';
import { orders } from '../services/orders.js';
import { session } from '../services/session.js';
import { studio } from '../services/studio.js';
import { t } from '../services/texts.js';

const SAVED_MILLIS = 1200;
const AGAIN_MILLIS = 5000;
const NAME_LONGEST = 120;
const NOTE_LONGEST = 10_000;

/** @typedef {{name: string, note: string}} Typed */

/**
 * The name of a take and what is noted of it. Both may be typed before it begins; what is not saved yet is kept by the window,
 * and saved as soon as the take is there.
 */
class TakeFields extends PageElement {
  static properties = { source: { attribute: false }, typed: { state: true }, trouble: { state: true } };
  #timer = 0;
  /** The take that what is typed belongs to; empty for the next one. */
  #of = '';

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
    /** What is typed and not saved. @type {Partial<Typed>} */
    this.typed = {};
    this.trouble = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.watch(orders, 'done', (event) => this.#done(event.detail));
    this.atEnd(() => (clearTimeout(this.#timer), void this.#save()));
  }

  get #running() {
    return this.source.take?.state === 'running' ? this.source.take : null;
  }

  get #draft() {
    return /** @type {Draft<Partial<Typed>>} */ (new Draft(`take ${this.#of || this.source.name}`));
  }

  willUpdate() {
    const id = this.#running?.id ?? '';
    if (!this.hasUpdated || id !== this.#of) {
      void this.#save();
      this.#of = id;
      this.typed = this.#draft.read() ?? {};
      this.#soon();
    }
  }

  /** What was typed beforehand was for the take that this window began. @param {any} what */
  #done({ what, source, answer }) {
    if (what === 'start' && source === this.source.name && answer.take) {
      const next = /** @type {Draft<Partial<Typed>>} */ (new Draft(`take ${source}`));
      const typed = next.read();
      next.write(null);
      if (typed) {
        new Draft(`take ${answer.take.id}`).write(typed);
        this.#of = answer.take.id;
        this.typed = typed;
        this.#soon();
      }
    }
  }

  /**
   * @param {'name' | 'note'} field
   * @param {string} text
   */
  #type(field, text) {
    this.typed = { ...this.typed, [field]: text };
    this.#draft.write(this.typed);
    this.#soon();
  }

  #soon(millis = SAVED_MILLIS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), millis);
  }

  async #save() {
    const id = this.#of;
    const typed = this.typed;
    if (id === '' || Object.keys(typed).length === 0) {
      return;
    }
    const draft = this.#draft;
    try {
      const take = await change('PATCH', `studio/takes/${part(id)}`, typed);
      this.trouble = '';
      const now = studio.sources.get(take.source);
      if (now && now.take?.id === take.id) {
        studio.put({ ...now, take });
      }
      if (this.#of !== id || this.typed === typed) {
        draft.write(null);
        this.typed = this.#of === id ? {} : this.typed;
      }
    } catch (error) {
      this.trouble = inWords(error);
      const mayBeBetter = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
      if (mayBeBetter && this.isConnected) {
        this.#soon(AGAIN_MILLIS);
      }
    }
  }

  render() {
    const take = this.#running;
    const isReadOnly = !session.may('operator');
    const isUnsaved = Object.keys(this.typed).length > 0;
    return html`<div class="take-fields">
        <label
          >${t('studio.name')}
          <input
            maxlength=${NAME_LONGEST}
            autocomplete="off"
            ?readonly=${isReadOnly}
            .value=${asIs(this.typed.name ?? take?.name ?? '')}
            @input=${(/** @type {any} */ e) => this.#type('name', e.target.value)}
            @change=${() => void this.#save()}
        /></label>
        <label
          >${t('studio.note')}
          <textarea
            rows="1"
            maxlength=${NOTE_LONGEST}
            ?readonly=${isReadOnly}
            .value=${asIs(this.typed.note ?? take?.note ?? '')}
            @input=${(/** @type {any} */ e) => this.#type('note', e.target.value)}
            @change=${() => void this.#save()}
          ></textarea>
        </label>
      </div>
      <p class="small muted">
        ${this.trouble !== ''
          ? html`<span class="bad">${t('studio.fields.trouble', { why: this.trouble })}</span>`
          : isUnsaved
            ? t(take ? 'studio.fields.saving' : 'studio.fields.next')
            : ''}
      </p>`;
  }
}
customElements.define('take-fields', TakeFields);
