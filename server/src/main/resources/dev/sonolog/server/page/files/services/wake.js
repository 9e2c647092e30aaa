// @ts-check
/**
 * Keeps the screen on while somebody is in control. A browser may refuse, and lets go of it whenever the page is hidden:
 * then it is asked for again. Events: change.
 */

class Wake extends EventTarget {
  /** off, on, insecure (the browser wants HTTPS), unable (it cannot) or refused */
  state = 'off';
  #isWanted = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => void this.#arrange());
  }

  /** @param {boolean} isWanted */
  want(isWanted) {
    if (this.#isWanted !== isWanted) {
      this.#isWanted = isWanted;
      void this.#arrange();
    }
  }

  async #arrange() {
    if (!this.#isWanted) {
      const lock = this.#lock;
      this.#lock = null;
      await lock?.release();
      this.#is('off');
    } else if (!('wakeLock' in navigator)) {
      this.#is(window.isSecureContext ? 'unable' : 'insecure');
    } else if (!document.hidden && this.#lock === null) {
      await this.#ask();
    }
  }

  async #ask() {
    try {
      const lock = await navigator.wakeLock.request('screen');
      lock.addEventListener('release', () => this.#lock === lock && this.#released());
      this.#lock = lock;
      this.#is('on');
      if (!this.#isWanted) {
        await this.#arrange();
      }
    } catch {
      this.#is('refused'); // such as where the battery is low
    }
  }

  #released() {
    this.#lock = null;
    this.#is(this.#isWanted ? 'refused' : 'off');
    if (!document.hidden) {
      void this.#arrange();
    }
  }

  /** @param {string} state */
  #is(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('change'));
    }
  }
}

export const wake = new Wake();
