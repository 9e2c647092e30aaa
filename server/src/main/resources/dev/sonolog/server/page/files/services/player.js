// @ts-check
/**
 * The one player of the page. A recording that still grows is played by snapshots: each is a file
 * that does not change any more; near its end the next one is loaded beside it and takes over.
 */
import { ApiError, address, get, part } from './api.js';
import { settings } from './settings.js';
import { tellTrouble } from './ask.js';

/** So near the end of a snapshot the next one is fetched, in seconds. */
const NEAR_END = 3;
/** So much more must be there before another snapshot is worth it, in seconds. */
const WORTH = 1;
/** So far behind the newest one listens at least: each snapshot then lasts for a while. */
const LAG = 6;
const ASK_AGAIN_MILLIS = 1000;

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
  /** @type {number | null} where to go once there is more, in seconds */
  #to = null;
  /** Whether it stands at the end of what there is, and goes on by itself. */
  #isWaiting = false;
  #stopTimer = 0;
  #askedAt = 0;
  /** Counts what was asked for: an answer that comes late is for nobody. */
  #order = 0;
  /** @type {number | null} */
  #stopAt = null;
  /** @type {import('./amplifier.js').Amplifier | null} there once somebody wants it */
  #amplifier = null;

  constructor() {
    super();
    this.#use(this.#audio);
    settings.addEventListener('change', () => this.#adjust());
  }

  // --- what there is

  get isPlaying() {
    return this.#isWaiting || (!this.#audio.paused && !this.#audio.ended);
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
    const told = this.#until ?? this.#audio.duration; // of a snapshot the server knows better
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
      if (!(await this.#load(recording, how.at ?? 0))) {
        return;
      }
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
    this.#forget();
    this.recording = null;
    this.liveSource = source;
    this.trouble = '';
    this.#until = null;
    this.#isWaiting = false;
    this.#use(audio);
    this.#changed();
    await this.play();
  }

  async play() {
    if (this.trouble !== '' && this.recording !== null) {
      await this.#load(this.recording, this.time); // the connection may be back
    }
    this.#adjust();
    try {
      await this.#amplifier?.wake();
      await this.#audio.play();
    } catch (error) {
      const name = /** @type {Error} */ (error).name;
      if (name === 'NotAllowedError') {
        this.#changed(); // the browser wants that a person presses Play
      } else if (name !== 'AbortError') {
        this.#fail();
      }
    }
  }

  pause() {
    this.#isWaiting = false;
    this.#audio.pause();
    this.#changed();
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
    if (this.recording === null) {
      return; // what is heard live has no places
    }
    const to = Math.max(0, seconds);
    if (this.isGrowing && to > this.duration - 0.2) {
      this.#to = to;
      await this.#fetchMore();
      return;
    }
    this.#to = null;
    if (this.#isWaiting) {
      this.#isWaiting = false;
      void this.#audio.play();
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
    this.#stopAt = null;
    this.#to = Number.POSITIVE_INFINITY;
    await this.#fetchMore();
    await this.play();
  }

  close() {
    this.#forget();
    this.#audio.pause();
    this.recording = null;
    this.liveSource = '';
    this.trouble = '';
    this.#until = null;
    this.#isWaiting = false;
    this.#use(new Audio());
    this.#changed();
  }

  /** What was asked for before holds no more. */
  #forget() {
    this.#order++;
    this.#stopAt = null;
    this.#to = null;
    clearTimeout(this.#stopTimer);
  }

  /**
   * Amplifies, for what was recorded too low.
   * @param {number} decibels 0 to 24
   */
  async setBoost(decibels) {
    const { amplifier } = await import('./amplifier.js');
    this.#amplifier = amplifier;
    amplifier.set(decibels, this.#audio);
  }

  // --- how

  #adjust() {
    this.#audio.volume = settings.get('volume');
    this.#audio.preservesPitch = true;
    this.#audio.playbackRate = this.liveSource ? 1 : settings.get('speed');
  }

  /**
   * @param {Recording} recording
   * @param {number} at
   * @returns {Promise<boolean>} whether it is still wanted
   */
  async #load(recording, at) {
    const order = ++this.#order;
    const now = recording.state === 'recording' ? await this.#asOfNow(recording) : recording;
    if (order !== this.#order) {
      return false;
    }
    this.recording = now;
    this.trouble = '';
    this.#to = null;
    this.#isWaiting = false;
    this.#until = isSnapshot(now) ? now.seconds : null;
    if (this.isGrowing) {
      void import('./handover.js'); // needed soon
    }
    this.#use(this.#make(now, at));
    this.#changed();
    return true;
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
    audio.preload = 'auto';
    audio.src = address(`recordings/${part(recording.id)}/audio`, {
      until: isSnapshot(recording) ? recording.samples : undefined,
    });
    audio.currentTime = at;
    return audio;
  }

  /** @param {HTMLAudioElement} audio */
  #use(audio) {
    const old = this.#audio;
    this.#audio = audio;
    this.#adjust();
    this.#amplifier?.take(audio);
    for (const name of ['play', 'pause', 'durationchange', 'seeked', 'waiting', 'playing', 'ratechange']) {
      audio.addEventListener(name, () => this.#if(audio, () => this.#changed()));
    }
    audio.addEventListener('timeupdate', () => this.#if(audio, () => this.#moved()));
    audio.addEventListener('ended', () => this.#if(audio, () => void this.#ended()));
    audio.addEventListener('error', () => this.#if(audio, () => this.#fail()));
    if (old !== audio) {
      release(old);
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
    this.#stopInTime();
    if (this.isGrowing && this.isPlaying && this.#rest() < NEAR_END) {
      if (Date.now() - this.#askedAt > ASK_AGAIN_MILLIS) {
        void this.#fetchMore();
      }
    }
    this.dispatchEvent(new Event('time'));
  }

  /** What is left of what is loaded, in seconds. */
  #rest() {
    const told = this.#audio.duration;
    return Math.min(this.duration, Number.isFinite(told) ? told : Infinity) - this.time;
  }

  /** Its own clock is told four times a second, which is too seldom for the end of a stretch. */
  #stopInTime() {
    clearTimeout(this.#stopTimer);
    if (this.#stopAt === null) {
      return;
    }
    const rest = this.#stopAt - this.time;
    if (rest <= 0.005) {
      this.#stopAt = null;
      this.pause();
      this.dispatchEvent(new Event('stretchEnded'));
    } else if (rest < 0.5 && this.isPlaying) {
      this.#stopTimer = setTimeout(() => this.#stopInTime(), (rest / this.#audio.playbackRate) * 1000);
    }
  }

  async #ended() {
    if (this.isGrowing) {
      this.#isWaiting = true;
      await this.#wait();
      return;
    }
    const name = this.#stopAt === null ? 'ended' : 'stretchEnded';
    this.#stopAt = null; // who hears of it may set another one
    this.#changed();
    this.dispatchEvent(new Event(name));
  }

  /** At the end of what there is: goes on as soon as there is more. */
  async #wait() {
    const { recording } = this;
    while (this.#isWaiting && this.recording === recording && this.isGrowing) {
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
    const old = this.recording;
    if (old === null || this.#isFetching) {
      return false; // who is on the way already also goes where it was asked to go
    }
    this.#isFetching = true;
    this.#askedAt = Date.now();
    try {
      const now = await get(`recordings/${part(old.id)}`);
      if (this.recording !== old) {
        return false;
      }
      const isMore = now.state !== 'recording' || (now.seconds ?? 0) >= (this.#until ?? 0) + WORTH;
      if (isMore) {
        return await this.#takeOver(old, now);
      }
      if (this.#to !== null) {
        this.#audio.currentTime = this.#target(this.duration);
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

  /**
   * Where to go: as asked, but not so near the newest that it ends at once, and never backwards for that.
   * @param {number} seconds that there are
   */
  #target(seconds) {
    const to = this.#to ?? this.time;
    return Math.max(0, Math.min(to, Math.max(seconds - LAG, Math.min(this.time, seconds - 0.2))));
  }

  /**
   * @param {Recording} old
   * @param {Recording} now
   */
  async #takeOver(old, now) {
    const isJump = () => this.#to !== null || this.#isWaiting;
    const first = this.#audio;
    const { canPlay, handOver } = await import('./handover.js');
    const next = this.#make(now, isJump() ? this.#target(now.seconds ?? 0) : this.time);
    const isWanted = () => this.recording === old && this.#audio === first;
    let can = await canPlay(next);
    if (can && isWanted() && !isJump() && !first.paused) {
      next.volume = settings.get('volume');
      next.preservesPitch = true;
      this.#amplifier?.take(next);
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
    const goesOn = this.isPlaying;
    if (isJump() || (first.paused && !this.#isWaiting)) {
      next.currentTime = this.#target(now.seconds ?? 0);
    }
    this.#to = null;
    this.#isWaiting = false;
    this.recording = now;
    this.#until = isSnapshot(now) ? now.seconds : null;
    this.#use(next);
    this.#changed();
    if (goesOn && next.paused) {
      await this.play();
    } else if (!goesOn) {
      next.pause();
    }
    return true;
  }

  #fail() {
    this.trouble = 'player.failed';
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {Recording} recording */
const isSnapshot = (recording) => recording.state === 'recording' && recording.samples !== null;

/** @param {HTMLAudioElement} audio that is not needed any more: its connection ends, too */
function release(audio) {
  audio.pause();
  audio.removeAttribute('src');
  audio.load();
}

export const player = new Player();
