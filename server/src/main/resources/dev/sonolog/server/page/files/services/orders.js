// @ts-check
/**
 * Commands to record, stop, cut and mark. One whose answer does not come is asked again with the same id, so it is done
 * once; meanwhile the page can tell so. Two of the same kind at once are one. Events: change; done with what, source, answer.
 */
import { ApiError, part, send } from './api.js';
import { announce } from './announce.js';
import { control } from './control.js';
import { messages, tellTrouble } from './messages.js';
import { session } from './session.js';
import { studio } from './studio.js';
import { t } from './texts.js';
import { isOver, isWorthAsking, pauseAfter } from '../lib/patience.js';
import { randomId } from '../lib/random-id.js';

const ANSWER_MILLIS = 8000;

/** @typedef {'start' | 'stop' | 'cut' | 'mark'} What */
/**
 * @typedef {object} Order
 * @property {What} what
 * @property {string} source
 * @property {string} request
 * @property {number} since
 * @property {number} tries
 * @property {string} trouble why it is asked again; empty the first time
 * @property {AbortController} over ends it
 */

class Orders extends EventTarget {
  /** @type {Order[]} that have no answer yet */
  all = [];

  /**
   * @param {string} source
   * @param {What} [what] any where it is not said
   */
  of(source, what) {
    return this.all.find((it) => it.source === source && (what === undefined || it.what === what));
  }

  /**
   * @param {string} source
   * @param {What} what
   * @param {{name?: string, label?: string}} [more]
   * @returns {Promise<any>} the answer; null where it was not done, which was told
   */
  async give(source, what, more = {}) {
    if (this.of(source, what)) {
      return null;
    }
    const over = new AbortController();
    const order = { what, source, request: randomId(), since: Date.now(), tries: 0, trouble: '', over };
    this.all = [...this.all, order];
    this.#changed();
    try {
      const answer = await this.#untilAnswered(order, more);
      studio.put(answer.source);
      this.#told(order, answer);
      return answer;
    } catch (error) {
      this.#refused(order, error);
      return null;
    } finally {
      this.all = this.all.filter((it) => it !== order);
      this.#changed();
    }
  }

  /**
   * @param {Order} order
   * @param {{name?: string, label?: string}} more
   */
  async #untilAnswered(order, more) {
    for (;;) {
      try {
        return await this.#ask(order, more);
      } catch (error) {
        if (order.over.signal.aborted || !isWorthAsking(statusOf(error)) || isOver(order.what, Date.now() - order.since)) {
          throw error;
        }
        order.trouble = /** @type {Error} */ (error).message;
        this.#changed();
        await this.#pause(order, statusOf(error) === 401 ? Infinity : pauseAfter(order.tries));
      }
    }
  }

  /**
   * @param {Order} order
   * @param {{name?: string, label?: string}} more
   */
  async #ask(order, more) {
    const { what, source, request, over } = order;
    order.tries++;
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(ANSWER_MILLIS)]);
    if (control.tokenOf(source) === '' && !(await control.take(source))) {
      throw new ApiError(409, ''); // why not was told
    }
    const body = { request, token: control.tokenOf(source), ...more };
    return (await send('POST', `studio/${part(source)}/${what}`, { body, signal })).json();
  }

  /**
   * @param {Order} order
   * @param {number} millis
   */
  #pause(order, millis) {
    return new Promise((resolve) => {
      const go = () => resolve(undefined);
      order.over.signal.addEventListener('abort', go, { once: true });
      session.addEventListener('loggedIn', go, { once: true });
      window.addEventListener('online', go, { once: true });
      if (Number.isFinite(millis)) {
        setTimeout(go, millis);
      }
    });
  }

  /**
   * Nobody wants it any more. It may have been done all the same: only its answer is missing.
   * @param {Order} order
   */
  giveUp(order) {
    order.over.abort();
  }

  /**
   * @param {Order} order
   * @param {any} answer
   */
  #told({ what, source }, answer) {
    if (answer.outcome === 'pending') {
      messages.add(t('studio.pending.' + what));
    } else if (what === 'stop' && answer.take && answer.take.state !== 'kept' && answer.take.state !== 'running') {
      messages.add(t('studio.ended.' + answer.take.state.replace(' ', '.')), { trouble: true });
    } else if (what === 'mark' || what === 'cut') {
      announce(t('studio.done.' + what));
    }
    this.dispatchEvent(new CustomEvent('done', { detail: { what, source, answer } }));
  }

  /**
   * @param {Order} order
   * @param {unknown} error
   */
  #refused({ what, source, over }, error) {
    void studio.look(source);
    const isSilent = over.signal.aborted || isWorthAsking(statusOf(error));
    if (isSilent) {
      messages.add(t('studio.unanswered.' + what), { trouble: true });
    } else if (/** @type {Error} */ (error).message !== '') {
      tellTrouble(error);
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * What the server said; an answer that took too long is none.
 * @param {unknown} error
 */
const statusOf = (error) => (error instanceof ApiError ? error.status : 0);

export const orders = new Orders();
