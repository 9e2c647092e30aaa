// @ts-check
/**
 * How a level is shown so that eyes can follow it: up at once, down by 20 dB in 1.7 s, and the highest
 * stands for a while (IEC 60268-18). Pure; times are milliseconds of any clock that only goes forward.
 */

const FALL_PER_SECOND = 20 / 1.7;
const HOLD_MILLIS = 1500;

/** One channel. */
export class FallingPeak {
  #level = -Infinity;
  #at = 0;
  #held = -Infinity;
  #heldAt = 0;

  /**
   * @param {number | null} level in dBFS; null is digital silence
   * @param {number} now
   */
  hear(level, now) {
    const heard = level ?? -Infinity;
    if (heard >= this.level(now)) {
      this.#level = heard;
      this.#at = now;
    }
    if (heard >= this.hold(now)) {
      this.#held = heard;
      this.#heldAt = now;
    }
  }

  /** @param {number} now */
  level(now) {
    return this.#level - (Math.max(0, now - this.#at) / 1000) * FALL_PER_SECOND;
  }

  /**
   * The highest of late; falls as the level does when its time is over.
   * @param {number} now
   */
  hold(now) {
    const over = Math.max(0, now - this.#heldAt - HOLD_MILLIS);
    return this.#held - (over / 1000) * FALL_PER_SECOND;
  }
}

/** A lamp that stays on until somebody has seen it. */
export class ClipLamp {
  /** How often it clipped since the lamp was put out. */
  count = 0;
  /** When it clipped last, in milliseconds since 1970; 0 where it has not. */
  lastAt = 0;
  /** @type {number | null} as it was told last */
  #told = null;

  /**
   * @param {number} clips that there were in all, on all channels; fewer than before where it was begun anew
   * @param {number} now
   */
  hear(clips, now) {
    const before = this.#told === null || clips < this.#told ? 0 : this.#told;
    const more = this.#told === null ? 0 : clips - before; // what was before this page came is not its business
    this.#told = clips;
    if (more > 0) {
      this.count += more;
      this.lastAt = now;
    }
  }

  reset() {
    this.count = 0;
    this.lastAt = 0;
  }
}
