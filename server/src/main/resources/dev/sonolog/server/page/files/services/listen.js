// @ts-check
/**
 * Listening to a source while it is recorded. What the browser takes piece by piece goes through Media
 * Source, about half a second behind; the rest is left to its own player, which takes as much as it
 * likes beforehand. Both are asked for anew when they end, as long as somebody listens.
 */
import { ApiError, address, get, part, send } from './api.js';
import { hearing } from './hearing.js';
import { player } from './player.js';

/** So far behind it is heard, in seconds; a little more each time that this was too little. */
const WANTED = 0.5;
const MOST_WANTED = 2.5;
const MORE = 0.3;
/** So much later it is played a little faster. */
const LATE = 0.7;
/** From here on what is between is left out; sooner while it begins, for then nobody misses it. */
const TOO_LATE = 6;
const TOO_LATE_AT_FIRST = 2;
const FIRST_SECONDS = 3;
const KEPT = 20;
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 15_000;
const PATIENCE_MILLIS = 60_000;

export class Listen extends EventTarget {
  /** The source listened to; empty where there is none. */
  source = '';
  /** idle, connecting, playing, waiting (for the source to come back) or failed */
  state = 'idle';
  /** How far behind it is heard, in seconds; null where that is not known. */
  delay = /** @type {number | null} */ (null);
  #audio = new Audio();
  /** @type {AbortController | null} */
  #request = null;
  #timer = 0;
  #wanted = WANTED;

  constructor() {
    super();
    player.addEventListener('change', () => {
      if (this.source !== '' && player.liveSource !== this.source) {
        this.#end(); // something else is played, or the player was closed
      }
    });
  }

  /** @param {string} source */
  async start(source) {
    this.#end();
    this.source = source;
    const audio = new Audio();
    this.#audio = audio;
    audio.addEventListener('pause', () => this.#if(audio, () => this.#paused()));
    audio.addEventListener('play', () => this.#if(audio, () => this.#resumed()));
    audio.addEventListener('waiting', () => this.#if(audio, () => this.#ranDry()));
    this.#wanted = WANTED;
    this.#timer = setInterval(() => this.#measure(), 1000);
    this.#is('connecting');
    const heard = player.listen(source, audio); // at once: a browser plays only what was asked for by a press
    await this.#connect(audio);
    await heard;
  }

  stop() {
    if (this.source !== '') {
      player.close();
      this.#end();
    }
  }

  #end() {
    clearInterval(this.#timer);
    this.#request?.abort();
    this.#request = null;
    this.source = '';
    this.delay = null;
    this.#is('idle');
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {() => void} act
   */
  #if(audio, act) {
    if (audio === this.#audio && this.source !== '') {
      act();
    }
  }

  /** The network is not as even as that. */
  #ranDry() {
    if (this.#audio.currentTime > FIRST_SECONDS) {
      this.#wanted = Math.min(MOST_WANTED, this.#wanted + MORE);
    }
  }

  /** While nobody hears it, nothing is fetched. */
  #paused() {
    if (this.state !== 'waiting' && !this.#audio.ended) {
      this.#request?.abort();
      this.#request = null;
      this.#is('paused');
    }
  }

  #resumed() {
    if (this.state === 'paused' || this.state === 'failed') {
      this.#is('connecting');
      void this.#connect(this.#audio);
    }
  }

  /** @param {string} state */
  #is(state) {
    if ((state === 'playing' || state === 'waiting') && player.trouble !== '') {
      player.trouble = ''; // of the connection before
      player.dispatchEvent(new Event('change'));
    }
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('change'));
    }
  }

  // --- the connection

  /**
   * Again and again, until nobody listens any more, or the source is away for too long.
   * @param {HTMLAudioElement} audio
   */
  async #connect(audio) {
    const request = new AbortController();
    this.#request = request;
    let pause = FIRST_PAUSE_MILLIS;
    let heardAt = Date.now();
    while (!request.signal.aborted) {
      const startedAt = Date.now();
      const isOver = await this.#once(audio, request.signal).catch((error) => this.#isForGood(error));
      if (request.signal.aborted) {
        return;
      }
      if (Date.now() - startedAt > 5000) {
        pause = FIRST_PAUSE_MILLIS;
        heardAt = Date.now();
      }
      if (isOver || Date.now() - heardAt > PATIENCE_MILLIS) {
        break;
      }
      this.#is('waiting');
      await new Promise((done) => setTimeout(done, pause * (0.75 + Math.random() / 2)));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
    if (!request.signal.aborted) {
      player.trouble = 'listen.failed';
      player.dispatchEvent(new Event('change'));
      this.#is('failed');
    }
  }

  /** @param {unknown} error */
  #isForGood(error) {
    const status = error instanceof ApiError ? error.status : 0;
    return status === 404 || status === 403 || status === 401 || error instanceof UnplayableError;
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>} whether there is no sense in trying it again
   */
  async #once(audio, signal) {
    const source = await get(`sources/${part(this.source)}`, {}, signal);
    if (!source.live) {
      return false; // it is not recorded now
    }
    const { type, fragments } = source.live;
    if (fragments && globalThis.MediaSource?.isTypeSupported(fragments)) {
      await this.#stream(audio, fragments, signal);
    } else {
      await this.#playFile(audio, type, signal);
    }
    return false;
  }

  /**
   * The browser's own player fetches it.
   * @param {HTMLAudioElement} audio
   * @param {string} type
   * @param {AbortSignal} signal
   */
  async #playFile(audio, type, signal) {
    if (audio.canPlayType(type) === '') {
      throw new UnplayableError(type);
    }
    audio.src = address(`sources/${part(this.source)}/live`, { back: 1 });
    void player.play();
    await new Promise((done, failed) => {
      const end = { once: true, signal };
      audio.addEventListener('playing', () => this.#is('playing'), { signal });
      audio.addEventListener('ended', done, end);
      audio.addEventListener('error', () => failed(new Error(audio.error?.message)), end);
      signal.addEventListener('abort', done);
    });
    if (signal.aborted) {
      audio.removeAttribute('src');
      audio.load();
    }
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {string} type
   * @param {AbortSignal} signal
   */
  async #stream(audio, type, signal) {
    const parameters = { back: 1, form: 'fragments' };
    const answer = await send('GET', `sources/${part(this.source)}/live`, { parameters, signal });
    const media = new MediaSource();
    const url = URL.createObjectURL(media);
    audio.src = url;
    try {
      await once(media, 'sourceopen', signal);
      void player.play();
      const buffer = media.addSourceBuffer(type);
      buffer.mode = 'sequence';
      const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (answer.body).getReader();
      for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) {
        buffer.appendBuffer(value);
        await once(buffer, 'updateend', signal);
        this.#is('playing');
        this.#catchUp(audio, buffer);
        if (audio.currentTime > 2 * KEPT && buffer.buffered.start(0) < audio.currentTime - 2 * KEPT) {
          buffer.remove(0, audio.currentTime - KEPT);
          await once(buffer, 'updateend', signal);
        }
      }
      if (media.readyState === 'open') {
        media.endOfStream(); // what is there is heard to its end
      }
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {SourceBuffer} buffer
   */
  #catchUp(audio, buffer) {
    const ranges = buffer.buffered;
    if (ranges.length === 0) {
      return;
    }
    const end = ranges.end(ranges.length - 1);
    const behind = end - audio.currentTime;
    const tooLate = audio.currentTime < FIRST_SECONDS ? TOO_LATE_AT_FIRST : TOO_LATE;
    if (behind > tooLate || audio.currentTime < ranges.start(ranges.length - 1)) {
      audio.currentTime = Math.max(ranges.start(ranges.length - 1), end - this.#wanted);
      return;
    }
    const isFast = audio.playbackRate > 1;
    const rate = behind > this.#wanted + LATE || (isFast && behind > this.#wanted) ? 1.05 : 1;
    if (audio.playbackRate !== rate) {
      audio.playbackRate = rate;
    }
  }

  #measure() {
    const { buffered, currentTime } = this.#audio;
    const now = buffered.length > 0 ? buffered.end(buffered.length - 1) - currentTime : null;
    const shown = now === null ? null : Math.round(now * 2) / 2;
    if (shown !== this.delay) {
      this.delay = shown;
      this.dispatchEvent(new Event('change'));
    }
  }
}

/** The browser has no decoder for it: trying again is of no use. */
class UnplayableError extends Error {}

/**
 * @param {EventTarget} target
 * @param {string} name
 * @param {AbortSignal} signal
 */
function once(target, name, signal) {
  return new Promise((done, failed) => {
    const gone = () => failed(new DOMException('Nobody listens any more', 'AbortError'));
    if (signal.aborted) {
      gone();
      return;
    }
    const came = () => {
      signal.removeEventListener('abort', gone); // or hours of listening would leave one for each piece
      done(undefined);
    };
    target.addEventListener(name, came, { once: true, signal });
    signal.addEventListener('abort', gone, { once: true });
  });
}

export const listen = new Listen();
hearing.has({ live: listen });
