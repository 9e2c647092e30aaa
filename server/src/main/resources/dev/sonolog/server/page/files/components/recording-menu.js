// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { originalFile, recordingActs } from '../services/recording-acts.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';

const EDGE = 8;

/** What else can be done to a recording, in front of the list. It tells "cut" and "remove" with the recording. */
class RecordingMenu extends PageElement {
  static properties = { recording: { state: true }, canReview: { attribute: false } };

  constructor() {
    super();
    /** @type {Recording | null} */
    this.recording = null;
    this.canReview = false;
    /** @type {HTMLElement | null} */
    this.button = null;
  }

  get #panel() {
    return /** @type {HTMLElement} */ (this.querySelector('[popover]'));
  }

  /**
   * @param {Recording} recording
   * @param {HTMLElement} button beside which it stands
   */
  async show(recording, button) {
    this.recording = recording;
    this.button = button;
    await this.updateComplete;
    const panel = this.#panel;
    panel.showPopover();
    const at = button.getBoundingClientRect();
    const size = panel.getBoundingClientRect();
    const below = at.bottom + size.height + EDGE < innerHeight;
    panel.style.setProperty('left', `${Math.max(EDGE, at.right - size.width)}px`);
    panel.style.setProperty('top', `${below ? at.bottom + 2 : Math.max(EDGE, at.top - size.height - 2)}px`);
    /** @type {HTMLElement | null} */ (panel.querySelector('a, button'))?.focus();
  }

  render() {
    const it = this.recording;
    return html`<div
      popover
      class="menu"
      role="group"
      aria-label=${t('recs.actions')}
      @toggle=${(/** @type {any} */ e) => e.newState === 'closed' && this.#closed()}
      @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}
      @focusout=${(/** @type {FocusEvent} */ e) => this.#left(e)}
    >
      ${it === null ? '' : this.#entries(it)}
    </div>`;
  }

  /** @param {Recording} it */
  #entries(it) {
    const can = session.may('operator');
    const isEnded = it.state === 'sealed';
    const entry = (/** @type {string} */ text, /** @type {() => void} */ act, kind = '') =>
      html`<button class=${kind} @click=${() => this.#do(act)}>${text}</button>`;
    return html`
      <a class="button" href=${originalFile(it)} download @click=${() => this.#panel.hidePopover()}
        >${t('recs.download')}</a
      >
      ${entry(t('recs.cut.dots'), () => this.#tell('cut', it))}
      ${can ? entry(t(it.pinned ? 'recs.unpin' : 'recs.pin'), () => void recordingActs.pin([it.id], !it.pinned)) : ''}
      ${this.canReview && isEnded
        ? entry(t((it.reviewed ?? 0) >= 0.995 ? 'recs.mark.unreviewed' : 'recs.mark.reviewed'), () => {
            void recordingActs.review([it], (it.reviewed ?? 0) < 0.995);
          })
        : ''}
      ${entry(t('recs.copy'), () => void recordingActs.copyLink(it))}
      ${can && isEnded && !it.pinned ? entry(t('recs.delete.dots'), () => this.#tell('remove', it), 'bad') : ''}
      ${can && !isEnded ? html`<p class="hint">${t('recs.delete.running', { count: 1 })}</p>` : ''}
      ${can && it.pinned ? html`<p class="hint">${t('recs.delete.pinned', { count: 1 })}</p>` : ''}
    `;
  }

  /** @param {() => void} act */
  #do(act) {
    this.#panel.hidePopover();
    act();
  }

  /**
   * @param {string} name
   * @param {Recording} recording
   */
  #tell(name, recording) {
    this.dispatchEvent(new CustomEvent(name, { detail: recording }));
  }

  #closed() {
    if (document.activeElement === document.body || this.contains(document.activeElement)) {
      this.button?.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const all = /** @type {HTMLElement[]} */ ([...this.#panel.querySelectorAll('a, button')]);
      const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      all[(at + step + all.length) % all.length].focus();
      event.preventDefault();
    }
  }

  /** @param {FocusEvent} event */
  #left(event) {
    if (event.relatedTarget !== null && !this.contains(/** @type {Node} */ (event.relatedTarget))) {
      this.#panel.hidePopover();
    }
  }
}
customElements.define('recording-menu', RecordingMenu);
