// @ts-check
/** What a person set on this browser. Kept in its local storage; nothing of it is known to the server. */

const KEY = 'sonolog';

const USUAL = {
  language: 'auto',
  /** auto, light or dark */
  theme: 'auto',
  /** auto or less */
  motion: 'auto',
  /** all, alerts or none */
  announcements: 'all',
  /** Whether single keys do something. */
  keys: true,
  /** @type {Record<string, string[]>} actions whose keys are others */
  changedKeys: {},
  volume: 1,
  speed: 1,
  autoAdvance: true,
  highlightsOnly: false,
  /** So many of the loudest sections count as highlights. */
  top: 50,
  /** Seconds before and behind a highlight that are played along. */
  leadIn: 1,
  leadOut: 1,
  /** @type {{margin: number, minGap: number, minDuration: number} | null} null: as the server has it */
  analysis: null,
};

/** @typedef {typeof USUAL} Values */

class Settings extends EventTarget {
  /** @type {Values} */
  #values = { ...USUAL };

  constructor() {
    super();
    this.#read();
    window.addEventListener('storage', (event) => {
      if (event.key === KEY) {
        this.#read();
        this.dispatchEvent(new Event('change'));
      }
    });
  }

  #read() {
    try {
      this.#values = { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
    } catch {
      this.#values = { ...USUAL }; // what cannot be read is as if it were not there
    }
  }

  /**
   * @template {keyof Values} K
   * @param {K} name
   * @returns {Values[K]}
   */
  get(name) {
    return this.#values[name];
  }

  /**
   * @template {keyof Values} K
   * @param {K} name
   * @param {Values[K]} value
   */
  set(name, value) {
    this.#values = { ...this.#values, [name]: value };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // a browser that keeps nothing: it holds for as long as the page is open
    }
    this.dispatchEvent(new Event('change'));
  }
}

export const settings = new Settings();

/** Whether things should move as little as possible. */
export const lessMotion = () =>
  settings.get('motion') === 'less' || matchMedia('(prefers-reduced-motion: reduce)').matches;
