// @ts-check
/** Questions to the person before the page. */
import { html, render } from 'lit';
import { t } from './texts.js';
import '../components/modal-dialog.js';

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
