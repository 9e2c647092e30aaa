// @ts-check
/** Short messages, some of which offer to take back what was done. Events: change. */
import { announce } from './announce.js';
import { t } from './texts.js';

const MESSAGE_MILLIS = 12_000;

/** @typedef {{id: number, text: string, isTrouble: boolean, action?: {name: string, act: () => void}}} Message */

class Messages extends EventTarget {
  /** @type {Message[]} */
  all = [];
  #next = 1;

  /**
   * @param {string} text
   * @param {{trouble?: boolean, stays?: boolean, action?: {name: string, act: () => void}}} [how]
   *     stays: until it is closed
   * @returns {number} its id
   */
  add(text, how = {}) {
    const message = { id: this.#next++, text, isTrouble: how.trouble === true, action: how.action };
    this.all = [...this.all.slice(-3), message];
    this.dispatchEvent(new Event('change'));
    announce(text, { alert: how.trouble });
    if (!how.trouble && !how.stays) {
      setTimeout(() => this.remove(message.id), MESSAGE_MILLIS);
    }
    return message.id;
  }

  /** @param {number} id */
  remove(id) {
    this.all = this.all.filter((it) => it.id !== id);
    this.dispatchEvent(new Event('change'));
  }
}

export const messages = new Messages();

/**
 * Tells that something did not work.
 * @param {unknown} error
 */
export function tellTrouble(error) {
  const text = error instanceof Error ? error.message : String(error);
  messages.add(text === '' ? t('unreachable') : text, { trouble: true });
}
