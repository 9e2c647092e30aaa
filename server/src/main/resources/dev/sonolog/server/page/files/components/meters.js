// @ts-check
import './level-meter.js';
import { live } from '../services/live.js';

/** @typedef {import('./level-meter.js').LevelMeter} LevelMeter */
/** @typedef {{source: string} & import('./level-meter.js').Levels} Told */

const QUIET_MILLIS = 3000;

/**
 * Feeds the meters of sources that stand in a part of the page. Levels are asked for only while that
 * part is on the screen, and what is not told any more is not shown any more.
 */
export class Meters {
  /** Whether the meters stand still. */
  isFrozen = false;
  /** When each source told a level last, and what was the matter with it.
   * @type {Map<string, {at: number, conditions: string[]}>} */
  heard = new Map();
  #host;
  /** @type {(() => void) | null} */
  #leave = null;

  /** @param {import('./page-element.js').PageElement} host */
  constructor(host) {
    this.#host = host;
  }

  /** To be called when the part is put into the page. */
  start() {
    const seen = new IntersectionObserver((entries) => this.#seen(entries[entries.length - 1].isIntersecting));
    seen.observe(this.#host);
    const timer = setInterval(() => this.#check(), QUIET_MILLIS / 2);
    this.#host.watch(live, 'levels', (event) => this.isFrozen || this.#levels(event.detail.sources));
    this.#host.atEnd(() => {
      seen.disconnect();
      clearInterval(timer);
      this.#seen(false);
    });
  }

  freeze() {
    this.isFrozen = !this.isFrozen;
    this.#host.requestUpdate();
  }

  /** @param {boolean} isSeen */
  #seen(isSeen) {
    if (isSeen) {
      this.#leave ??= live.want('levels');
    } else {
      this.#leave?.();
      this.#leave = null;
    }
  }

  /** @param {Told[]} levels */
  #levels(levels) {
    let isOther = false;
    for (const { source, conditions } of levels) {
      isOther ||= this.heard.get(source)?.conditions.join() !== conditions.join();
      this.heard.set(source, { at: Date.now(), conditions });
    }
    if (isOther) {
      this.#host.requestUpdate();
    }
    for (const meter of this.#meters()) {
      const told = levels.find((it) => it.source === meter.dataset.source);
      if (told) {
        meter.show(told);
      }
    }
  }

  #check() {
    const old = Date.now() - QUIET_MILLIS;
    const quiet = this.isFrozen ? [] : [...this.heard].filter(([, it]) => it.at < old).map(([source]) => source);
    if (quiet.length > 0) {
      quiet.forEach((it) => this.heard.delete(it));
      this.#meters().forEach((it) => quiet.includes(it.dataset.source ?? '') && it.rest());
      this.#host.requestUpdate();
    }
  }

  #meters() {
    return /** @type {NodeListOf<LevelMeter>} */ (this.#host.querySelectorAll('level-meter'));
  }
}
