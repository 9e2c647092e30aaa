// @ts-check
/**
 * The files that are made of spans, one list for all who show it. Who asked for some is told when they are ready, on
 * whatever page that person is. Events: change; told, with the text.
 */
import { address, change, get, part } from './api.js';
import { messages, tellTrouble } from './messages.js';
import { live } from './live.js';
import { router } from './router.js';
import { session } from './session.js';
import { sources } from './sources.js';
import { t } from './texts.js';
import { inWords } from '../components/forms.js';
import { Loading } from '../components/load-state.js';
import { ExportBatches } from '../lib/export-batches.js';
import { stamp } from '../lib/time.js';

/**
 * @typedef {object} Export
 * @property {string} id
 * @property {string} source
 * @property {string} from
 * @property {string} to
 * @property {string} gaps
 * @property {string | null} as
 * @property {'waiting' | 'running' | 'done' | 'failed'} state
 * @property {number} percent
 * @property {string | null} error
 * @property {string | null} file
 * @property {number | null} bytes
 * @property {string | null} expires
 */
/** @typedef {{source: string, from: string, to: string, gaps: string, as?: string, bitrate?: number}} Order */

const BUSY_MILLIS = 1500;
const IDLE_MILLIS = 20_000;

class Exports extends EventTarget {
  /** @type {Loading<Export[]>} */
  loading = new Loading(() => this.dispatchEvent(new Event('change')));
  #batches = new ExportBatches();
  #lookers = 0;
  #timer = 0;

  constructor() {
    super();
    const again = () => this.#lookers > 0 && !document.hidden && void this.now();
    live.addEventListener('hello', again);
    session.addEventListener('loggedIn', again);
  }

  /** Somebody looks at the list until the returned function is called. */
  watch() {
    this.#lookers++;
    void this.now();
    return () => {
      this.#lookers--;
      this.#again();
    };
  }

  /** Looks how far they are. */
  async now() {
    clearTimeout(this.#timer);
    if (await this.loading.load(async (signal) => (await get('exports', {}, signal)).exports)) {
      this.#batches.look(this.loading.value ?? []).forEach((it) => this.#tell(it));
    }
    this.#again();
  }

  #again() {
    clearTimeout(this.#timer);
    const isBusy = this.loading.value?.some((it) => ['waiting', 'running'].includes(it.state));
    if (this.#batches.isWaiting || (this.#lookers > 0 && !document.hidden)) {
      const pause = isBusy && this.loading.error === undefined ? BUSY_MILLIS : IDLE_MILLIS;
      this.#timer = setTimeout(() => void this.now(), pause);
    }
  }

  /**
   * Has files made, which are told together.
   * @param {Order[]} orders
   * @returns {Promise<boolean>} whether at least one of them is being made
   */
  async ask(orders) {
    /** @type {string[]} */
    const ids = [];
    for (const order of orders) {
      try {
        ids.push((await change('POST', 'exports', order)).id);
      } catch (error) {
        tellTrouble(orders.length === 1 ? error : `${order.source}: ${inWords(error)}`);
      }
    }
    this.#batches.add(ids);
    await this.now();
    return ids.length > 0;
  }

  /** @param {Export} it */
  async remove(it) {
    try {
      await change('DELETE', `exports/${part(it.id)}`);
    } catch (error) {
      tellTrouble(error);
    }
    await this.now();
  }

  /** @param {{done: Export[], failed: Export[]}} batch */
  #tell({ done, failed }) {
    const stays = this.#lookers === 0; // who has the list before the eyes needs it for a moment only
    if (done.length === 1) {
      const action = { name: t('exports.fetch'), act: () => saved(fileOf(done[0])) };
      this.#say(t('exports.ready', { file: done[0].file ?? '' }), { stays, action });
    } else if (done.length > 1) {
      const action = { name: t('exports.show'), act: () => router.go('/status') };
      this.#say(t('exports.ready.all', { count: done.length }), { stays, action });
    }
    for (const it of failed) {
      this.#say(t('exports.failed.of', { what: nameOf(it), reason: it.error ?? '' }), { trouble: true });
    }
  }

  /**
   * @param {string} text
   * @param {{stays?: boolean, trouble?: boolean, action?: {name: string, act: () => void}}} how
   */
  #say(text, how) {
    messages.add(text, how);
    this.dispatchEvent(new CustomEvent('told', { detail: text }));
  }
}

export const exports = new Exports();

/** @param {Export} it */
export const fileOf = (it) => address(`exports/${part(it.id)}/file`);

/** What it is of, in words. @param {Export} it */
export const nameOf = (it) => `${it.source} · ${stamp(Date.parse(it.from), sources.zoneOf(it.source))}`;

/**
 * Has the browser keep a file.
 * @param {string} url
 * @param {string} [name]
 */
export function saved(url, name = '') {
  const to = document.createElement('a');
  to.href = url;
  to.download = name;
  to.click();
}
