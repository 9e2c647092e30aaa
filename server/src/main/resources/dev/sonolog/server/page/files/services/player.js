// @ts-check
/** The one player of the page: what is loaded, where one is in it, and where it stops by itself. */
import { get, part } from './api.js';
import { hearing } from './hearing.js';
import { Sound } from './sound.js';

export class Player extends EventTarget {
  /** @type {Recording | null} what is loaded; as it was when it was loaded */
  recording = null;
  /** The source listened to live; empty where a recording is played. */
  liveSource = '';
  /** In words, what cannot be played; empty where all is well. */
  trouble = '';
  #sound = new Sound();
  /** @type {import('./growth.js').Growth | null} of what is still being recorded */
  #growth = null;
  #stopTimer = 0;
  /** Counts what was asked for: an answer that comes late is for nobody. */
  #order = 0;
  /** @type {number | null} */
  #stopAt = null;

  constructor() {
    super();
    const sound = this.#sound;
    sound.addEventListener('change', () => this.#changed());
    sound.addEventListener('moved', () => this.#moved());
    sound.addEventListener('ended', () => void this.#ended());
    sound.addEventListener('failed', () => this.#fail());
  }

  // --- what there is

  get isPlaying() {
    return this.#growth?.isWaiting || this.#sound.isPlaying;
  }

  get isLoaded() {
    return this.recording !== null || this.liveSource !== '';
  }

  /** Where it is, in seconds from the start of the recording. */
  get time() {
    return this.#sound.audio.currentTime;
  }

  /** How much of the recording can be played, in seconds. */
  get duration() {
    const told = this.#growth?.until ?? this.#sound.audio.duration; // of a snapshot the server knows better
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
    this.#sound.use(audio, { hasSpeed: false });
    this.#changed();
    await this.play();
  }

  async play() {
    if (this.trouble !== '' && this.recording !== null) {
      await this.#load(this.recording, this.time); // the connection may be back
    }
    this.#sound.adjust();
    try {
      await this.#sound.play();
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
    if (this.#growth) {
      this.#growth.isWaiting = false;
    }
    this.#sound.audio.pause();
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
    if (this.#growth && to > this.duration - 0.2) {
      await this.#growth.goTo(to);
      return;
    }
    this.#growth?.stay();
    this.#sound.audio.currentTime = Math.min(to, this.duration || to);
    this.dispatchEvent(new Event('time'));
  }

  /** @param {number} seconds forwards; backwards where it is negative */
  async skip(seconds) {
    await this.seek(this.time + seconds);
  }

  /** To the newest of a recording that grows. */
  async jumpToLive() {
    this.#stopAt = null;
    await this.#growth?.goTo(Number.POSITIVE_INFINITY);
    await this.play();
  }

  close() {
    this.#forget();
    this.#sound.audio.pause();
    this.recording = null;
    this.liveSource = '';
    this.trouble = '';
    this.#sound.use(new Audio());
    this.#changed();
  }

  /** What was asked for before holds no more. */
  #forget() {
    this.#order++;
    this.#stopAt = null;
    this.#growth = null;
    clearTimeout(this.#stopTimer);
  }

  /** @param {number} decibels 0 to 24, for what was recorded too low */
  setBoost(decibels) {
    return this.#sound.setBoost(decibels);
  }

  // --- how

  /**
   * @param {Recording} recording
   * @param {number} at
   * @returns {Promise<boolean>} whether it is still wanted
   */
  async #load(recording, at) {
    const order = ++this.#order;
    const isGrowing = recording.state === 'recording';
    const code = isGrowing ? await import('./growth.js').catch(() => null) : null; // of yesterday it is gone
    const now = isGrowing ? await this.#asOfNow(recording) : recording;
    if (order !== this.#order) {
      return false;
    }
    this.recording = now;
    this.trouble = '';
    this.#growth = code && this.isGrowing ? new code.Growth(now, this.#sound, this.#host) : null;
    this.#sound.use(this.#sound.make(now.id, at, code?.samplesOf(now)));
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

  /** @type {import('./growth.js').Host} */
  #host = {
    isHere: (growth) => this.#growth === growth,
    take: async (now, audio, isPlaying) => {
      this.recording = now;
      this.#growth = this.isGrowing ? this.#growth : null;
      this.#sound.use(audio);
      this.#changed();
      if (isPlaying && audio.paused) {
        await this.play();
      } else if (!isPlaying) {
        audio.pause();
      }
    },
  };

  #moved() {
    this.#stopInTime();
    this.#growth?.moved(this.#rest());
    this.dispatchEvent(new Event('time'));
  }

  /** What is left of what is loaded, in seconds. */
  #rest() {
    const told = this.#sound.audio.duration;
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
      this.#stopTimer = setTimeout(() => this.#stopInTime(), (rest / this.#sound.audio.playbackRate) * 1000);
    }
  }

  async #ended() {
    if (this.#growth) {
      await this.#growth.wait();
      return;
    }
    const name = this.#stopAt === null ? 'ended' : 'stretchEnded';
    this.#stopAt = null; // who hears of it may set another one
    this.#changed();
    this.dispatchEvent(new Event(name));
  }

  #fail() {
    if (this.recording !== null) {
      this.#sound.audio.pause(); // or it would seem to play; who listens live tries again by itself
    }
    this.trouble = 'player.failed';
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const player = new Player();
hearing.has({ player });
