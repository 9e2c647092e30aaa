// @ts-check
/**
 * The sections that the server finds, kept for as long as the page is open: what was asked with the
 * same values is not asked again, and few requests run at a time.
 */
import { get, part } from './api.js';
import { live } from './live.js';
import { settings } from './settings.js';
import { sources } from './sources.js';

/** @typedef {{margin: number, minGap: number, minDuration: number}} Analysis */

const AT_ONCE = 3;
const KEPT = 400;
/** So old a span must be to be kept: what is being recorded grows. */
const SETTLED_MILLIS = 600_000;

class SectionsService extends EventTarget {
  /** @type {Analysis | null} what the server takes where nothing is set; null as long as it is not known */
  usual = null;
  /** @type {Map<string, Sections>} */
  #kept = new Map();
  /** @type {Map<string, Promise<Sections>>} */
  #asked = new Map();
  #running = 0;
  /** @type {(() => void)[]} */
  #waiting = [];

  /** @returns {Analysis | null} the values that hold here */
  get values() {
    return settings.get('analysis') ?? this.usual;
  }

  /** Asks the server for its values, where nothing has told them yet. */
  async needUsual() {
    await sources.need();
    const first = sources.all.find((it) => it.first !== null);
    if (this.usual === null && first) {
      const from = Date.parse(first.first ?? '');
      const span = { from: new Date(from).toISOString(), to: new Date(from + 1000).toISOString() };
      this.#is(await get(`sources/${part(first.name)}/sections`, span));
    }
  }

  /**
   * Those of one recording.
   * @param {Recording} recording
   * @param {{anew?: boolean}} [how]
   * @returns {Promise<Sections>}
   */
  ofRecording(recording, how = {}) {
    return this.#need(`recordings/${part(recording.id)}/sections`, {}, recording.state !== 'recording', how);
  }

  /**
   * Those of a span of a source, across the borders of files.
   * @param {string} source
   * @param {number} from
   * @param {number} to
   * @param {{anew?: boolean}} [how]
   * @returns {Promise<Sections>}
   */
  ofSpan(source, from, to, how = {}) {
    const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return this.#need(`sources/${part(source)}/sections`, span, to < live.now() - SETTLED_MILLIS, how);
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} span
   * @param {boolean} isSettled
   * @param {{anew?: boolean}} how
   */
  #need(path, span, isSettled, how) {
    const parameters = { ...span, ...settings.get('analysis') };
    const key = path + JSON.stringify(parameters);
    const kept = this.#kept.get(key);
    if (kept && !how.anew) {
      return Promise.resolve(kept);
    }
    let asked = this.#asked.get(key);
    if (!asked) {
      asked = this.#inTurn(() => get(path, parameters)).finally(() => this.#asked.delete(key));
      this.#asked.set(key, asked);
      void asked.then((it) => this.#keep(key, it, isSettled), () => {});
    }
    return asked;
  }

  /**
   * @param {string} key
   * @param {Sections} answer
   * @param {boolean} isSettled
   */
  #keep(key, answer, isSettled) {
    if (settings.get('analysis') === null) {
      this.#is(answer);
    }
    if (isSettled && answer.unmeasured.length === 0) {
      if (this.#kept.size >= KEPT) {
        this.#kept.delete(/** @type {string} */ (this.#kept.keys().next().value));
      }
      this.#kept.set(key, answer);
    }
  }

  /** @param {Sections} answer */
  #is({ margin, minGap, minDuration }) {
    if (this.usual === null) {
      this.usual = { margin, minGap, minDuration };
      this.dispatchEvent(new Event('change'));
    }
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #inTurn(task) {
    if (this.#running >= AT_ONCE) {
      await new Promise((/** @type {(it?: any) => void} */ go) => this.#waiting.push(go));
    } else {
      this.#running++;
    }
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) {
        next(); // takes over this one's place
      } else {
        this.#running--;
      }
    }
  }
}

export const sections = new SectionsService();
