// @ts-check
/**
 * How a recording that still grows is played: by snapshots, each of which is a file that does not change any
 * more; near its end the next one is loaded beside it and takes over. It is there as long as the recording is.
 */
import { ApiError, get, part } from './api.js';
import { tellTrouble } from './messages.js';
import { canPlay, handOver } from './handover.js';
import { release } from './sound.js';
import { NEAR_END, isMore, placeIn } from '../lib/snapshots.js';

const ASK_AGAIN_MILLIS = 1000;

/**
 * @typedef {object} Host the player
 * @property {(growth: Growth) => boolean} isHere whether that recording is still what is loaded
 * @property {(now: Recording, audio: HTMLAudioElement, isPlaying: boolean) => Promise<void>} take
 */

export class Growth {
  /** Seconds of the recording that the loaded snapshot has; null where that is not known, or it is a whole file. */
  until = /** @type {number | null} */ (null);
  /** Whether it stands at the end of what there is, and goes on by itself. */
  isWaiting = false;
  #id;
  #sound;
  #host;
  #isFetching = false;
  /** @type {number | null} where to go once there is more, in seconds */
  #to = null;
  #askedAt = 0;

  /**
   * @param {Recording} now
   * @param {import('./sound.js').Sound} sound
   * @param {Host} host
   */
  constructor(now, sound, host) {
    this.#id = now.id;
    this.#sound = sound;
    this.#host = host;
    this.until = isSnapshot(now) ? now.seconds : null;
  }

  get #isHere() {
    return this.#host.isHere(this);
  }

  get #time() {
    return this.#sound.audio.currentTime;
  }

  /** Goes where there is nothing yet, or not for long. @param {number} to Infinity: to the newest */
  async goTo(to) {
    this.#to = to;
    await this.#fetchMore();
  }

  /** Somebody goes where there is something. */
  stay() {
    this.#to = null;
    if (this.isWaiting) {
      this.isWaiting = false;
      void this.#sound.audio.play();
    }
  }

  /** It is heard, and has come further. @param {number} rest what is left, in seconds */
  moved(rest) {
    const isDue = rest < NEAR_END && Date.now() - this.#askedAt > ASK_AGAIN_MILLIS;
    if (isDue && (this.isWaiting || this.#sound.isPlaying)) {
      void this.#fetchMore();
    }
  }

  /** At the end of what there is: goes on as soon as there is more. */
  async wait() {
    this.isWaiting = true;
    while (this.isWaiting && this.#isHere) {
      if (await this.#fetchMore()) {
        return;
      }
      await new Promise((again) => setTimeout(again, ASK_AGAIN_MILLIS));
    }
  }

  /**
   * Takes what was recorded meanwhile, and goes where it was asked to go.
   * @returns {Promise<boolean>} whether there was more
   */
  async #fetchMore() {
    if (this.#isFetching) {
      return false; // who is on the way already also goes where it was asked to go
    }
    this.#isFetching = true;
    this.#askedAt = Date.now();
    try {
      const now = await get(`recordings/${part(this.#id)}`);
      if (!this.#isHere) {
        return false;
      }
      if (isMore(now, this.until ?? 0)) {
        return await this.#takeOver(now);
      }
      if (this.#to !== null) {
        this.#sound.audio.currentTime = this.#target(this.until ?? now.seconds ?? 0);
      }
      return false;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      if (this.#to !== null) {
        tellTrouble(error);
      }
      return false;
    } finally {
      this.#isFetching = false;
      this.#to = null; // a jump that failed is not made later
    }
  }

  /** @param {number} seconds that there are */
  #target(seconds) {
    return placeIn(this.#to ?? this.#time, this.#time, seconds);
  }

  /** @param {Recording} now */
  async #takeOver(now) {
    const isJump = () => this.#to !== null || this.isWaiting;
    const first = this.#sound.audio;
    const next = this.#sound.make(now.id, isJump() ? this.#target(now.seconds ?? 0) : this.#time, samplesOf(now));
    const isWanted = () => this.#isHere && this.#sound.audio === first;
    let can = await canPlay(next);
    if (can && isWanted() && !isJump() && !first.paused) {
      this.#sound.prepare(next);
      can = await handOver(first, next, () => isWanted() && !isJump());
    }
    if (!can && isJump() && isWanted()) {
      next.currentTime = this.#target(now.seconds ?? 0);
      can = await canPlay(next);
    }
    if (!can || !isWanted()) {
      release(next);
      if (this.#to !== null && isWanted()) {
        tellTrouble('');
      }
      return false;
    }
    const goesOn = this.isWaiting || this.#sound.isPlaying;
    if (isJump() || (first.paused && !this.isWaiting)) {
      next.currentTime = this.#target(now.seconds ?? 0);
    }
    this.#to = null;
    this.isWaiting = false;
    this.until = isSnapshot(now) ? now.seconds : null;
    await this.#host.take(now, next, goesOn);
    return true;
  }
}

/** @param {Recording} recording */
const isSnapshot = (recording) => recording.state === 'recording' && recording.samples !== null;

/**
 * Which snapshot to ask for.
 * @param {Recording} recording
 * @returns {number | undefined} undefined: the file as it is
 */
export const samplesOf = (recording) => (isSnapshot(recording) ? (recording.samples ?? undefined) : undefined);
