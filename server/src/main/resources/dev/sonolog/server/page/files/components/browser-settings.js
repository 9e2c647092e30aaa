// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { settings } from '../services/settings.js';
import { LANGUAGES, t } from '../services/texts.js';

/** @typedef {'language' | 'theme' | 'motion' | 'announcements'} Choice */

/** How the page looks and speaks on this browser. */
class BrowserSettings extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
  }

  render() {
    const languages = Object.entries(LANGUAGES).map(([value, name]) => ({ value, name }));
    return html`<p class="hint">${t('settings.browser.hint')}</p>
      <div class="choices">
        ${this.#choice('language', [{ value: 'auto', name: t('language.auto') }, ...languages])}
        ${this.#choice('theme', of('theme', ['auto', 'light', 'dark']))}
        ${this.#choice('motion', of('motion', ['auto', 'less']))}
        ${this.#choice('announcements', of('announcements', ['all', 'alerts', 'none']))}
      </div>`;
  }

  /**
   * @param {Choice} name
   * @param {{value: string, name: string}[]} all
   */
  #choice(name, all) {
    return html`<label
      >${t('settings.' + name)}
      <select @change=${(/** @type {any} */ e) => settings.set(name, e.target.value)}>
        ${all.map(
          (it) => html`<option value=${it.value} ?selected=${it.value === settings.get(name)}>${it.name}</option>`,
        )}
      </select>
    </label>`;
  }
}

/**
 * @param {string} part
 * @param {string[]} values
 */
const of = (part, values) => values.map((value) => ({ value, name: t(`${part}.${value}`) }));

customElements.define('browser-settings', BrowserSettings);
