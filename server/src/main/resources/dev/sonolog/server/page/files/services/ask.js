// @ts-check
/** Questions to the person before the page, and short messages that may be taken back. */
import { html, render } from 'lit';
import { t } from './texts.js';
import { announce } from './announce.js';
import '../components/modal-dialog.js';

const MESSAGE_MILLIS = 12_000;

/**
 * Asks whether to do something that is not easily undone.
 * @param {{heading: string, text: unknown, yes: string, danger?: boolean, typed?: string}} question
 *     typed: what must be typed in before it can be done
 * @returns {Promise<boolean>}
 */
export function confirm({ heading, text, yes, danger = false, typed }) {
  return new Promise((resolve) => {
    const place = document.createElement('div');
    document.body.append(place);
    let answer = false;
    let isTyped = typed === undefined;
    const dialog = () => /** @type {import('../components/modal-dialog.js').ModalDialog} */ (place.querySelector('modal-dialog'));
    const done = () => {
      place.remove();
      resolve(answer);
    };
    const show = () =>
      render(
        html`<modal-dialog id="question" .heading=${heading} .content=${content()} @closed=${done}></modal-dialog>`,
        place,
      );
    const content = () => html`<form
      method="dialog"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        answer = true;
        dialog().close();
      }}
    >
      <div>${text}</div>
      ${typed === undefined
        ? ''
        : html`<label
            >${t('confirm.type', { word: typed })}
            <input
              autocomplete="off"
              @input=${(/** @type {any} */ event) => {
                isTyped = event.target.value.trim() === typed;
                show();
              }}
          /></label>`}
      <div class="buttons">
        <button type="button" autofocus @click=${() => dialog().close()}>${t('cancel')}</button>
        <button class=${danger ? 'danger' : 'main'} ?disabled=${!isTyped}>${yes}</button>
      </div>
    </form>`;
    show();
    void dialog().show();
  });
}

/** @typedef {{id: number, text: string, isTrouble: boolean, action?: {name: string, act: () => void}}} Message */

class Messages extends EventTarget {
  /** @type {Message[]} */
  all = [];
  #next = 1;

  /**
   * @param {string} text
   * @param {{trouble?: boolean, stays?: boolean, action?: {name: string, act: () => void}}} [how] stays: until it is closed
   */
  add(text, how = {}) {
    const message = { id: this.#next++, text, isTrouble: how.trouble === true, action: how.action };
    this.all = [...this.all.slice(-3), message];
    this.dispatchEvent(new Event('change'));
    announce(text, { alert: how.trouble });
    if (!how.trouble && !how.stays) {
      setTimeout(() => this.remove(message.id), MESSAGE_MILLIS);
    }
  }

  /** @param {number} id */
  remove(id) {
    this.all = this.all.filter((it) => it.id !== id);
    this.dispatchEvent(new Event('change'));
  }
}

export const messages = new Messages();

/**
 * Tells that something did not work.
 * @param {unknown} error
 */
export function tellTrouble(error) {
  const text = error instanceof Error ? error.message : String(error);
  messages.add(text === '' ? t('unreachable') : text, { trouble: true });
}
