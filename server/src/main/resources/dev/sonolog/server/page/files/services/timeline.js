// @ts-check
/**
 * What the timeline shows, fetched as far as it is looked at: a few requests at a time, those that
 * nobody waits for any more are given up, and what is there stays until something newer comes.
 */
import { ApiError, get, getBytes, part } from './api.js';
import { live } from './live.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { partsOf, gapPart, lasting, ranked } from '../lib/coverage.js';
import { parse } from '../lib/dat.js';
import { DAY, daysOf, frameOf } from '../lib/scale.js';
import { Kept, TILE_PIXELS, heights, levelOf, tileMillis, tilesOf } from '../lib/tiles.js';
import { iso } from '../lib/time.js';

/** @typedef {import('../lib/scale.js').View} View */
/** @typedef {import('../lib/coverage.js').Part} Part */

/** More at once would leave no connection of the browser for anything else. */
const AT_ONCE = 3;
/** Levels and sections are looked up in a measured file for each recording: not for more than this. */
export const CLOSE = 1.1 * DAY;
const TITLES_FROM = DAY / 4;
const AGAIN_MILLIS = 15_000;
/** Of several kinds in one tile. */
const MOST_STRETCHES = 24;
const GROWS_MILLIS = 60_000;

/**
 * @typedef {object} Entry something that was fetched
 * @property {any} value
 * @property {number} asOf when it was asked for
 * @property {number} until when it is to be asked for anew; Infinity: it does not change any more
 * @property {unknown} error of the last time; undefined where all was well
 * @property {number} [from] what was asked for, where that is not in the key
 * @property {number} [to]
 * @property {{now: number, parts: Part[]}} [lasting] as it is in this second
 */
/** @typedef {{key: string, name: string, act: (signal: AbortSignal) => Promise<Partial<Entry>>}} Wish */

class Timeline extends EventTarget {
  /** @type {Kept<Entry>} */
  #entries = new Kept(6000);
  /** @type {Map<string, AbortController>} */
  #running = new Map();
  /** @type {Wish[]} */
  #waiting = [];
  /** The sources somebody looks at, to ask again when they grew. */
  #looked = /** @type {string[]} */ ([]);
  /** Sources with recordings of several kinds, which the server does not draw together: each stretch alone. */
  #mixed = new Set();
  #timer = 0;
  #soon = 0;

  constructor() {
    super();
    live.addEventListener('recordings', () => this.#stale());
    live.addEventListener('turned', (/** @type {any} */ event) => this.#stale(event.detail.source.name));
    live.addEventListener('hello', () => this.#stale());
  }

  // --- what there is

  /**
   * @param {string} name of a source
   * @returns {{parts: Part[], from: number, to: number, error: unknown} | undefined}
   */
  coverage(name) {
    const entry = this.#entries.get('c' + name);
    if (!entry) {
      return undefined;
    }
    const now = Math.floor(live.now() / 1000) * 1000;
    if (live.state === 'live' && entry.lasting?.now !== now) {
      entry.lasting = { now, parts: lasting(entry.value ?? [], entry.asOf, now) };
    }
    return {
      parts: entry.lasting?.parts ?? entry.value ?? [],
      from: entry.from ?? 0,
      to: entry.to ?? 0,
      error: entry.error,
    };
  }

  /**
   * @param {string} name
   * @param {number} level
   * @param {number} index
   * @returns {Float32Array | undefined}
   */
  tile(name, level, index) {
    return this.#entries.get(tileKey(name, level, index))?.value;
  }

  /**
   * @param {string} name
   * @param {string} day
   * @returns {{sections: import('../lib/coverage.js').Loud[], unmeasured: any[]} | undefined}
   */
  sections(name, day) {
    return this.#entries.get(sectionsKey(name, day))?.value;
  }

  /**
   * @param {string} name
   * @param {string} day
   * @returns {{at: number, title: string}[] | undefined}
   */
  titles(name, day) {
    return this.#entries.get(`t${name} ${day}`)?.value;
  }

  /** @returns {{source: string, from: number, to: number, note: string}[]} */
  get pins() {
    return this.#entries.get('pins')?.value ?? [];
  }

  /** Whether something is on its way. */
  get isBusy() {
    return this.#running.size + this.#waiting.length > 0;
  }

  // --- what is wanted

  /**
   * Fetches what is looked at and not there; gives up what is not looked at any more.
   * @param {string[]} names sources of which something is seen
   * @param {string[]} near those whose details are seen, too
   * @param {View} view
   * @param {string} zone
   * @param {number} width of a lane in pixels
   * @param {View} frame of this, too, it is to be known what there is
   */
  want(names, near, view, zone, width, frame) {
    this.#looked = names;
    const around = { from: Math.min(view.from, frame.from), to: Math.max(view.to, frame.to) };
    const wishes = [
      ...names.map((it) => this.#wishCoverage(it, around, zone)),
      this.#wishPins(),
      ...near.flatMap((it) => this.#wishTiles(it, view, width)),
      ...near.flatMap((it) => this.#wishDays(it, view, zone)),
    ];
    const now = Date.now();
    const keys = new Set(wishes.map((it) => it.key));
    for (const [key, request] of this.#running) {
      if (!keys.has(key)) {
        request.abort();
        this.#running.delete(key);
      }
    }
    this.#waiting = wishes.filter((it) => !this.#running.has(it.key) && this.#isDue(it, now));
    this.#next();
    this.#again(() => this.want(names, near, view, zone, width, frame));
  }

  /** Nobody looks any more. */
  leave() {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#running.forEach((it) => it.abort());
    this.#running.clear();
    this.#looked = [];
  }

  /** Asks anew for what failed. */
  retry() {
    this.dispatchEvent(new Event('stale'));
  }

  /** @param {() => void} act */
  #again(act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (document.hidden ? this.#again(act) : act()), 10_000);
  }

  /**
   * @param {Wish} wish
   * @param {number} now
   */
  #isDue(wish, now) {
    const entry = this.#entries.get(wish.key);
    return !entry || now >= entry.until;
  }

  #next() {
    while (this.#running.size < AT_ONCE) {
      const wish = this.#waiting.shift();
      if (!wish) {
        return;
      }
      void this.#fetch(wish);
    }
  }

  /** @param {Wish} wish */
  async #fetch(wish) {
    const request = new AbortController();
    this.#running.set(wish.key, request);
    const asOf = live.now();
    try {
      const found = await wish.act(request.signal);
      this.#entries.set(wish.key, { value: undefined, asOf, until: Infinity, error: undefined, ...found });
    } catch (error) {
      if (request.signal.aborted) {
        return;
      }
      const old = this.#entries.get(wish.key);
      this.#entries.set(wish.key, {
        ...(old ?? { value: undefined, asOf }),
        until: Date.now() + AGAIN_MILLIS,
        error,
      });
    }
    this.#running.delete(wish.key);
    this.dispatchEvent(new CustomEvent('change', { detail: { key: wish.key, name: wish.name } }));
    this.#next();
  }

  /** @param {string} [name] of the source that changed; all where it is not told */
  #stale(name) {
    const names = name === undefined ? this.#looked : [name];
    for (const it of names) {
      const entry = this.#entries.get('c' + it);
      if (entry) {
        entry.until = 0;
      }
    }
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.dispatchEvent(new Event('stale')), 1500);
  }

  // --- how it is asked for

  /**
   * @param {string} name
   * @param {View} view
   * @param {string} zone
   * @returns {Wish}
   */
  #wishCoverage(name, view, zone) {
    const key = 'c' + name;
    const entry = this.#entries.get(key);
    const days = daysOf(view, zone);
    const from = frameOf('day', days[0], zone).from;
    const to = frameOf('day', days[days.length - 1], zone).to;
    if (entry && ((entry.from ?? 0) > from || (entry.to ?? 0) < to)) {
      entry.until = 0; // there is too little of it
    }
    return { key, name, act: (signal) => this.#coverage(name, from, to, signal) };
  }

  /**
   * More than was asked for, so that a step aside is there already.
   * @param {string} name
   * @param {number} first
   * @param {number} last
   * @param {AbortSignal} signal
   * @returns {Promise<Partial<Entry>>}
   */
  async #coverage(name, first, last, signal) {
    const now = live.now();
    const around = Math.max(DAY, (last - first) / 4);
    const from = first - around;
    const to = last + around;
    const grows = to > now;
    const until = grows ? Date.now() + GROWS_MILLIS : Infinity;
    if (from >= now) {
      return { value: [], from, to, until };
    }
    const source = sources.get(name);
    if (source?.first === null) {
      const gap = source.openGap; // nothing was ever recorded of it: the server has no timeline of it
      return { value: gap ? [gapPart(gap, now)] : [], from, to, until: Date.now() + GROWS_MILLIS / 4 };
    }
    const span = { from: iso(from), to: iso(Math.min(to, now)) };
    const found = await get(`sources/${part(name)}/coverage`, span, signal);
    return { value: partsOf(found), from, to, until };
  }

  /** @returns {Wish} */
  #wishPins() {
    const act = async (/** @type {AbortSignal} */ signal) => {
      const { pins } = await get('pins', {}, signal);
      const value = pins
        .filter((/** @type {any} */ it) => it.recording)
        .map((/** @type {any} */ it) => ({
          source: it.recording.source,
          from: Date.parse(it.recording.start),
          to: it.recording.end === null ? live.now() : Date.parse(it.recording.end),
          note: it.note,
        }));
      return { value, until: Date.now() + GROWS_MILLIS };
    };
    return { key: 'pins', name: '', act };
  }

  /**
   * @param {string} name
   * @param {View} view
   * @param {number} width
   * @returns {Wish[]}
   */
  #wishTiles(name, view, width) {
    if (view.to - view.from > CLOSE) {
      return [];
    }
    const level = levelOf((view.to - view.from) / width);
    const parts = this.coverage(name)?.parts ?? [];
    return tilesOf(view, level)
      .filter((index) => hasSound(parts, index * tileMillis(level), (index + 1) * tileMillis(level)))
      .map((index) => ({
        key: tileKey(name, level, index),
        name,
        act: (signal) => this.#tile(name, level, index, signal),
      }));
  }

  /**
   * @param {string} name
   * @param {number} level
   * @param {number} index
   * @param {AbortSignal} signal
   * @returns {Promise<Partial<Entry>>}
   */
  async #tile(name, level, index, signal) {
    const from = index * tileMillis(level);
    const to = from + tileMillis(level);
    const grows = to > live.now() - 30_000;
    const until = grows ? Date.now() + Math.max(5000, 2 ** level) : Infinity;
    const value = new Float32Array(TILE_PIXELS);
    if (!this.#mixed.has(name) && (await this.#levels(name, level, { from, to }, value, from, signal))) {
      return { value, until };
    }
    this.#mixed.add(name);
    const parts = (this.coverage(name)?.parts ?? []).filter((it) => it.kind === 'there' && it.from < to && it.to > from);
    let isThere = false;
    for (const it of parts.slice(0, MOST_STRETCHES)) {
      const span = { from: Math.max(from, it.from), to: Math.min(to, it.to) };
      isThere = (await this.#levels(name, level, span, value, from, signal)) || isThere;
    }
    return { value, until: grows || isThere ? until : Date.now() + 10 * GROWS_MILLIS };
  }

  /**
   * @param {string} name
   * @param {number} level
   * @param {View} span
   * @param {Float32Array} into a tile
   * @param {number} start of the tile
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>} whether the server could
   */
  async #levels(name, level, span, into, start, signal) {
    const pixels = Math.max(1, Math.round((span.to - span.from) / 2 ** level));
    try {
      const asked = { from: iso(span.from), to: iso(span.to), pixels };
      const buffer = await getBytes(`sources/${part(name)}/peaks`, asked, signal);
      heights(parse(buffer), level, { into, after: span.from - start });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return true; // there is nothing
      }
      if (error instanceof ApiError && error.status === 422) {
        return false;
      }
      throw error;
    }
  }

  /**
   * @param {string} name
   * @param {View} view
   * @param {string} zone
   * @returns {Wish[]}
   */
  #wishDays(name, view, zone) {
    const length = view.to - view.from;
    if (length > CLOSE) {
      return [];
    }
    const parts = this.coverage(name)?.parts ?? [];
    /** @type {Wish[]} */
    const wishes = [];
    for (const day of daysOf(view, zone)) {
      const frame = frameOf('day', day, zone);
      if (!hasSound(parts, frame.from, frame.to)) {
        continue;
      }
      wishes.push({ key: sectionsKey(name, day), name, act: (signal) => this.#sections(name, frame, signal) });
      if (length <= TITLES_FROM && hasTitles(name)) {
        wishes.push({ key: `t${name} ${day}`, name, act: (signal) => this.#titles(name, frame, signal) });
      }
    }
    return wishes;
  }

  /**
   * @param {string} name
   * @param {View} frame
   * @param {AbortSignal} signal
   * @returns {Promise<Partial<Entry>>}
   */
  async #sections(name, frame, signal) {
    const until = frame.to > live.now() ? Date.now() + GROWS_MILLIS : Infinity;
    const span = { from: iso(frame.from), to: iso(frame.to), ...(settings.get('analysis') ?? {}) };
    try {
      /** @type {Sections} */
      const found = await get(`sources/${part(name)}/sections`, span, signal);
      return { value: { sections: ranked(found.sections), unmeasured: found.unmeasured }, until };
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 422)) {
        return { value: { sections: [], unmeasured: [] }, until: Date.now() + GROWS_MILLIS };
      }
      throw error;
    }
  }

  /**
   * @param {string} name
   * @param {View} frame
   * @param {AbortSignal} signal
   * @returns {Promise<Partial<Entry>>}
   */
  async #titles(name, frame, signal) {
    const until = frame.to > live.now() ? Date.now() + GROWS_MILLIS / 4 : Infinity;
    try {
      const found = await get(`sources/${part(name)}/titles`, { from: iso(frame.from), to: iso(frame.to) }, signal);
      const value = found.titles
        .map((/** @type {any} */ it) => ({ at: Date.parse(it.at), title: it.title }))
        .sort((/** @type {any} */ a, /** @type {any} */ b) => a.at - b.at);
      return { value, until };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return { value: [], until: Date.now() + GROWS_MILLIS };
      }
      throw error;
    }
  }
}

/**
 * @param {string} name
 * @param {number} level
 * @param {number} index
 */
const tileKey = (name, level, index) => `p${name} ${level} ${index}`;

/**
 * With other settings there are other sections.
 * @param {string} name
 * @param {string} day
 */
const sectionsKey = (name, day) => `s${name} ${day} ${JSON.stringify(settings.get('analysis'))}`;

/**
 * Whether it is worth asking; where nothing is known yet, it is not.
 * @param {Part[]} parts
 * @param {number} from
 * @param {number} to
 */
const hasSound = (parts, from, to) => parts.some((it) => it.kind === 'there' && it.from < to && it.to > from);

/**
 * A server that does not tell how a source is listened to does not know of titles either.
 * @param {string} name
 */
const hasTitles = (name) => 'live' in (sources.get(name) ?? {});

export const timeline = new Timeline();
