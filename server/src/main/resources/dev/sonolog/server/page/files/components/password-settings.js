// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { submitted } from './forms.js';
import { messages } from '../services/messages.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';

/** The own password. */
class PasswordSettings extends PageElement {
  static properties = { trouble: { state: true }, isBusy: { state: true } };

  constructor() {
    super();
    this.trouble = '';
    this.isBusy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    const isDone = await submitted(this, event, async (value) => {
      if (value('new') !== value('again')) {
        throw new Error(t('password.differs'));
      }
      await session.changePassword(value('old'), value('new'));
    });
    if (isDone) {
      messages.add(t('password.changed'));
    }
  }

  render() {
    return html`<p>${t('password.of', { name: session.who?.name ?? '' })}</p>
      <form @submit=${(/** @type {SubmitEvent} */ e) => void this.#send(e)}>
        <input class="unseen" type="text" autocomplete="username" .value=${session.who?.name ?? ''} tabindex="-1"
          aria-hidden="true" readonly />
        <label>${t('password.old')}<input name="old" type="password" autocomplete="current-password" required /></label>
        <label
          >${t('password.new')}<input
            name="new"
            type="password"
            autocomplete="new-password"
            minlength="8"
            aria-describedby="password-hint"
            required
        /></label>
        <span class="hint" id="password-hint">${t('password.hint')}</span>
        <label>${t('password.again')}<input name="again" type="password" autocomplete="new-password" required /></label>
        <p class="trouble" role="alert">${this.trouble}</p>
        <button class="main" ?disabled=${this.isBusy}>${t('password.change')}</button>
      </form>`;
  }
}
customElements.define('password-settings', PasswordSettings);
