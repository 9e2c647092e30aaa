// @ts-check
/** What retention would delete next, for what is told about a recording. Events: change. */
import { get } from './api.js';
import { t } from './texts.js';

const FRESH_MILLIS = 60_000;

class Keeping extends EventTarget {
  /** @type {Map<string, string>} why, by id; null as long as it is not known */
  #reasons = /** @type {any} */ (null);
  #askedAt = 0;

  /** Asks unless it is known; without an answer nothing is told. */
  need() {
    if (Date.now() - this.#askedAt > FRESH_MILLIS) {
      this.#askedAt = Date.now();
      get('retention').then((plan) => this.#is(plan), () => (this.#askedAt = 0));
    }
  }

  /** @param {{recordings: {id: string, reason: string}[]}} plan */
  #is(plan) {
    this.#reasons = new Map(plan.recordings.map((it) => [it.id, it.reason]));
    this.dispatchEvent(new Event('change'));
  }

  /**
   * How long a recording stays.
   * @param {Recording} recording
   */
  textOf(recording) {
    if (recording.pinned) {
      return t('recs.kept.pinned');
    }
    const reason = this.#reasons?.get(recording.id);
    return reason === undefined ? t('recs.kept.now') : t('recs.kept.next', { reason });
  }
}

export const keeping = new Keeping();
