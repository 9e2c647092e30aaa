// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { ApiError } from '../services/api.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';
import './modal-dialog.js';

/** Name and password, in front of the page: what was typed behind it stays. */
class LoginDialog extends PageElement {
  static properties = { trouble: { state: true }, isBusy: { state: true } };

  constructor() {
    super();
    this.trouble = '';
    this.isBusy = false;
    this.wasIn = session.who !== null && session.who.how !== 'nobody';
  }

  firstUpdated() {
    void (/** @type {any} */ (this.querySelector('modal-dialog')).show());
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.isBusy = true;
    this.trouble = '';
    try {
      await session.logIn(String(form.get('username')), String(form.get('password')));
      this.#leave();
    } catch (error) {
      this.trouble = error instanceof ApiError && error.message ? error.message : t('unreachable');
      /** @type {HTMLInputElement} */ (this.querySelector('[name=password]')).select();
    } finally {
      this.isBusy = false;
    }
  }

  /** Back to where it was; to the top of the page where that was nowhere. */
  #leave() {
    /** @type {import('./modal-dialog.js').ModalDialog} */ (this.querySelector('modal-dialog'))?.close();
    if (document.activeElement === null || document.activeElement === document.body) {
      /** @type {HTMLElement | null} */ (document.querySelector('main h1'))?.focus();
    }
  }

  render() {
    return html`<modal-dialog id="login" .heading=${t('login')} .closable=${false} .content=${this.#form()}></modal-dialog>`;
  }

  #form() {
    return html`<form @submit=${(/** @type {SubmitEvent} */ e) => void this.#send(e)}>
      ${this.wasIn ? html`<p>${t('login.over')}</p>` : ''}
      <label>${t('login.name')}<input name="username" autocomplete="username" required autofocus /></label>
      <label
        >${t('login.password')}<input name="password" type="password" autocomplete="current-password" required
      /></label>
      <p class="trouble" role="alert">${this.trouble}</p>
      <div class="buttons"><button class="main" ?disabled=${this.isBusy}>${t('login')}</button></div>
    </form>`;
  }
}
customElements.define('login-dialog', LoginDialog);
