// @ts-check
/** Who this device is to others that want to record, too. Kept by the browser. Events: change. */
import { session } from './session.js';
import { deviceName } from '../lib/device-name.js';
import { randomId } from '../lib/random-id.js';

const KEY = 'sonolog device';
const LONGEST = 60;

class Owner extends EventTarget {
  /** A secret of this browser: who shows it is the same as before. */
  id = randomId();
  #name = '';

  constructor() {
    super();
    this.#read();
    this.#write(); // whoever comes back must be known
    window.addEventListener('storage', (event) => {
      if (event.key === KEY) {
        this.#read();
        this.dispatchEvent(new Event('change'));
      }
    });
  }

  /** What others read. */
  get name() {
    const user = session.who?.how === 'session' ? session.who.name : '';
    return this.#name || deviceName(navigator.userAgent, navigator.maxTouchPoints, user);
  }

  /** @param {string} name empty: the usual one */
  rename(name) {
    this.#name = name.trim().slice(0, LONGEST);
    this.#write();
    this.dispatchEvent(new Event('change'));
  }

  #read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
      this.id = kept.id ?? this.id;
      this.#name = kept.name ?? '';
    } catch {
      // it is another one each time
    }
  }

  #write() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ id: this.id, name: this.#name }));
    } catch {
      // a browser that keeps nothing
    }
  }
}

export const owner = new Owner();
