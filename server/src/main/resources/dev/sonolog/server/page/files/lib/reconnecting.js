// @ts-check
/**
 * When a stream of events that ended is asked for again, and when it counts as lost. Pure: it is told
 * the time, in milliseconds.
 */

/** The server sends a sign of life every 15 s. */
const PATIENCE = 32_000;
/** The first one comes at once. */
const PATIENCE_AT_FIRST = 15_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** What lasted so long was no failure. */
const SOLID = 10_000;
/** So soon after it was fine nobody need know of a failure. */
const GRACE = 2000;
/** A network takes so long to come back after sleep. */
const GRACE_AFTER_SLEEP = 8000;
/** Who was to look after two seconds, and comes so late, was asleep. */
const ASLEEP = 10_000;

export class Reconnecting {
  #failures = 0;
  #heardAt = 0;
  /** When the first sign came; 0 as long as there was none. */
  #openAt = 0;
  #graceUntil = 0;
  #lookedAt = Infinity;

  /** It is asked for. @param {number} now */
  begin(now) {
    this.#heardAt = now;
    this.#openAt = 0;
  }

  /** @param {number} now Infinity: nothing is to be waited for */
  hear(now) {
    this.#heardAt = now;
    this.#openAt ||= now;
  }

  /** Whether it is dead and does not say so. @param {number} now */
  isDead(now) {
    return now - this.#heardAt > (this.#openAt ? PATIENCE : PATIENCE_AT_FIRST);
  }

  /**
   * It ended.
   * @param {number} now
   * @param {number} random 0 to 1: not all pages of a station are to come back at once
   * @returns {{pause: number, isLost: boolean}} how long to wait, and whether to tell
   */
  fail(now, random) {
    if (this.#openAt) {
      this.#graceUntil = Math.max(this.#graceUntil, now + GRACE);
      this.#failures = now - this.#openAt > SOLID ? 0 : this.#failures;
      this.#openAt = 0;
    }
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++) * (0.5 + random / 2);
    return { pause, isLost: now + pause > this.#graceUntil };
  }

  /** Somebody looks again, or wants something else: it begins anew. @param {number} now */
  wake(now) {
    this.#failures = 0;
    this.#graceUntil = now + GRACE_AFTER_SLEEP;
  }

  /** Asked every two seconds. @param {number} now */
  wasAsleep(now) {
    const before = this.#lookedAt;
    this.#lookedAt = now;
    return now - before > ASLEEP;
  }
}
