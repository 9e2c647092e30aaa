// @ts-check
/** What was typed and not sent: it outlives another page and a reload, and ends with the window, or who logs out. */
import { session } from './session.js';

const PREFIX = 'sonolog draft';

/**
 * Each user has an own one.
 * @template T
 */
export class Draft {
  #name;

  /** @param {string} name of what it is for */
  constructor(name) {
    this.#name = name;
  }

  get #key() {
    return `${PREFIX} ${session.who?.name ?? ''} ${this.#name}`;
  }

  /** @returns {T | null} */
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {T | null} value null: there is nothing to keep */
  write(value) {
    try {
      if (value === null) {
        sessionStorage.removeItem(this.#key);
      } else {
        sessionStorage.setItem(this.#key, JSON.stringify(value));
      }
    } catch {
      // a browser that keeps nothing
    }
  }
}

/** Who comes next at this window is not to find it. */
function forgetAll() {
  try {
    Object.keys(sessionStorage)
      .filter((it) => it.startsWith(PREFIX))
      .forEach((it) => sessionStorage.removeItem(it));
  } catch {
    // there is nothing to forget
  }
}

let wasIn = session.who?.how === 'session';
session.addEventListener('change', () => {
  if (wasIn && session.who?.how === 'nobody') {
    forgetAll();
  }
  wasIn = session.who?.how === 'session';
});
