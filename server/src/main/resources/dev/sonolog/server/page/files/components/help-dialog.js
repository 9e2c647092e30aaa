// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { USUAL } from '../lib/keys.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';
import { address } from '../services/api.js';
import { link } from '../services/router.js';
import './modal-dialog.js';

/**
 * A key's name for people.
 * @param {string} key
 */
export const keyName = (key) => key.replace('ArrowLeft', '←').replace('ArrowRight', '→').replace('Space', t('key.space'));

/** Which keys there are. */
class HelpDialog extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
  }

  firstUpdated() {
    void (/** @type {any} */ (this.querySelector('modal-dialog')).show());
  }

  render() {
    return html`<modal-dialog
      id="help"
      .heading=${t('help')}
      .content=${this.#content()}
      @closed=${() => this.remove()}
    ></modal-dialog>`;
  }

  #content() {
    const changed = settings.get('changedKeys');
    const rows = Object.keys(USUAL).map((it) => {
      const keys = changed[it] ?? USUAL[it];
      return html`<tr>
        <th scope="row">${t('action.' + it)}</th>
        <td>${keys.length === 0 ? t('key.none') : keys.map((key) => html`<kbd>${keyName(key)}</kbd> `)}</td>
      </tr>`;
    });
    return html`
      <label class="choice"
        ><input
          type="checkbox"
          .checked=${settings.get('keys')}
          @change=${(/** @type {any} */ e) => settings.set('keys', e.target.checked)}
        />
        ${t('key.on')}</label
      >
      <div class="scrolls" tabindex="0" role="region" aria-label=${t('key.table')}>
        <table class="keys">
          <caption class="unseen">
            ${t('key.table')}
          </caption>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      <p>
        <a href=${link('/settings')} @click=${() => this.remove()}>${t('key.change')}</a> ·
        <a href=${address('openapi.yaml')} target="_blank" rel="noopener">${t('help.api')}</a>
      </p>
    `;
  }
}
customElements.define('help-dialog', HelpDialog);
