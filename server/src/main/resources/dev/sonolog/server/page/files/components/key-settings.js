// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { keyName } from './help-dialog.js';
import { announce } from '../services/announce.js';
import { confirm } from '../services/ask.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';
import { USUAL, pressed } from '../lib/keys.js';
import { asUsual, holderOf, isUsable, keysOf, withKeys } from '../lib/key-changes.js';

/** Which key does what: others, none, or the usual ones. */
class KeySettings extends PageElement {
  static properties = { waiting: { state: true }, wanted: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    /** The action that gets the next key that is pressed. */
    this.waiting = '';
    /** A key that another action has. */
    this.wanted = '';
    this.trouble = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
  }

  render() {
    const changes = settings.get('changedKeys');
    const isChanged = Object.keys(changes).length > 0;
    return html`
      <label class="choice"
        ><input
          type="checkbox"
          .checked=${settings.get('keys')}
          @change=${(/** @type {any} */ e) => settings.set('keys', e.target.checked)}
        />
        ${t('key.on')}</label
      >
      <p class="hint">${t('keys.hint')}</p>
      <details>
        <summary>${t('key.table')}</summary>
        <div class="scrolls" tabindex="0" role="region" aria-label=${t('key.table')}>
          <table class="keys">
            <thead>
              <tr>
                <th scope="col">${t('keys.action')}</th>
                <th scope="col">${t('keys.keys')}</th>
                <th scope="col"><span class="unseen">${t('key.change')}</span></th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                Object.keys(USUAL),
                (it) => it,
                (it) => this.#row(it, changes),
              )}
            </tbody>
          </table>
        </div>
        <div class="buttons">
          <button aria-disabled=${!isChanged} @click=${() => void this.#reset()}>${t('keys.reset')}</button>
        </div>
      </details>
    `;
  }

  /**
   * @param {string} action
   * @param {import('../lib/key-changes.js').Changes} changes
   */
  #row(action, changes) {
    const keys = keysOf(action, changes);
    const name = t('action.' + action);
    const isWaiting = this.waiting === action;
    return html`<tr class=${isWaiting ? 'waits' : ''}>
      <th scope="row">${name}</th>
      <td>
        ${isWaiting
          ? html`<span>${this.#question()}</span>`
          : keys.length === 0
            ? t('key.none')
            : keys.map((key) => html`<kbd>${keyName(key)}</kbd> `)}
      </td>
      <td>
        <div class="buttons">
          <button
            aria-label=${t('keys.change.of', { action: name })}
            @click=${() => (isWaiting ? this.#end() : this.#wait(action))}
            @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e, action)}
            @blur=${() => isWaiting && this.#end()}
          >
            ${isWaiting ? t('cancel') : t('keys.change')}
          </button>
          ${keys.length > 0
            ? html`<button
                aria-label=${t('keys.none.of', { action: name })}
                @click=${() => this.#set(withKeys(action, [], changes))}
              >
                ${t('keys.none')}
              </button>`
            : ''}
          ${changes[action]
            ? html`<button
                aria-label=${t('keys.usual.of', { action: name })}
                @click=${() => this.#usual(action)}
              >
                ${t('keys.usual')}
              </button>`
            : ''}
        </div>
      </td>
    </tr>`;
  }

  #question() {
    if (this.wanted !== '') {
      const holder = holderOf(this.wanted, this.waiting, settings.get('changedKeys'));
      return t('keys.taken', { key: keyName(this.wanted), action: t('action.' + holder) });
    }
    return this.trouble === '' ? t('keys.press') : this.trouble;
  }

  /** @param {string} action */
  #wait(action) {
    this.waiting = action;
    this.wanted = '';
    this.trouble = '';
    announce(t('keys.press'));
  }

  #end() {
    this.waiting = '';
    this.wanted = '';
    this.trouble = '';
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} action
   */
  #key(event, action) {
    if (this.waiting !== action || event.key === 'Tab') {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.#end();
      return;
    }
    const key = pressed(event);
    if (!isUsable(key)) {
      const isAlone = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(event.key);
      this.trouble = isAlone ? '' : t('keys.unusable');
      announce(this.trouble);
      return;
    }
    const changes = settings.get('changedKeys');
    if (this.wanted !== key && holderOf(key, action, changes) !== '') {
      this.wanted = key; // pressed once more, it is taken
      announce(this.#question());
      return;
    }
    this.#set(withKeys(action, [key], changes));
    announce(t('keys.now', { key: keyName(key), action: t('action.' + action) }));
    this.#end();
  }

  /** @param {string} action */
  #usual(action) {
    const changes = asUsual(action, settings.get('changedKeys'));
    this.#set(changes);
    if (changes[action]) {
      announce(t('keys.not.usual'));
    }
  }

  async #reset() {
    const isChanged = Object.keys(settings.get('changedKeys')).length > 0;
    if (isChanged && (await confirm({ heading: t('keys.reset'), text: t('keys.reset.sure'), yes: t('keys.reset') }))) {
      this.#set({});
    }
  }

  /** @param {import('../lib/key-changes.js').Changes} changes */
  #set(changes) {
    settings.set('changedKeys', changes);
  }
}
customElements.define('key-settings', KeySettings);
