// @ts-check
/**
 * Walks through sections in two ways that do not disturb each other: in time, and from the loudest to
 * quieter ones. A step in time does not move the place in the ranking. Pure.
 */

/** @typedef {{top: number, only: boolean}} Choice so many count as highlights; whether only these are visited */

/** Where a walk by loudness has not begun yet. */
const NOWHERE = -1;

/**
 * The places of scores, the highest first; of equal ones the earlier.
 * @param {number[]} scores
 */
export const rankingOf = (scores) =>
  scores.map((_, index) => index).sort((a, b) => scores[b] - scores[a] || a - b);

export class Cursors {
  /** Which section it is, counted in time; -1 before the first step. */
  place = NOWHERE;
  /** By which walk it was reached: time or loudness. */
  order = 'time';
  #walk = NOWHERE;
  #ranking;
  /** @type {number[]} */
  #ranks;

  /** @param {number[]} scores of the sections in time */
  constructor(scores) {
    this.#ranking = rankingOf(scores);
    this.#ranks = new Array(scores.length);
    this.#ranking.forEach((place, rank) => (this.#ranks[place] = rank));
  }

  get count() {
    return this.#ranks.length;
  }

  /**
   * 1 for the loudest.
   * @param {number} place
   */
  rankOf(place) {
    return this.#ranks[place] + 1;
  }

  /**
   * One that was pointed at: the walk by loudness begins anew.
   * @param {number} place
   */
  choose(place) {
    this.place = place;
    this.order = 'time';
    this.#walk = NOWHERE;
  }

  /**
   * @param {string} step previous, next, first, last, louder, quieter, loudest or quietest
   * @param {Choice} choice
   * @returns {boolean} false where there is nothing in that direction
   */
  step(step, choice) {
    const byLoudness = ['louder', 'quieter', 'loudest', 'quietest'].includes(step);
    return byLoudness ? this.#climb(step, choice) : this.#go(step, choice);
  }

  /**
   * @param {string} step
   * @param {Choice} choice
   */
  #climb(step, { top }) {
    const last = Math.min(top, this.count) - 1;
    const to = this.#wanted(step, last);
    if (to < 0 || to > last || (to === this.#walk && this.order === 'loudness')) {
      return false;
    }
    this.#walk = to;
    this.place = this.#ranking[to];
    this.order = 'loudness';
    return true;
  }

  /**
   * @param {string} step
   * @param {number} last
   */
  #wanted(step, last) {
    if (step === 'loudest' || (this.#walk === NOWHERE && step !== 'quietest')) {
      return 0;
    }
    return step === 'quietest' ? last : this.#walk + (step === 'louder' ? -1 : 1);
  }

  /**
   * @param {string} step
   * @param {Choice} choice
   */
  #go(step, choice) {
    const forwards = step === 'next' || step === 'first';
    const direction = forwards ? 1 : -1;
    let to = this.place + direction;
    if (step === 'first') {
      to = 0;
    } else if (step === 'last' || (step === 'previous' && this.place === NOWHERE)) {
      to = this.count - 1;
    }
    while (to >= 0 && to < this.count && !this.#counts(to, choice)) {
      to += direction;
    }
    if (to < 0 || to >= this.count) {
      return false;
    }
    this.place = to;
    this.order = 'time';
    return true;
  }

  /**
   * @param {number} place
   * @param {Choice} choice
   */
  #counts(place, { top, only }) {
    return !only || this.#ranks[place] < top;
  }

  /**
   * Which one it is of how many, in the order in which it was reached.
   * @param {Choice} choice
   * @returns {{at: number, of: number}}
   */
  position(choice) {
    if (this.order === 'loudness') {
      return { at: this.#walk + 1, of: Math.min(choice.top, this.count) };
    }
    if (this.place === NOWHERE || !choice.only || !this.#counts(this.place, choice)) {
      return { at: this.place + 1, of: this.count };
    }
    const before = this.#ranks.slice(0, this.place + 1).filter((rank) => rank < choice.top);
    return { at: before.length, of: Math.min(choice.top, this.count) };
  }
}

/** So long a section has only just begun, in milliseconds. */
const MOMENT = 1500;

/**
 * From where a step in time begins while a whole file is heard: what has begun just now is not gone
 * back to, or one would never get before it; what is about to begin is not gone forward to.
 * @param {{from: string}[]} sections in time
 * @param {number} instant of what is heard
 * @param {string} step
 * @param {number} [lead] so long before its start a section is heard, in milliseconds
 */
export function placeNear(sections, instant, step, lead = 0) {
  const until = step === 'previous' ? instant - MOMENT : instant + lead + 50;
  const begun = sections.filter((it) => Date.parse(it.from) <= until).length;
  return step === 'previous' ? begun : begun - 1;
}
