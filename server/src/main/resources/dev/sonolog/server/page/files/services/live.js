// @ts-check
/**
 * What happens at the station, from one stream of events for the whole page. It is closed while
 * nobody looks, and says when it is not to be trusted any more.
 */
import { address, connection } from './api.js';
import { version } from './page.js';
import { session } from './session.js';
import { Reconnecting } from '../lib/reconnecting.js';
import { EventParser } from '../lib/sse.js';

/** So long an answer may take to begin. */
const OPENING_MILLIS = 15_000;
const LEVELS_MILLIS = 5000;

class Live extends EventTarget {
  /** connecting, live or lost */
  state = 'connecting';
  /** When something was heard last, in milliseconds since 1970. */
  lastHeard = 0;
  /** @type {{version: string, since: string} | null} the recorder; null where none runs */
  recorder = null;
  /** @type {Map<string, LiveSource>} */
  sources = new Map();
  /** @type {OnAir | null} what LibreTime says, where it was told */
  station = null;
  /** @type {any[]} */
  volumes = [];
  /** Whether the server has another page than this one. */
  isOld = false;
  /** How far this computer's clock is behind the server's, in milliseconds. */
  drift = 0;

  /** How many want a topic that is not always sent. @type {Map<string, number>} */
  #wanted = new Map();
  /** What was asked for. */
  #topics = '';
  /** @type {AbortController | null} */
  #request = null;
  #again = new Reconnecting();
  #timer = 0;
  #started = false;

  start() {
    this.#started = true;
    document.addEventListener('visibilitychange', () => this.#wake());
    session.addEventListener('loggedIn', () => this.#wake());
    setInterval(() => this.#watch(), 2000);
    this.#arrange();
  }

  /** The server's clock. */
  now() {
    return Date.now() + this.drift;
  }

  /**
   * Somebody wants what is not always sent until the returned function is called.
   * @param {'levels' | 'meters'} topic
   */
  want(topic) {
    const add = (/** @type {number} */ n) => this.#wanted.set(topic, (this.#wanted.get(topic) ?? 0) + n);
    add(1);
    this.#choose();
    return () => {
      add(-1);
      setTimeout(() => this.#choose(), LEVELS_MILLIS); // it may be wanted again in a moment
    };
  }

  get #choice() {
    const some = [...this.#wanted].filter(([, count]) => count > 0).map(([topic]) => ',' + topic);
    return 'status,recordings,disk,review,studio,station' + some.join('');
  }

  /**
   * With levels or without: the connection before goes on until the new one has begun, so that
   * nothing is missed.
   */
  #choose() {
    if (this.#request !== null && this.#topics !== this.#choice) {
      void this.#listen(this.#request);
    }
  }

  #wake() {
    this.#again.wake(Date.now());
    this.#anew();
  }

  #anew() {
    this.#request?.abort();
    this.#request = null;
    this.#arrange();
  }

  #arrange() {
    if (this.#started && !document.hidden && this.#request === null) {
      void this.#listen();
    }
  }

  /** @param {AbortController | null} [before] a connection that this one takes the place of */
  async #listen(before = null) {
    const request = new AbortController();
    this.#request = request;
    this.#topics = this.#choice;
    clearTimeout(this.#timer);
    if (before === null) {
      this.#again.begin(Date.now());
    }
    const opening = setTimeout(() => request.abort(), OPENING_MILLIS); // the one before may live, and hide that
    try {
      const asked = fetch(address('events', { topics: this.#topics }), { signal: request.signal });
      const answer = await asked.finally(() => clearTimeout(opening));
      if (answer.status === 401 && this.#request === request) {
        connection.dispatchEvent(new Event('login'));
        this.#again.hear(Infinity);
        return;
      }
      if (!answer.ok || answer.body === null) {
        throw new Error(String(answer.status));
      }
      await this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), before);
    } catch {
      // told by the state
    }
    this.#ended(request, before);
  }

  /**
   * @param {AbortController} request
   * @param {AbortController | null} before
   */
  #ended(request, before) {
    request.abort(); // whoever was to take its place knows that it is over
    if (this.#request !== request) {
      before?.abort();
    } else if (before !== null && !before.signal.aborted) {
      this.#request = before; // there are too many; without levels it goes on
    } else {
      this.#request = null;
      const { pause, isLost } = this.#again.fail(Date.now(), Math.random());
      if (isLost) {
        this.#is('lost');
      }
      this.#timer = setTimeout(() => this.#arrange(), pause);
    }
  }

  /**
   * @param {ReadableStreamDefaultReader<string>} reader
   * @param {AbortController | null} before
   */
  async #read(reader, before) {
    const parser = new EventParser(({ name, data }) => {
      // Who goes on without a break need not ask for everything anew.
      const isSame = name === 'hello' && before !== null && !before.signal.aborted;
      this.#happened(name, JSON.parse(data), isSame);
      before?.abort();
    });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      this.lastHeard = Date.now();
      this.#again.hear(this.lastHeard);
      parser.push(value);
    }
  }

  /** A connection that is dead and does not say so. */
  #watch() {
    const request = this.#request;
    if (this.#again.wasAsleep(Date.now())) {
      this.#wake();
    } else if (request !== null && this.#again.isDead(Date.now())) {
      this.#ended(request, null);
      this.#is('lost');
      request.abort();
    }
  }

  /** @param {string} state */
  #is(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('state'));
    }
  }

  /**
   * @param {string} name
   * @param {any} data
   * @param {boolean} isSame whether it tells what was told already
   */
  #happened(name, data, isSame) {
    switch (name) {
      case 'hello':
        this.#hello(data);
        break;
      case 'recorder':
        this.recorder = data.up ? (this.recorder ?? { version: '', since: '' }) : null;
        break;
      case 'source':
        this.#source(data);
        break;
      case 'source removed':
        this.sources.delete(data.name);
        break;
      case 'station':
        this.station = data;
        break;
      case 'disk':
        this.volumes = data;
        break;
      default:
    }
    if (!isSame) {
      this.dispatchEvent(new CustomEvent(name, { detail: data }));
    }
    if (!['levels', 'meters', 'recordings'].includes(name)) {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** @param {any} data */
  #hello(data) {
    this.drift = Date.parse(data.time) - Date.now();
    this.recorder = data.recorder;
    this.sources = new Map(data.sources.map((/** @type {LiveSource} */ it) => [it.name, it]));
    this.volumes = data.volumes;
    this.isOld = Boolean(data.page) && data.page !== version;
    this.#is('live');
  }

  /** @param {LiveSource} source */
  #source(source) {
    const before = this.sources.get(source.name);
    this.sources.set(source.name, source);
    if (before && before.state !== source.state) {
      this.dispatchEvent(new CustomEvent('turned', { detail: { before, source } }));
    }
  }
}

export const live = new Live();
