// @ts-check
/**
 * What the timeline shows, fetched as far as it is looked at: a few requests at a time, those that
 * nobody waits for any more are given up, and what is there stays until something newer comes.
 */
import { live } from './live.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { fetchCoverage, fetchNotes, fetchPins, fetchSections, fetchTile, fetchTitles } from './timeline-requests.js';
import { lasting } from '../lib/coverage.js';
import { DAY, daysOf, frameOf } from '../lib/scale.js';
import { Kept, levelOf, tileMillis, tilesOf } from '../lib/tiles.js';

/** @typedef {import('../lib/scale.js').View} View */
/** @typedef {import('../lib/coverage.js').Part} Part */

/** More at once would leave no connection of the browser for anything else. */
const AT_ONCE = 3;
/** Levels and sections are looked up in a measured file for each recording: not for more than this. */
export const CLOSE = 1.1 * DAY;
const TITLES_FROM = DAY / 4;
const AGAIN_MILLIS = 15_000;

/** @typedef {import('./timeline-requests.js').Entry} Entry */
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
  #timer = 0;
  #soon = 0;

  constructor() {
    super();
    live.addEventListener('recordings', () => this.#stale(this.#looked));
    live.addEventListener('turned', (/** @type {any} */ event) => this.#stale([event.detail.source.name]));
    live.addEventListener('hello', () => {
      this.#isOld(...this.#looked.map((it) => 'n' + it), 'pins');
      this.#stale(this.#looked);
    });
    live.addEventListener('review', (/** @type {any} */ event) => this.#noted(event.detail.source));
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

  /**
   * @param {string} name
   * @returns {import('../lib/notes.js').Notes | undefined} undefined as long as nothing is known
   */
  notes(name) {
    return this.#entries.get('n' + name)?.value;
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
   * @param {string[]} noted those whose marks, and what is reviewed of them, are told
   */
  want(names, near, view, zone, width, frame, noted) {
    this.#looked = names;
    const around = { from: Math.min(view.from, frame.from), to: Math.max(view.to, frame.to) };
    const wishes = [
      ...names.map((it) => this.#wishSpan('c', it, around, zone, fetchCoverage)),
      { key: 'pins', name: '', act: fetchPins },
      ...noted.map((it) => this.#wishSpan('n', it, around, zone, fetchNotes)),
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
    this.#again(() => this.want(names, near, view, zone, width, frame, noted));
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

  /** @param {string[]} names of the sources that changed */
  #stale(names) {
    this.#isOld(...names.map((it) => 'c' + it));
    this.#askSoon();
  }

  /** Somebody marked, pinned or reviewed something. @param {string} name */
  #noted(name) {
    this.#isOld('n' + name, 'pins');
    this.#askSoon();
  }

  /** @param {string[]} keys */
  #isOld(...keys) {
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry) {
        entry.until = 0;
      }
    }
  }

  #askSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.dispatchEvent(new Event('stale')), 1500);
  }

  // --- how it is asked for

  /**
   * What is kept of a source as one.
   * @param {string} kind
   * @param {string} name
   * @param {View} view
   * @param {string} zone
   * @param {typeof fetchCoverage} fetch
   * @returns {Wish}
   */
  #wishSpan(kind, name, view, zone, fetch) {
    const key = kind + name;
    const entry = this.#entries.get(key);
    const days = daysOf(view, zone);
    const from = frameOf('day', days[0], zone).from;
    const to = frameOf('day', days[days.length - 1], zone).to;
    if (entry && entry.error === undefined && ((entry.from ?? 0) > from || (entry.to ?? 0) < to)) {
      entry.until = 0; // there is too little of it
    }
    return { key, name, act: (signal) => fetch(name, from, to, signal) };
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
        act: (signal) => fetchTile(name, level, index, parts, signal),
      }));
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
      wishes.push({ key: sectionsKey(name, day), name, act: (signal) => fetchSections(name, frame, signal) });
      if (length <= TITLES_FROM && hasTitles(name)) {
        wishes.push({ key: `t${name} ${day}`, name, act: (signal) => fetchTitles(name, frame, signal) });
      }
    }
    return wishes;
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
