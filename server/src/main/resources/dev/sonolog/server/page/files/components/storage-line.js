// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Loading } from './load-state.js';
import { get } from '../services/api.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { dayInWords, dayOf } from '../lib/time.js';

const AGAIN_MILLIS = 300_000;

/** How much is recorded, how much room there is, and when it will be full. */
class StorageLine extends PageElement {
  constructor() {
    super();
    /** @type {Loading<{volumes: {directory: string, free: number, total: number, full: string | null}[]}>} */
    this.storage = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'disk');
    const load = () => void this.storage.load((signal) => get('storage', {}, signal));
    const timer = setInterval(() => document.hidden || load(), AGAIN_MILLIS);
    this.atEnd(() => clearInterval(timer));
    this.atEnd(() => this.storage.stop());
    void sources.need();
    load();
  }

  render() {
    const volumes = this.storage.value?.volumes ?? [];
    return html`<p class="storage">
      ${sources.isLoaded ? this.#used() : ''} ${volumes.map((it) => this.#volume(it, volumes.length > 1))}
      ${this.storage.error !== undefined && volumes.length === 0 ? html`<span>${t('recs.storage.failed')}</span>` : ''}
    </p>`;
  }

  #used() {
    const used = sources.all.reduce((sum, it) => sum + it.bytes, 0);
    const seconds = sources.all.reduce((sum, it) => sum + it.seconds, 0);
    return html`<span>${t('recs.used', { size: bytes(used), length: spokenLength(seconds) })}</span>`;
  }

  /**
   * @param {{directory: string, free: number, total: number, full: string | null}} volume
   * @param {boolean} isNamed
   */
  #volume(volume, isNamed) {
    const now = live.volumes.find((it) => it.directory === volume.directory) ?? volume;
    const full = now.forecast ? now.forecast.full : volume.full;
    const room = t('recs.room', { free: bytes(now.free), total: bytes(now.total) });
    return html`<span>${isNamed ? `${volume.directory}: ` : ''}${room}</span>
      ${full ? html`<span>${t('recs.full', { day: dayInWords(dayOf(Date.parse(full), sources.zone)) })}</span>` : ''}`;
  }
}
customElements.define('storage-line', StorageLine);
