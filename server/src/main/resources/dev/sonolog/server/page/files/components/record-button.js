// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { announce } from '../services/announce.js';
import { control } from '../services/control.js';
import { orders } from '../services/orders.js';
import { session } from '../services/session.js';
import { Draft } from '../services/drafts.js';
import { t } from '../services/texts.js';
import { HOLD_MILLIS, Hold, READ_MILLIS } from '../lib/hold.js';
import { mayCommand } from '../lib/lease.js';
import { deskState } from '../lib/take-clock.js';

const ASKED_MILLIS = 20_000;

/**
 * Record and Stop. To stop it is held down, or pressed and then confirmed with another button beside it, so that neither a
 * sleeve nor an impatient finger ends a recording.
 */
class RecordButton extends PageElement {
  static properties = { source: { attribute: false }, isAsking: { state: true }, isHeld: { state: true } };
  #hold = new Hold();
  #holdTimer = 0;
  #askTimer = 0;
  /** When the button became another one, or its question came. */
  #sinceAt = 0;
  #was = '';

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
    /** Whether it asks to confirm. */
    this.isAsking = false;
    this.isHeld = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(control, 'change');
    this.watch(orders, 'change');
    this.watch(session, 'change');
    this.atEnd(() => (clearTimeout(this.#holdTimer), clearTimeout(this.#askTimer)));
  }

  get #mode() {
    const state = deskState(this.source);
    return state === 'ready' || state === 'absent' ? 'record' : 'stop';
  }

  willUpdate() {
    if (this.#mode !== this.#was) {
      this.#sinceAt = this.#was === '' ? -Infinity : performance.now();
      this.#was = this.#mode;
      this.isAsking = false;
    }
  }

  get #may() {
    return session.may('operator') && mayCommand(control.standingOf(this.source));
  }

  get #order() {
    return orders.of(this.source.name, 'start') ?? orders.of(this.source.name, 'stop');
  }

  // --- what is pressed

  /** As a press of the button, or its key, does it: it begins, or asks whether to stop, or confirms that. */
  press() {
    if (!this.#may || this.#order || performance.now() - this.#sinceAt < READ_MILLIS) {
      return;
    }
    if (this.#mode === 'record') {
      const draft = /** @type {Draft<{name: string, note: string}>} */ (new Draft(`take ${this.source.name}`)).read();
      void orders.give(this.source.name, 'start', draft?.name ? { name: draft.name } : {});
    } else if (this.isAsking) {
      this.#stop();
    } else {
      void this.#ask();
    }
  }

  async #ask() {
    this.isAsking = true;
    this.#sinceAt = performance.now();
    clearTimeout(this.#askTimer);
    this.#askTimer = setTimeout(() => this.#goOn(), ASKED_MILLIS);
    announce(t('studio.confirm.asked'));
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.confirm'))?.focus();
  }

  #goOn() {
    const hadFocus = this.querySelector('.confirmation')?.contains(document.activeElement);
    clearTimeout(this.#askTimer);
    this.isAsking = false;
    if (hadFocus) {
      this.#big.focus();
    }
  }

  #stop() {
    if (performance.now() - this.#sinceAt >= READ_MILLIS && !this.#order) {
      this.#goOn();
      void orders.give(this.source.name, 'stop');
    }
  }

  get #big() {
    return /** @type {HTMLElement} */ (this.querySelector('.big'));
  }

  // --- what is held down

  /** @param {Event} event */
  #down(event) {
    const { key, repeat } = /** @type {KeyboardEvent} */ (event);
    if (key === 'Enter') {
      event.preventDefault(); // or it is pressed again and again while it is held
    }
    const isOther = key !== undefined && key !== 'Enter' && key !== ' ';
    if (isOther || repeat || this.#mode !== 'stop' || !this.#may || this.#order) {
      return;
    }
    this.#hold.down(performance.now());
    this.isHeld = true;
    this.#holdTimer = setTimeout(() => {
      if (this.#hold.isHeld(performance.now())) {
        this.#up();
        this.#goOn();
        void orders.give(this.source.name, 'stop');
      }
    }, HOLD_MILLIS + 20);
  }

  #up() {
    this.#hold.up();
    this.isHeld = false;
    clearTimeout(this.#holdTimer);
  }

  /** @param {KeyboardEvent} event */
  #keyUp(event) {
    this.#up();
    if (event.key === 'Enter') {
      this.#click();
    }
  }

  #click() {
    this.#up();
    if (!this.#hold.takePress()) {
      this.press();
    }
  }

  // --- what is seen

  render() {
    const mode = this.#mode;
    const isBusy = this.#order !== undefined || deskState(this.source) === 'stopping';
    return html`<button
        class="big ${mode} ${this.isHeld ? 'held' : ''}"
        aria-disabled=${!this.#may || isBusy}
        aria-describedby="record-hint"
        @click=${() => this.#click()}
        @pointerdown=${(/** @type {PointerEvent} */ e) => e.button === 0 && this.#down(e)}
        @pointerup=${() => this.#up()}
        @pointerleave=${() => this.#up()}
        @pointercancel=${() => this.#up()}
        @keydown=${(/** @type {KeyboardEvent} */ e) => this.#down(e)}
        @keyup=${(/** @type {KeyboardEvent} */ e) => this.#keyUp(e)}
        @blur=${() => this.#up()}
        @contextmenu=${(/** @type {Event} */ e) => e.preventDefault()}
      >
        <span class="shape" aria-hidden="true"></span>
        <span>${t(mode === 'record' ? 'studio.record' : 'studio.stop')}</span>
      </button>
      <div class="below">${this.#below(isBusy)}</div>`;
  }

  /** @param {boolean} isBusy */
  #below(isBusy) {
    const order = this.#order;
    if (order) {
      return html`<p id="record-hint" class=${order.trouble === '' && order.tries < 2 ? '' : 'warn'}>
          ${order.tries < 2 && order.trouble === '' ? t('studio.order.asked') : t('studio.order.again.' + order.what)}
        </p>
        ${order.trouble === '' && order.tries < 2
          ? ''
          : html`<button @click=${() => orders.giveUp(order)}>${t('studio.order.giveUp')}</button>`}`;
    }
    if (this.isAsking && !isBusy) {
      return html`<div class="confirmation" id="record-hint">
        <button class="danger confirm" @click=${() => this.#stop()}>${t('studio.confirm')}</button>
        <button @click=${() => this.#goOn()}>${t('studio.goOn')}</button>
      </div>`;
    }
    return html`<p id="record-hint">${this.#hint(isBusy)}</p>`;
  }

  /** @param {boolean} isBusy */
  #hint(isBusy) {
    const standing = control.standingOf(this.source);
    if (!session.may('operator')) {
      return t('studio.viewer');
    }
    if (standing.kind === 'theirs') {
      return t('studio.not.yours', { holder: standing.holder });
    }
    if (isBusy) {
      return '';
    }
    return t(this.#mode === 'stop' ? 'studio.stop.how' : standing.kind === 'free' ? 'studio.record.takes' : 'studio.record.how');
  }
}
customElements.define('record-button', RecordButton);
