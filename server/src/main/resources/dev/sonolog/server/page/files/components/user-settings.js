// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { attempt, submitted } from './forms.js';
import { roles } from './user-dialog.js';
import { change, get, part } from '../services/api.js';
import { confirm } from '../services/ask.js';
import { messages } from '../services/messages.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { dayOf } from '../lib/time.js';

/** @typedef {{name: string, role: string, created: string}} User */

const PAUSE_MILLIS = 60_000;

/** Who may log in. For admins. */
class UserSettings extends PageElement {
  static properties = { trouble: { state: true }, isBusy: { state: true }, changed: { state: true } };

  constructor() {
    super();
    this.trouble = '';
    this.isBusy = false;
    /** @type {User | null} the one that is being changed */
    this.changed = null;
    this.users = new Polled(
      this,
      async (signal) => /** @type {User[]} */ ((await get('users', {}, signal)).users),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.users.start(this);
  }

  render() {
    return html`${this.users.seen((users) => html`${this.#list(users)} ${this.#form(users)}`)}
    ${this.changed === null
      ? ''
      : html`<user-dialog
          .user=${this.changed}
          @closed=${() => (this.changed = null)}
          @changed=${() => void this.users.now()}
        ></user-dialog>`}`;
  }

  /** @param {User[]} users */
  #list(users) {
    if (users.length === 0) {
      return html`<p>${t('users.none')}</p>`;
    }
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('users.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('login.name')}</th>
            <th scope="col">${t('users.role')}</th>
            <th scope="col">${t('users.created')}</th>
            <th scope="col"><span class="unseen">${t('users.change')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            users,
            (it) => it.name,
            (it) => html`<tr>
              <th scope="row">${it.name}${it.name === session.who?.name ? ` (${t('users.you')})` : ''}</th>
              <td>${t('role.' + it.role)}</td>
              <td>${dayOf(Date.parse(it.created), sources.zone)}</td>
              <td>
                <div class="buttons">
                  <button aria-label=${t('users.change.of', { name: it.name })} @click=${() => (this.changed = it)}>
                    ${t('users.change')}
                  </button>
                  <button
                    aria-label=${t('users.remove.of', { name: it.name })}
                    @click=${() => void this.#remove(it)}
                  >
                    ${t('remove')}
                  </button>
                </div>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {User[]} users */
  #form(users) {
    const isFirst = users.length === 0;
    return html`<h3>${isFirst ? t('users.first') : t('users.add')}</h3>
      ${isFirst ? html`<p>${t('users.first.hint')}</p>` : ''}
      <form @submit=${(/** @type {SubmitEvent} */ e) => void this.#add(e, isFirst)}>
        <div class="fields">
          <label>${t('login.name')}<input name="name" maxlength="64" autocomplete="off" required /></label>
          ${isFirst ? '' : html`<label>${t('users.role')}${roles('viewer')}</label>`}
          <label
            >${t('login.password')}<input
              name="password"
              type="password"
              minlength="8"
              autocomplete="new-password"
              aria-describedby="new-user-hint"
              required
          /></label>
        </div>
        <span class="hint" id="new-user-hint">${t('password.hint')} ${t('users.roles')}</span>
        <p class="trouble" role="alert">${this.trouble}</p>
        <button class="main" ?disabled=${this.isBusy}>${t('users.make')}</button>
      </form>`;
  }

  /**
   * @param {SubmitEvent} event
   * @param {boolean} isFirst
   */
  async #add(event, isFirst) {
    await submitted(this, event, async (value) => {
      const name = value('name');
      const password = value('password');
      const heading = t('users.first');
      if (isFirst && !(await confirm({ heading, text: t('users.first.sure', { name }), yes: t('users.make') }))) {
        return false;
      }
      await change('POST', 'users', { name, password, role: isFirst ? undefined : value('role') });
      if (isFirst) {
        await session.logIn(name, password); // from now on nobody is let in without
      }
      messages.add(t('users.made', { name }));
      await this.users.now();
      return true;
    });
  }

  /** @param {User} user */
  async #remove({ name }) {
    const text = name === session.who?.name ? t('users.remove.self') : t('users.remove.sure', { name });
    const isSure = await confirm({ heading: t('users.remove.of', { name }), text, yes: t('remove'), danger: true });
    if (isSure && (await attempt(() => change('DELETE', 'users/' + part(name))))) {
      messages.add(t('users.removed', { name }));
      await this.users.now();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.closest('section')?.querySelector('h2'))?.focus();
    }
  }
}

customElements.define('user-settings', UserSettings);
