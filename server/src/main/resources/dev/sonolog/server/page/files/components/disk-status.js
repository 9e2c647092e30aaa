// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { nothing } from './load-state.js';
import { get } from '../services/api.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { roomOf } from '../lib/status.js';
import { bytes, percent } from '../lib/format.js';
import { dayInWords, dayOf } from '../lib/time.js';

/** @typedef {{directory: string, free: number, total: number, bytesPerDay: number, full: string | null,
 *     steady: number | null}} Volume */

const PAUSE_MILLIS = 60_000;
/** @type {Record<string, string>} */
const KINDS = { fine: 'good', tight: 'warn', low: 'bad' };
/** @type {Record<string, string>} */
const SIGNS = { fine: '●', tight: '◆', low: '▲' };

/** The room on each volume, and until when it lasts. */
class DiskStatus extends PageElement {
  constructor() {
    super();
    this.storage = new Polled(
      this,
      async (signal) => /** @type {Volume[]} */ ((await get('storage', {}, signal)).volumes),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.storage.start(this);
  }

  updated() {
    for (const bar of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.used'))) {
      bar.style.setProperty('--part', bar.dataset.part ?? '0');
    }
  }

  render() {
    return this.storage.seen((volumes) =>
      volumes.length === 0
        ? nothing(t('disk.none'))
        : html`<ul class="disks">
            ${volumes.map((it) => this.#volume(it))}
          </ul>`,
    );
  }

  /** @param {Volume} volume */
  #volume(volume) {
    const room = roomOf(volume, live.now());
    const used = volume.total > 0 ? (volume.total - volume.free) / volume.total : 0;
    return html`<li class="card">
      <h3 class="path">${volume.directory}</h3>
      <p>
        <span class="word ${KINDS[room]}"><span aria-hidden="true">${SIGNS[room]}</span> ${t('disk.' + room)}</span>
        <span>${t('disk.is', { free: bytes(volume.free), total: bytes(volume.total) })}</span>
      </p>
      <div class="used ${KINDS[room]}" aria-hidden="true" data-part=${String(used)}></div>
      <p class="hint">${t('disk.used', { percent: percent(used * 100) })}</p>
      <p>${forecast(volume)}</p>
    </li>`;
  }
}

/** @param {Volume} volume */
function forecast({ bytesPerDay, full, steady }) {
  if (bytesPerDay <= 0) {
    return t('disk.unknown');
  }
  const rate = t('disk.day', { size: bytes(bytesPerDay) });
  if (full !== null) {
    return `${rate} ${t('disk.full', { day: dayInWords(dayOf(Date.parse(full), sources.zone)) })}`;
  }
  return steady === null ? rate : `${rate} ${t('disk.steady', { size: bytes(steady) })}`;
}

customElements.define('disk-status', DiskStatus);
