// @ts-check
import { html } from 'lit';
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
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  async show() {
    await this.updateComplete;
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  close() {
    this.#dialog?.close();
  }

  render() {
    return html`<dialog
      aria-labelledby=${this.id + '-heading'}
      @cancel=${(/** @type {Event} */ event) => this.closable || event.preventDefault()}
      @close=${() => this.dispatchEvent(new Event('closed'))}
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
