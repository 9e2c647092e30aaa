// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { submitted } from './forms.js';
import './modal-dialog.js';
import { change, part } from '../services/api.js';
import { messages } from '../services/messages.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';

const ROLES = ['viewer', 'operator', 'admin'];

/**
 * A choice of roles.
 * @param {string} chosen
 */
export const roles = (chosen) => html`<select name="role">
  ${ROLES.map((it) => html`<option value=${it} ?selected=${it === chosen}>${t('role.' + it)}</option>`)}
</select>`;

/** Another role or another password for a user. */
class UserDialog extends PageElement {
  static properties = { user: { attribute: false }, trouble: { state: true }, isBusy: { state: true } };

  constructor() {
    super();
    this.user = { name: '', role: 'viewer' };
    this.trouble = '';
    this.isBusy = false;
  }

  get #dialog() {
    return /** @type {import('./modal-dialog.js').ModalDialog} */ (this.querySelector('modal-dialog'));
  }

  firstUpdated() {
    void this.#dialog.show();
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    const { name } = this.user;
    const isDone = await submitted(this, event, async (value) => {
      const password = value('password');
      const role = value('role') === this.user.role ? undefined : value('role');
      if (role !== undefined || password !== '') {
        await change('PATCH', 'users/' + part(name), { role, password: password === '' ? undefined : password });
      }
    });
    if (isDone) {
      this.#dialog.close();
      messages.add(t('users.changed', { name }));
      this.dispatchEvent(new Event('changed'));
    }
  }

  render() {
    return html`<modal-dialog
      id="user"
      .heading=${t('users.change.of', { name: this.user.name })}
      .content=${this.#form()}
      @closed=${() => this.dispatchEvent(new Event('closed'))}
    ></modal-dialog>`;
  }

  #form() {
    return html`<form @submit=${(/** @type {SubmitEvent} */ e) => void this.#send(e)}>
      <p>${this.user.name === session.who?.name ? t('users.self') : t('users.ends')}</p>
      <label
        >${t('users.role')}${roles(this.user.role)}</label
      >
      <label
        >${t('users.password')}<input
          name="password"
          type="password"
          minlength="8"
          autocomplete="new-password"
          aria-describedby="user-hint"
      /></label>
      <span class="hint" id="user-hint">${t('users.password.hint')} ${t('password.hint')}</span>
      <p class="trouble" role="alert">${this.trouble}</p>
      <div class="buttons">
        <button type="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
        <button class="main" ?disabled=${this.isBusy}>${t('save')}</button>
      </div>
    </form>`;
  }
}
customElements.define('user-dialog', UserDialog);
