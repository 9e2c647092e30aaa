// @ts-check
/**
 * The list of recordings as it is filtered: by pages, the newest first; what changes is changed in its
 * place, what is new waits until it is asked for. Events: change.
 */
import { ApiError, get, part } from './api.js';
import { live } from './live.js';
import { sources } from './sources.js';
import { Loading } from '../components/load-state.js';
import { merge, refresh } from '../lib/recording-days.js';
import { asked, isUnreviewed, NO_FILTER } from '../lib/recording-filter.js';

/** @typedef {{recordings: Recording[], next: string | null}} Page */

const FIRST = 100;
const MORE = 500;
const SOON_MILLIS = 600;
const GROWS_MILLIS = 10_000;
const MOST_ASKED = 30;
/** Where only some of each page are wanted: so many of them are looked for, */
const WANTED = 50;
/** and so many pages are looked through for that at once. */
const MOST_PAGES = 8;

/** Whether this server finds text and pins, and knows what is reviewed; older ones refuse to be asked. */
let knowsMore = true;

export class RecordingList extends EventTarget {
  filter = NO_FILTER;
  /** @type {Recording[]} */
  all = [];
  /** Those that came since and are not shown yet. @type {Recording[]} */
  newer = [];
  /** Whether others are missing between those and what is shown. */
  hasHole = false;
  /** Those that are shown and are not there any more. @type {Set<string>} */
  gone = new Set();
  isLoaded = false;
  /** Whether what is shown stays as it is; what is new is counted. */
  isPaused = false;
  /** So far back was looked, where not all of that is wanted. @type {string | null} */
  lookedTo = null;
  page = /** @type {Loading<Page>} */ (new Loading(() => this.#changed()));
  older = /** @type {Loading<Page>} */ (new Loading(() => this.#changed()));
  #fresh = /** @type {Loading<Page>} */ (new Loading(() => {}));
  #growing = /** @type {Loading<Page>} */ (new Loading(() => {}));
  #single = /** @type {Loading<Map<string, Recording | null>>} */ (new Loading(() => {}));
  /** @type {string | null} */
  #cursor = null;
  #timer = 0;

  get knowsMore() {
    return knowsMore;
  }

  get hasMore() {
    return this.#cursor !== null;
  }

  /** Follows what happens until the returned function is called. */
  start() {
    const soon = () => this.#soon();
    const names = ['recordings', 'hello', 'review'];
    names.forEach((it) => live.addEventListener(it, soon));
    const timer = setInterval(() => void this.#grow(), GROWS_MILLIS);
    return () => {
      names.forEach((it) => live.removeEventListener(it, soon));
      clearInterval(timer);
      clearTimeout(this.#timer);
      [this.page, this.older, this.#fresh, this.#growing, this.#single].forEach((it) => it.stop());
    };
  }

  /** @param {import('../lib/recording-filter.js').Filter} filter */
  async load(filter) {
    this.filter = filter;
    this.older.stop();
    this.#fresh.stop();
    if (await this.page.load((signal) => this.#look(FIRST, null, signal))) {
      const page = /** @type {Page} */ (this.page.value);
      this.all = page.recordings;
      this.newer = [];
      this.hasHole = false;
      this.gone = new Set();
      this.#cursor = cursorOf(page);
      this.isLoaded = true;
      this.#changed();
    }
  }

  again() {
    return this.load(this.filter);
  }

  async loadOlder() {
    if (await this.older.load((signal) => this.#look(MORE, this.#cursor, signal))) {
      const page = /** @type {Page} */ (this.older.value);
      const known = new Set(this.all.map((it) => it.id));
      this.all = [...this.all, ...page.recordings.filter((it) => !known.has(it.id))];
      this.#cursor = cursorOf(page);
      this.#changed();
    }
  }

  showNewer() {
    if (this.hasHole) {
      return this.again();
    }
    this.all = merge(this.newer, this.all);
    this.newer = [];
    this.#changed();
    return Promise.resolve(true);
  }

  /** Leaves what is shown as it is, or shows what came meanwhile. */
  pause() {
    this.isPaused = !this.isPaused;
    if (this.isPaused) {
      this.#growing.stop();
      this.#single.stop();
    } else {
      this.#soon();
      return this.showNewer();
    }
    this.#changed();
    return Promise.resolve(true);
  }

  /**
   * What a person has just done to some of them.
   * @param {string[]} ids
   * @param {Partial<Recording> | null} what null: they are not there any more
   */
  is(ids, what) {
    const those = new Set(ids);
    this.all =
      what === null
        ? this.all.filter((it) => !those.has(it.id))
        : this.all.map((it) => (those.has(it.id) ? { ...it, ...what } : it));
    this.#changed();
  }

  /**
   * Some came back.
   * @param {Recording[] | undefined} recordings undefined: which is not known
   */
  async restored(recordings) {
    if (recordings === undefined) {
      await this.again();
      return;
    }
    this.all = merge(recordings, this.all);
    this.#changed();
  }

  // --- how

  /**
   * A page of those that are wanted: where the server does not choose, as many of its pages as that takes,
   * up to a limit.
   * @param {number} limit
   * @param {string | null} cursor
   * @param {AbortSignal} signal
   * @returns {Promise<Page>}
   */
  async #look(limit, cursor, signal) {
    this.lookedTo = null;
    if (!this.filter.unreviewed) {
      return this.#get(limit, cursor, signal);
    }
    /** @type {Page} */
    let page = { recordings: [], next: null };
    for (let i = 0; i < MOST_PAGES && page.recordings.length < WANTED && (i === 0 || cursor !== null); i++) {
      const { recordings, next } = await this.#get(i === 0 ? limit : MORE, cursor, signal);
      page = { recordings: [...page.recordings, ...recordings.filter(isUnreviewed)], next };
      cursor = cursorOf(page);
      this.lookedTo = next === null ? null : (recordings.at(-1)?.start ?? null);
    }
    return page;
  }

  /**
   * @param {number} limit
   * @param {string | null} cursor
   * @param {AbortSignal} signal
   * @returns {Promise<Page>}
   */
  async #get(limit, cursor, signal) {
    await sources.need();
    const { text, pinned, ...basics } = asked(this.filter, sources.zoneOf(this.filter.source));
    const page = { limit, cursor };
    if (knowsMore) {
      try {
        return await get('recordings', { ...basics, text, pinned, with: 'reviewed', ...page }, signal);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 400 || !/unknown here/i.test(error.message)) {
          throw error;
        }
        knowsMore = false;
      }
    }
    return get('recordings', { ...basics, ...page }, signal);
  }

  #soon() {
    if (this.#timer === 0 && this.isLoaded) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        void this.#refresh();
      }, SOON_MILLIS);
    }
  }

  async #refresh() {
    if (this.page.isLoading || !(await this.#fresh.load((signal) => this.#get(FIRST, null, signal)))) {
      return;
    }
    const page = this.#wanted(/** @type {Page} */ (this.#fresh.value));
    const { shown, newer, missing } = refresh(this.all, page.recordings, page.next === null);
    this.newer = newer;
    // More are new than one page has: between these and what is shown others are missing.
    this.hasHole = page.next !== null && this.all.length > 0 && newer.length === page.recordings.length;
    if (this.isPaused) {
      this.#changed();
      return;
    }
    this.all = shown;
    const now = new Set(page.recordings.map((it) => it.id));
    now.forEach((it) => this.#isGone(it, false));
    const running = this.all.filter((it) => it.state === 'recording' && !now.has(it.id));
    await this.#ask([...new Set([...running, ...missing.slice(0, MOST_ASKED)])]);
    this.#changed();
  }

  /**
   * What is reviewed meanwhile stays in the list, or it would go away under the pointer.
   * @param {Page} page
   * @returns {Page}
   */
  #wanted({ recordings, next }) {
    const shown = new Set(this.all.map((it) => it.id));
    const isWanted = (/** @type {Recording} */ it) => !this.filter.unreviewed || isUnreviewed(it) || shown.has(it.id);
    return { recordings: recordings.filter(isWanted), next };
  }

  /** What is being recorded grows; no event tells how large it is. */
  async #grow() {
    const isShown = this.isLoaded && !this.isPaused && !document.hidden && live.state === 'live';
    if (!isShown || !this.all.some((it) => it.state === 'recording')) {
      return;
    }
    const running = { state: 'recording', limit: MORE };
    if (await this.#growing.load((signal) => get('recordings', running, signal))) {
      const now = new Map((this.#growing.value?.recordings ?? []).map((it) => [it.id, it.bytes]));
      this.all = this.all.map((it) => (now.has(it.id) ? { ...it, bytes: now.get(it.id) ?? 0 } : it));
      this.#changed();
    }
  }

  /**
   * @param {string} id
   * @param {boolean} isGone
   */
  #isGone(id, isGone) {
    if (isGone !== this.gone.has(id)) {
      const gone = new Set(this.gone); // another object, or nobody draws it anew
      this.gone = isGone ? gone.add(id) : (gone.delete(id), gone);
    }
  }

  /** @param {Recording[]} recordings */
  async #ask(recordings) {
    if (recordings.length === 0) {
      return;
    }
    const isThere = await this.#single.load(async (signal) => {
      /** @type {Map<string, Recording | null>} */
      const found = new Map();
      for (const { id } of recordings) {
        found.set(id, await get(`recordings/${part(id)}`, {}, signal).catch(noneIfGone));
      }
      return found;
    });
    if (isThere) {
      const found = /** @type {Map<string, Recording | null>} */ (this.#single.value);
      this.all = this.all.map((it) => (found.has(it.id) ? { ...it, ...found.get(it.id) } : it));
      for (const [id, it] of found) {
        this.#isGone(id, it === null || it.state === 'trashed');
      }
      this.#changed();
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {Page} page */
function cursorOf(page) {
  return page.next === null ? null : new URL(page.next, location.href).searchParams.get('cursor');
}

/** @param {unknown} error */
function noneIfGone(error) {
  if (error instanceof ApiError && error.status === 404) {
    return null;
  }
  throw error;
}
