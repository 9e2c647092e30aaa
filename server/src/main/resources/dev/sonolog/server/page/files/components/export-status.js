// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { nothing } from './load-state.js';
import { address, change, get, part } from '../services/api.js';
import { tellTrouble } from '../services/ask.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, percent, spokenLength } from '../lib/format.js';
import { clock, stamp } from '../lib/time.js';

/** @typedef {{id: string, source: string, from: string, to: string, as: string | null, state: string, percent: number,
 *     error: string | null, file: string | null, bytes: number | null, expires: string | null}} Export */

const BUSY_MILLIS = 2000;
const IDLE_MILLIS = 20_000;

/** The files that are being made, and those that can be fetched. */
class ExportStatus extends PageElement {
  constructor() {
    super();
    this.exports = new Polled(
      this,
      async (signal) => /** @type {Export[]} */ ((await get('exports', {}, signal)).exports),
      (value) => (value?.some((it) => ['waiting', 'running'].includes(it.state)) ? BUSY_MILLIS : IDLE_MILLIS),
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.exports.start(this);
  }

  render() {
    return this.exports.seen((exports) =>
      exports.length === 0
        ? nothing(t('exports.none'))
        : html`<ul class="plain rows">
            ${repeat(
              exports,
              (it) => it.id,
              (it) => this.#export(it),
            )}
          </ul>`,
    );
  }

  /** @param {Export} it */
  #export(it) {
    const zone = sources.zoneOf(it.source);
    const from = Date.parse(it.from);
    const what = `${it.source} · ${stamp(from, zone)}`;
    const length = spokenLength((Date.parse(it.to) - from) / 1000);
    return html`<li>
      <span class="grows">${what}, ${length}${it.as === null ? '' : ', ' + it.as.toUpperCase()}</span>
      ${it.state === 'done'
        ? html`<span
              >${bytes(it.bytes ?? 0)}${it.expires === null
                ? ''
                : ', ' + t('exports.until', { time: clock(Date.parse(it.expires), zone, { seconds: false }) })}</span
            >
            <a
              class="button"
              href=${address(`exports/${part(it.id)}/file`)}
              download
              aria-label=${t('exports.fetch.of', { what })}
              >${t('exports.fetch')}</a
            >`
        : it.state === 'failed'
          ? html`<span class="bad">${t('exports.failed', { reason: it.error ?? '' })}</span>`
          : html`<span>${it.state === 'running' ? t('exports.running') : t('exports.waiting')}</span>
              <progress max="100" value=${it.percent} aria-label=${what}></progress>
              <span class="number">${percent(it.percent)}</span>`}
      ${session.may('operator')
        ? html`<button aria-label=${t('exports.remove.of', { what })} @click=${() => void this.#remove(it)}>
            ${t('remove')}
          </button>`
        : ''}
    </li>`;
  }

  /** @param {Export} it */
  async #remove(it) {
    try {
      await change('DELETE', `exports/${part(it.id)}`);
    } catch (error) {
      tellTrouble(error);
    }
    await this.exports.now();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.closest('section')?.querySelector('h2'))?.focus();
  }
}
customElements.define('export-status', ExportStatus);
