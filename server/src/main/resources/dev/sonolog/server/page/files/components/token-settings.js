// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { attempt, copy, submitted } from './forms.js';
import { change, get, part } from '../services/api.js';
import { announce } from '../services/announce.js';
import { confirm } from '../services/ask.js';
import { messages } from '../services/messages.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { dayOf } from '../lib/time.js';

/** @typedef {{id: string, label: string, role: 'viewer' | 'operator' | 'admin', created: string,
 *     expires: string | null, expired: boolean, by: string, owner: string | null}} Token */

const ROLES = /** @type {const} */ (['viewer', 'operator', 'admin']);
const DAYS = [30, 90, 365];
const PAUSE_MILLIS = 60_000;

/** What programs log in with. */
class TokenSettings extends PageElement {
  static properties = { trouble: { state: true }, isBusy: { state: true }, made: { state: true } };

  constructor() {
    super();
    this.trouble = '';
    this.isBusy = false;
    /** @type {{token: Token, secret: string} | null} the one just made: its secret is shown once */
    this.made = null;
    this.tokens = new Polled(
      this,
      async (signal) => /** @type {Token[]} */ ((await get('tokens', {}, signal)).tokens),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.tokens.start(this);
  }

  render() {
    return html`<p class="hint">${t('tokens.hint')}</p>
      ${this.made === null ? '' : this.#secret(this.made)} ${this.tokens.seen((tokens) => this.#list(tokens))}
      ${this.#form()}`;
  }

  /** @param {{token: Token, secret: string}} made */
  #secret({ token, secret }) {
    return html`<div class="card" id="new-token" tabindex="-1" role="group" aria-labelledby="new-token-heading">
      <h3 id="new-token-heading">${t('tokens.made', { label: token.label })}</h3>
      <p>${t('tokens.once')}</p>
      <div class="secret">
        <code>${secret}</code>
        <button class="main" @click=${() => void this.#copy(secret)}>${t('copy')}</button>
        <button @click=${() => this.#hide()}>${t('tokens.hide')}</button>
      </div>
    </div>`;
  }

  /** @param {string} secret */
  async #copy(secret) {
    const shown = /** @type {HTMLElement} */ (this.querySelector('.secret code'));
    announce((await copy(secret, shown)) ? t('copied') : t('copy.failed'));
  }

  #hide() {
    this.made = null;
    /** @type {HTMLElement | null} */ (this.closest('section')?.querySelector('h2'))?.focus();
  }

  /** @param {Token[]} tokens */
  #list(tokens) {
    if (tokens.length === 0) {
      return html`<p>${t('tokens.none')}</p>`;
    }
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('tokens.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('tokens.label')}</th>
            <th scope="col">${t('users.role')}</th>
            <th scope="col">${t('tokens.by')}</th>
            <th scope="col">${t('users.created')}</th>
            <th scope="col">${t('tokens.expires')}</th>
            <th scope="col"><span class="unseen">${t('remove')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            tokens,
            (it) => it.id,
            (it) => this.#token(it),
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Token} it */
  #token(it) {
    const day = it.expires === null ? t('tokens.never') : dayOf(Date.parse(it.expires), sources.zone);
    return html`<tr>
      <th scope="row">${it.label}</th>
      <td>${t('role.' + it.role)}</td>
      <td>${it.by}</td>
      <td>${dayOf(Date.parse(it.created), sources.zone)}</td>
      <td class=${it.expired ? 'bad' : ''}>${day}${it.expired ? ` (${t('tokens.expired')})` : ''}</td>
      <td>
        <button aria-label=${t('tokens.remove.of', { label: it.label })} @click=${() => void this.#remove(it)}>
          ${t('remove')}
        </button>
      </td>
    </tr>`;
  }

  #form() {
    const roles = ROLES.filter((it) => session.may(it));
    return html`<h3>${t('tokens.new')}</h3>
      <form @submit=${(/** @type {SubmitEvent} */ e) => void this.#add(e)}>
        <div class="fields">
          <label>${t('tokens.label')}<input name="label" maxlength="64" autocomplete="off" required /></label>
          <label
            >${t('users.role')}<select name="role">
              ${roles.map((it) => html`<option value=${it}>${t('role.' + it)}</option>`)}
            </select></label
          >
          <label
            >${t('tokens.days')}<select name="days">
              ${DAYS.map(
                (it) => html`<option value=${it} ?selected=${it === 365}>${t('tokens.for', { count: it })}</option>`,
              )}
              <option value="">${t('tokens.ever')}</option>
            </select></label
          >
        </div>
        <p class="trouble" role="alert">${this.trouble}</p>
        <button class="main" ?disabled=${this.isBusy}>${t('tokens.make')}</button>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  async #add(event) {
    const isDone = await submitted(this, event, async (value) => {
      const days = value('days') === '' ? undefined : Number(value('days'));
      this.made = await change('POST', 'tokens', { label: value('label'), role: value('role'), days });
    });
    if (isDone) {
      await this.tokens.now();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('#new-token'))?.focus();
    }
  }

  /** @param {Token} token */
  async #remove({ id, label }) {
    const heading = t('tokens.remove.of', { label });
    const isSure = await confirm({ heading, text: t('tokens.remove.sure'), yes: t('remove'), danger: true });
    if (isSure && (await attempt(() => change('DELETE', 'tokens/' + part(id))))) {
      messages.add(t('tokens.removed', { label }));
      if (this.made?.token.id === id) {
        this.made = null;
      }
      await this.tokens.now();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.closest('section')?.querySelector('h2'))?.focus();
    }
  }
}
customElements.define('token-settings', TokenSettings);
