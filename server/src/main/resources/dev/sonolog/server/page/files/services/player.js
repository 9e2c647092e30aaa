// @ts-check
/**
 * The one player of the page. A recording that still grows is played by snapshots: each is a file
 * that does not change any more; near its end the next one is loaded beside it and takes over.
 */
import { ApiError, address, get, part } from './api.js';
import { settings } from './settings.js';

/** So near the end of a snapshot the next one is fetched, in seconds. */
const NEAR_END = 8;
/** So much more must be there before another snapshot is worth it, in seconds. */
const WORTH = 1;
const ASK_AGAIN_MILLIS = 2000;

class Player extends EventTarget {
  /** @type {Recording | null} what is loaded; as it was when it was loaded */
  recording = null;
  /** The source listened to live; empty where a recording is played. */
  liveSource = '';
  /** In words, what cannot be played; empty where all is well. */
  trouble = '';
  #audio = new Audio();
  /** Seconds of the recording that the loaded snapshot has; null for a whole file. */
  #until = /** @type {number | null} */ (null);
  #isFetching = false;
  #askedAt = 0;
  /** @type {number | null} */
  #stopAt = null;
  #boost = /** @type {{context: AudioContext, gain: GainNode, of: WeakSet<HTMLAudioElement>} | null} */ (null);

  constructor() {
    super();
    this.#use(this.#audio);
    settings.addEventListener('change', () => this.#adjust());
  }

  // --- what there is

  get isPlaying() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  get isLoaded() {
    return this.recording !== null || this.liveSource !== '';
  }

  /** Where it is, in seconds from the start of the recording. */
  get time() {
    return this.#audio.currentTime;
  }

  /** How much of the recording can be played, in seconds. */
  get duration() {
    const told = this.#audio.duration;
    return Number.isFinite(told) ? told : (this.recording?.seconds ?? 0);
  }

  /** The clock's time of what is heard, in milliseconds since 1970; null when listening live. */
  get instant() {
    return this.recording ? Date.parse(this.recording.start) + this.time * 1000 : null;
  }

  /** Whether what is loaded is still being recorded. */
  get isGrowing() {
    return this.recording?.state === 'recording';
  }

  // --- what is done

  /**
   * Plays a recording from a place on.
   * @param {Recording} recording
   * @param {{at?: number, until?: number, paused?: boolean}} [how] seconds; until: where it stops by itself
   */
  async open(recording, how = {}) {
    const isSame = this.recording?.id === recording.id && this.liveSource === '';
    this.#stopAt = how.until ?? null;
    if (!isSame) {
      this.liveSource = '';
      await this.#load(recording, how.at ?? 0);
    } else if (how.at !== undefined) {
      await this.#goTo(how.at);
    }
    if (!how.paused) {
      await this.play();
    }
  }

  /**
   * Listens to something that has no end and no places.
   * @param {string} source
   * @param {HTMLAudioElement} audio that already has what it plays
   */
  async listen(source, audio) {
    this.recording = null;
    this.liveSource = source;
    this.trouble = '';
    this.#use(audio);
    this.#changed();
    await this.play();
  }

  async play() {
    this.#adjust();
    try {
      await this.#boost?.context.resume();
      await this.#audio.play();
    } catch (error) {
      const name = /** @type {Error} */ (error).name;
      if (name !== 'AbortError') {
        this.#fail();
      }
    }
  }

  pause() {
    this.#audio.pause();
  }

  async toggle() {
    if (this.isPlaying) {
      this.pause();
    } else {
      await this.play(); // a stretch that was interrupted still ends where it was to end
    }
  }

  /** @param {number} seconds from the start of the recording */
  async seek(seconds) {
    this.#stopAt = null;
    await this.#goTo(seconds);
  }

  /** @param {number} seconds */
  async #goTo(seconds) {
    const to = Math.max(0, seconds);
    if (this.isGrowing && to > this.duration - 0.2) {
      await this.#fetchMore(to);
      return;
    }
    this.#audio.currentTime = Math.min(to, this.duration || to);
    this.dispatchEvent(new Event('time'));
  }

  /** @param {number} seconds forwards; backwards where it is negative */
  async skip(seconds) {
    await this.seek(this.time + seconds);
  }

  /** To the newest of a recording that grows. */
  async jumpToLive() {
    await this.#fetchMore(Number.POSITIVE_INFINITY);
    await this.play();
  }

  close() {
    this.#audio.pause();
    this.recording = null;
    this.liveSource = '';
    this.trouble = '';
    this.#use(new Audio());
    this.#changed();
  }

  /**
   * Amplifies, for what was recorded too low.
   * @param {number} decibels 0 to 24
   */
  setBoost(decibels) {
    if (this.#boost === null) {
      if (decibels === 0) {
        return;
      }
      const context = new AudioContext();
      const gain = context.createGain();
      gain.connect(context.destination);
      this.#boost = { context, gain, of: new WeakSet() };
    }
    this.#boost.gain.gain.value = 10 ** (decibels / 20);
    this.#amplify(this.#audio);
  }

  // --- how

  /** @param {HTMLAudioElement} audio */
  #amplify(audio) {
    if (this.#boost !== null && !this.#boost.of.has(audio)) {
      this.#boost.of.add(audio);
      this.#boost.context.createMediaElementSource(audio).connect(this.#boost.gain);
    }
  }

  #adjust() {
    this.#audio.volume = settings.get('volume');
    this.#audio.preservesPitch = true;
    this.#audio.playbackRate = this.liveSource ? 1 : settings.get('speed');
  }

  /**
   * @param {Recording} recording
   * @param {number} at
   */
  async #load(recording, at) {
    const now = recording.state === 'recording' ? await this.#asOfNow(recording) : recording;
    this.recording = now;
    this.trouble = '';
    this.#use(this.#make(now, at));
    this.#changed();
  }

  /**
   * @param {Recording} recording
   * @returns {Promise<Recording>}
   */
  async #asOfNow(recording) {
    try {
      return await get(`recordings/${part(recording.id)}`);
    } catch {
      return recording;
    }
  }

  /**
   * @param {Recording} recording
   * @param {number} at
   */
  #make(recording, at) {
    const audio = new Audio();
    const isGrowing = recording.state === 'recording' && recording.samples !== null;
    this.#until = isGrowing ? recording.seconds : null;
    audio.preload = 'auto';
    audio.src = address(`recordings/${part(recording.id)}/audio`, {
      until: isGrowing ? recording.samples : undefined,
    });
    audio.currentTime = at;
    return audio;
  }

  /** @param {HTMLAudioElement} audio */
  #use(audio) {
    const old = this.#audio;
    this.#audio = audio;
    this.#adjust();
    if (this.#boost !== null) {
      this.#amplify(audio);
    }
    for (const name of ['play', 'pause', 'durationchange', 'seeked', 'waiting', 'playing', 'ratechange']) {
      audio.addEventListener(name, () => this.#if(audio, () => this.#changed()));
    }
    audio.addEventListener('timeupdate', () => this.#if(audio, () => this.#moved()));
    audio.addEventListener('ended', () => this.#if(audio, () => void this.#ended()));
    audio.addEventListener('error', () => this.#if(audio, () => this.#fail()));
    if (old !== audio) {
      old.pause();
      old.removeAttribute('src');
      old.load();
    }
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {() => void} act
   */
  #if(audio, act) {
    if (audio === this.#audio) {
      act();
    }
  }

  #moved() {
    if (this.#stopAt !== null && this.time >= this.#stopAt) {
      this.#stopAt = null;
      this.pause();
      this.dispatchEvent(new Event('stretchEnded'));
    }
    if (this.isGrowing && this.isPlaying && this.duration - this.time < NEAR_END) {
      void this.#fetchMore(null);
    }
    this.dispatchEvent(new Event('time'));
  }

  async #ended() {
    if (this.isGrowing && (await this.#fetchMore(null, true))) {
      return;
    }
    this.#changed();
    this.dispatchEvent(new Event(this.#stopAt === null ? 'ended' : 'stretchEnded'));
    this.#stopAt = null;
  }

  /**
   * Takes what was recorded meanwhile.
   * @param {number | null} to where to go on, in seconds; null: where it is
   * @param {boolean} [isAtEnd] whether it stands and waits for more
   */
  async #fetchMore(to, isAtEnd = false) {
    const old = this.recording;
    if (old === null || this.#isFetching || (to === null && !isAtEnd && Date.now() - this.#askedAt < ASK_AGAIN_MILLIS)) {
      return false;
    }
    this.#isFetching = true;
    this.#askedAt = Date.now();
    try {
      const now = await get(`recordings/${part(old.id)}`);
      const has = now.seconds ?? 0;
      if (this.recording?.id !== old.id || (now.state === 'recording' && has < (this.#until ?? 0) + WORTH)) {
        if (to !== null) {
          this.#audio.currentTime = Math.min(to, this.duration);
        }
        return false;
      }
      const wasPlaying = this.isPlaying || isAtEnd;
      const at = to === null ? this.time : Math.min(to, Math.max(0, has - 1));
      await this.#takeOver(now, at, to === null && !isAtEnd, wasPlaying);
      return true;
    } catch (error) {
      return error instanceof ApiError ? false : Promise.reject(error);
    } finally {
      this.#isFetching = false;
    }
  }

  /**
   * @param {Recording} now
   * @param {number} at
   * @param {boolean} isUnheard whether the old one plays on until the new one can
   * @param {boolean} wasPlaying
   */
  async #takeOver(now, at, isUnheard, wasPlaying) {
    const next = this.#make(now, at);
    await new Promise((ready) => {
      next.addEventListener('canplay', ready, { once: true });
      next.addEventListener('error', ready, { once: true });
    });
    if (next.error) {
      return;
    }
    if (isUnheard) {
      next.currentTime = this.time;
    }
    this.recording = now;
    this.#use(next);
    this.#changed();
    if (wasPlaying) {
      await this.play();
    }
  }

  #fail() {
    this.trouble = 'player.failed';
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const player = new Player();
