// @ts-check
import { html } from 'lit';
import { PageElement } from '../components/page-element.js';
import '../components/browser-settings.js';
import '../components/config-settings.js';
import '../components/key-settings.js';
import '../components/password-settings.js';
import '../components/token-settings.js';
import '../components/user-settings.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';

/** What can be set: on this browser, and, as far as one may, at the station. */
class SettingsPage extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
  }

  updated() {
    document.title = `${t('nav.settings')} – Sonolog`;
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('nav.settings')}</h1>
      ${part('browser', html`<browser-settings></browser-settings>`)}
      ${part('keys', html`<key-settings></key-settings>`)}
      ${session.who?.how === 'session' ? part('password', html`<password-settings></password-settings>`) : ''}
      ${session.may('admin') ? part('config', html`<config-settings></config-settings>`) : ''}
      ${session.may('admin') ? part('users', html`<user-settings></user-settings>`) : ''}
      ${session.may('viewer') ? part('tokens', html`<token-settings></token-settings>`) : ''}
    `;
  }
}

/**
 * @param {string} name
 * @param {unknown} content
 */
const part = (name, content) => html`<section aria-labelledby=${'settings-' + name}>
  <h2 id=${'settings-' + name} tabindex="-1">${t('settings.' + name)}</h2>
  ${content}
</section>`;

customElements.define('settings-page', SettingsPage);
