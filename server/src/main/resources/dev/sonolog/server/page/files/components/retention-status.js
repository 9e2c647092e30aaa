// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { more } from './job-status.js';
import { get } from '../services/api.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { sources } from '../services/sources.js';
import { knows, t } from '../services/texts.js';
import { byReason } from '../lib/status.js';
import { bytes } from '../lib/format.js';
import { stamp } from '../lib/time.js';

/** @typedef {{id: string, source: string, start: string, file: string, bytes: number, reason: string,
 *     forGood: boolean}} Item */
/** @typedef {{bytes: number, recordings: Item[], erased: Item[], full: string[]}} Plan */

const PAUSE_MILLIS = 60_000;
const SHOWN = 50;

/** What would be deleted by age, size and room if it were done now. */
class RetentionStatus extends PageElement {
  static properties = { shown: { state: true } };

  constructor() {
    super();
    this.shown = SHOWN;
    this.plan = new Polled(
      this,
      async (signal) => /** @type {Plan} */ (await get('retention', {}, signal)),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'recordings', () => this.plan.soon());
    this.plan.start(this);
  }

  render() {
    return this.plan.seen((plan) => this.#plan(plan));
  }

  /** @param {Plan} plan */
  #plan({ recordings, erased, full }) {
    const going = sizeOf(recordings);
    const gone = sizeOf(erased);
    const all = [...recordings, ...erased];
    return html`
      <p>
        ${recordings.length === 0
          ? t('retention.none')
          : t('retention.would', { count: recordings.length, size: bytes(going) })}
        ${erased.length === 0 ? '' : t('retention.erased', { count: erased.length, size: bytes(gone) })}
      </p>
      ${full.length === 0 ? '' : html`<p class="bad">▲ ${t('retention.full', { folders: full.join(', ') })}</p>`}
      ${all.length === 0
        ? ''
        : html`<ul class="plain">
              ${byReason(all).map(
                ({ reason: why, count, bytes: size }) =>
                  html`<li>${reason(why)}: ${t('retention.sum', { count, size: bytes(size) })}</li>`,
              )}
            </ul>
            <details>
              <summary>${t('retention.list')}</summary>
              ${this.#table(all)}
            </details>`}
      <p class="hint">${t('retention.hint')}</p>
    `;
  }

  /** @param {Item[]} items */
  #table(items) {
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('retention.list')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t('retention.recording')}</th>
              <th scope="col">${t('retention.start')}</th>
              <th scope="col" class="number">${t('retention.size')}</th>
              <th scope="col">${t('retention.reason')}</th>
              <th scope="col">${t('retention.where')}</th>
            </tr>
          </thead>
          <tbody>
            ${items.slice(0, this.shown).map(
              (it) => html`<tr>
                <th scope="row">
                  <a href=${link('/recordings/' + encodeURIComponent(it.id))}>${it.source} · ${it.file}</a>
                </th>
                <td>${stamp(Date.parse(it.start), sources.zoneOf(it.source))}</td>
                <td class="number">${bytes(it.bytes)}</td>
                <td>${reason(it.reason)}</td>
                <td>${it.forGood ? t('retention.forGood') : t('retention.trash')}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${more(items.length, this.shown, () => (this.shown += 4 * SHOWN))}`;
  }
}

/** @param {Item[]} items */
const sizeOf = (items) => items.reduce((sum, it) => sum + it.bytes, 0);

/** @param {string} word the server's */
const reason = (word) => (knows('retention.' + word) ? t('retention.' + word) : word);

customElements.define('retention-status', RetentionStatus);
