// @ts-check
/**
 * What is heard, for those who are there before anything is: the player, and what listens live, are
 * loaded when somebody is about to hear something. Events: change.
 */

class Hearing extends EventTarget {
  /** @type {import('./player.js').Player | null} null as long as nobody has needed it */
  player = null;
  /** @type {import('./listen.js').Listen | null} */
  live = null;

  constructor() {
    super();
    // While a button is held down there is time to load what it needs; where that fails, its press tells so.
    document.addEventListener('pointerdown', () => void this.load().catch(() => {}), { once: true, passive: true });
  }

  get isLoaded() {
    return this.player?.isLoaded === true;
  }

  get isPlaying() {
    return this.player?.isPlaying === true;
  }

  /** @param {Partial<Pick<Hearing, 'player' | 'live'>>} what is there from now on */
  has(what) {
    Object.assign(this, what);
    Object.values(what).forEach((it) => it?.addEventListener('change', () => this.#changed()));
    this.#changed();
  }

  load() {
    return import('./listen.js');
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const hearing = new Hearing();
