// @ts-check
/**
 * The audio element that is heard. Another one may take its place; what the old one still tells is for
 * nobody. Events: change (it plays, stands still, seeks or waits), moved, ended, failed.
 */
import { address, part } from './api.js';
import { settings } from './settings.js';

const CHANGES = ['play', 'pause', 'durationchange', 'seeked', 'waiting', 'playing', 'ratechange'];

export class Sound extends EventTarget {
  audio = new Audio();
  /** Whether it is played as fast as is set; what is heard live goes its own pace. */
  #hasSpeed = true;
  /** @type {import('./amplifier.js').Amplifier | null} there once somebody wants it */
  #amplifier = null;

  constructor() {
    super();
    this.#hear(this.audio);
    this.adjust();
    settings.addEventListener('change', () => this.adjust());
  }

  /** Whether it is to be heard: it may wait for its bytes. */
  get isPlaying() {
    return !this.audio.paused && !this.audio.ended;
  }

  async play() {
    await this.#amplifier?.wake();
    await this.audio.play();
  }

  /**
   * Another one that is not heard yet.
   * @param {string} id of a recording
   * @param {number} at seconds
   * @param {number} [until] so many samples of it; all where it is not said
   */
  make(id, at, until) {
    const audio = new Audio();
    audio.preload = 'auto';
    audio.src = address(`recordings/${part(id)}/audio`, { until });
    audio.currentTime = at;
    return audio;
  }

  /**
   * As loud as the one that is heard, before it takes its place.
   * @param {HTMLAudioElement} audio
   */
  prepare(audio) {
    audio.volume = settings.get('volume');
    audio.preservesPitch = true;
    this.#amplifier?.take(audio);
  }

  /**
   * This one is heard from now on.
   * @param {HTMLAudioElement} audio
   * @param {{hasSpeed?: boolean}} [how]
   */
  use(audio, { hasSpeed = true } = {}) {
    const old = this.audio;
    this.audio = audio;
    this.#hasSpeed = hasSpeed;
    this.adjust();
    this.#amplifier?.take(audio);
    this.#hear(audio);
    release(old);
  }

  adjust() {
    this.audio.volume = settings.get('volume');
    this.audio.preservesPitch = true;
    this.audio.playbackRate = this.#hasSpeed ? settings.get('speed') : 1;
  }

  /**
   * Amplifies, for what was recorded too low.
   * @param {number} decibels 0 to 24
   */
  async setBoost(decibels) {
    const { amplifier } = await import('./amplifier.js');
    this.#amplifier = amplifier;
    amplifier.set(decibels, this.audio);
  }

  /** @param {HTMLAudioElement} audio */
  #hear(audio) {
    const tell = (/** @type {string} */ name) => audio === this.audio && this.dispatchEvent(new Event(name));
    CHANGES.forEach((it) => audio.addEventListener(it, () => tell('change')));
    audio.addEventListener('timeupdate', () => tell('moved'));
    audio.addEventListener('ended', () => tell('ended'));
    audio.addEventListener('error', () => tell('failed'));
  }
}

/** @param {HTMLAudioElement} audio that is not needed any more: its connection ends, too */
export function release(audio) {
  audio.pause();
  audio.removeAttribute('src');
  audio.load();
}
