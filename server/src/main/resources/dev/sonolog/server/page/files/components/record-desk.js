// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { live } from '../services/live.js';
import { t } from '../services/texts.js';
import { later } from './later.js';
import './control-panel.js';
import './record-button.js';
import './record-meters.js';
import './source-picker.js';
import './take-acts.js';
import './take-fields.js';
import './take-list.js';
import './take-state.js';

/**
 * All that somebody needs who records one source: on a tablet nothing of it is further than the screen. The place of the
 * lamp "on air" takes no room where nobody tells what is on air.
 */
class RecordDesk extends PageElement {
  static properties = { source: { attribute: false } };

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'state');
    this.watch(live, 'station');
    const keys = (/** @type {Event} */ event) => this.#key(/** @type {CustomEvent} */ (event));
    document.addEventListener('action', keys);
    this.atEnd(() => document.removeEventListener('action', keys));
  }

  /** @param {CustomEvent} event */
  #key(event) {
    const find = (/** @type {string} */ tag) => /** @type {any} */ (this.querySelector(tag));
    switch (event.detail) {
      case 'record':
        find('record-button').press();
        break;
      case 'mark':
        find('take-acts').mark();
        break;
      case 'newFile':
        find('take-acts').cut();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  render() {
    const { source } = this;
    return html`<div class="desk ${live.state === 'lost' ? 'stale' : ''}">
      <section class="desk-take" aria-label=${t('studio.take')}>
        ${live.state === 'lost' ? html`<p class="warn">${t('studio.offline')}</p>` : ''}
        <take-state .source=${source}></take-state>
        <record-button .source=${source}></record-button>
        <div class="desk-words">
          <take-acts .source=${source}></take-acts>
          <take-fields .source=${source}></take-fields>
        </div>
      </section>
      <div class="desk-side">
        <section aria-label=${t('studio.levels')}>
          <record-meters .name=${source.name}></record-meters>
        </section>
        <section aria-label=${t('studio.control')}>
          <control-panel .source=${source}></control-panel>
          <div class="on-air">
            ${live.station?.configured
              ? later(
                  this,
                  'station-panel',
                  () => import('./station-panel.js'),
                  () => html`<station-panel .source=${source}></station-panel>`,
                  '',
                )
              : ''}
          </div>
          <source-picker .name=${source.name}></source-picker>
        </section>
      </div>
      <section class="desk-takes" aria-labelledby="takes-heading">
        <h2 id="takes-heading">${t('studio.takes')}</h2>
        <take-list .source=${source}></take-list>
      </section>
    </div>`;
  }
}
customElements.define('record-desk', RecordDesk);
