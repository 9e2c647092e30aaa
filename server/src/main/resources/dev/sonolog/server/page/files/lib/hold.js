// @ts-check
/** A button that is pressed or held down. Pure; it is told the time in milliseconds. */

export const HOLD_MILLIS = 1000;
/** Who presses again sooner has pressed twice, and did not read what came. */
export const READ_MILLIS = 500;

export class Hold {
  /** @type {number | null} */
  #since = null;
  #wasHeld = false;

  /** @param {number} now */
  down(now) {
    this.#since ??= now;
    this.#wasHeld = false;
  }

  /** @param {number} now */
  isHeld(now) {
    const isOver = this.#since !== null && now - this.#since >= HOLD_MILLIS;
    this.#wasHeld ||= isOver;
    return isOver;
  }

  /** It was let go, or the finger went elsewhere. */
  up() {
    this.#since = null;
  }

  get isDown() {
    return this.#since !== null;
  }

  /** Whether the press that follows is the end of what was held: it was done already. Asked once. */
  takePress() {
    const was = this.#wasHeld;
    this.#wasHeld = false;
    return was;
  }
}
