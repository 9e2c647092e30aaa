// @ts-check
import { html } from 'lit';
import { style } from '../services/styles.js';
import { t } from '../services/texts.js';
import { PageElement } from './page-element.js';

/**
 * A dialog in front of the page. What it shows is given as a template; the focus goes back to where
 * it was.
 */
export class ModalDialog extends PageElement {
  static properties = {
    heading: { type: String },
    content: { attribute: false },
    /** Whether Escape and the cross close it. */
    closable: { type: Boolean },
  };

  constructor() {
    super();
    this.heading = '';
    /** @type {unknown} */
    this.content = '';
    this.closable = true;
    this.isOver = false;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  async show() {
    await Promise.allSettled([this.updateComplete, style('dialog')]); // without its looks it is of use, too
    this.isOver = false;
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  close() {
    this.isOver = true;
    this.#dialog?.close();
  }

  /** Some browsers close any dialog at the second Escape. */
  #closed() {
    if (this.closable || this.isOver) {
      this.dispatchEvent(new Event('closed'));
    } else {
      this.#dialog.showModal();
    }
  }

  render() {
    return html`<dialog
      aria-labelledby=${this.id + '-heading'}
      closedby=${this.closable ? 'closerequest' : 'none'}
      @cancel=${(/** @type {Event} */ event) => this.closable || event.preventDefault()}
      @close=${() => this.#closed()}
    >
      <header>
        <h2 id=${this.id + '-heading'}>${this.heading}</h2>
        ${this.closable
          ? html`<button class="quiet" @click=${() => this.close()} aria-label=${t('close')}>✕</button>`
          : ''}
      </header>
      ${this.content}
    </dialog>`;
  }
}
customElements.define('modal-dialog', ModalDialog);
