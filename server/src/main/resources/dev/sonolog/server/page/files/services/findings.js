// @ts-check
/**
 * What was found in a recording and what people noted of it: loud sections, what is reviewed, marks,
 * gaps around it. Events: change.
 */
import { ApiError, change, get, part } from './api.js';
import { live } from './live.js';
import { settings } from './settings.js';
import { Loading } from '../components/load-state.js';
import { iso } from '../lib/time.js';
import { isReviewed, rank, together, top } from '../lib/sections.js';

/** @typedef {import('../lib/sections.js').Ranked} Ranked */
/** @typedef {{id: number, source: string, from: string, to: string | null, label: string, by: string}} Mark */
/** @typedef {Mark & {start: number, end: number | null}} PlacedMark */

/** A recording that goes on is asked so often. */
const AGAIN_MILLIS = 10_000;

export class Findings extends EventTarget {
  /** @type {Loading<Sections>} */
  sections = new Loading(() => this.#changed());
  /** @type {Ranked[]} in order of time */
  all = [];
  /** Those that score high enough, in order of time. @type {Ranked[]} */
  shown = [];
  least = 0;
  /** @type {PlacedMark[]} */
  marks = [];
  /** @type {import('../lib/sections.js').Stretch[]} */
  reviewed = [];
  /** Whether this server keeps marks, and what is reviewed. */
  keepsMarks = false;
  keepsReviewed = false;
  #marksLoading = new Loading(() => this.#changed());
  #reviewedLoading = new Loading(() => this.#changed());
  /** What was just said to be reviewed or not, by where it begins. @type {Map<string, boolean>} */
  #asked = new Map();
  #askedAt = 0;
  #askedFor = 0;
  #timer = 0;
  /** Which of the later answers are worth asking for: what is missing stays away. */
  #missing = new Set();

  /** @param {import('./review.js').Review} review */
  constructor(review) {
    super();
    this.review = review;
  }

  start() {
    const grown = () => this.#recordingChanged();
    const noted = (/** @type {any} */ event) => this.#noted(event.detail);
    this.review.addEventListener('recording', grown);
    live.addEventListener('review', noted);
    live.addEventListener('hello', noted);
    grown();
    return () => {
      this.review.removeEventListener('recording', grown);
      live.removeEventListener('review', noted);
      live.removeEventListener('hello', noted);
      clearTimeout(this.#timer);
      [this.sections, this.#marksLoading, this.#reviewedLoading].forEach((it) => it.stop());
    };
  }

  /** What somebody else, or this person in another window, has noted. @param {any} what */
  #noted(what) {
    if (!what?.source || what.source === this.review.recording?.source) {
      void this.loadNotes();
    }
  }

  #recordingChanged() {
    if (this.#askedFor === 0 && this.review.recording) {
      void this.loadSections();
      void this.loadNotes();
    } else if (this.review.seconds > this.#askedFor + 0.5 && this.#timer === 0) {
      const wait = Math.max(0, this.#askedAt + AGAIN_MILLIS - Date.now());
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        void this.loadSections();
      }, wait);
    }
  }

  // --- sections

  async loadSections() {
    const { recording, id, seconds } = this.review;
    if (!recording || !this.review.isThere) {
      return;
    }
    this.#askedAt = Date.now();
    this.#askedFor = Math.max(seconds, 0.001);
    const wanted = settings.get('analysis') ?? {};
    if (await this.sections.load((signal) => get(`recordings/${part(id)}/sections`, wanted, signal))) {
      this.all = rank(this.sections.value?.sections ?? []);
      this.#filter();
    }
  }

  /** @param {{margin: number, minGap: number, minDuration: number} | null} analysis null: as the server has it */
  analyse(analysis) {
    settings.set('analysis', analysis);
    return this.loadSections();
  }

  /** @param {number} least score */
  showFrom(least) {
    this.least = least;
    this.#filter();
  }

  #filter() {
    const shown = this.all.filter((it) => it.score >= this.least);
    const isSame = shown.length === this.shown.length && shown.every((it, i) => isEqual(it, this.shown[i]));
    this.shown = isSame ? this.shown : shown; // whoever holds the list need not begin anew
    this.#changed();
  }

  /** The best so many of those that are shown: what is heard when only highlights are. */
  get highlights() {
    const ranked = this.least > 0 ? rank(this.shown) : this.shown;
    return top(ranked, settings.get('top'));
  }

  /** How long the highlights last, with what is played around them. */
  get highlightSeconds() {
    return together(this.highlights, settings.get('leadIn'), settings.get('leadOut'), this.review.seconds);
  }

  // --- what is reviewed

  /** @param {Ranked} section */
  isReviewed(section) {
    return this.#asked.get(section.from) ?? isReviewed(section, this.reviewed);
  }

  get left() {
    return this.shown.filter((it) => !this.isReviewed(it)).length;
  }

  /**
   * @param {{from: string, to: string}} span
   * @param {boolean} reviewed
   */
  async setReviewed(span, reviewed) {
    const path = `sources/${part(this.review.recording?.source ?? '')}/reviewed`;
    this.#asked.set(span.from, reviewed); // a box that is ticked stays so while the server is asked
    try {
      await change('POST', path, { from: span.from, to: span.to, reviewed });
      await this.#loadReviewed();
    } finally {
      this.#asked.delete(span.from);
      this.#changed();
    }
  }

  // --- marks

  /**
   * @param {number} place
   * @param {string} label
   * @returns {Promise<PlacedMark>}
   */
  async addMark(place, label) {
    const path = `sources/${part(this.review.recording?.source ?? '')}/marks`;
    const mark = await change('POST', path, { from: iso(this.review.instant(place)), label });
    await this.#loadMarks();
    return mark;
  }

  /**
   * @param {number} id
   * @param {Partial<{label: string, from: string, to: string | null}>} what
   */
  async changeMark(id, what) {
    await change('PATCH', `marks/${id}`, what);
    await this.#loadMarks();
  }

  /** @param {Mark} mark */
  async removeMark(mark) {
    await change('DELETE', `marks/${mark.id}`);
    await this.#loadMarks();
  }

  /** Writes a mark again that was removed. @param {Mark} mark */
  async restoreMark(mark) {
    const { from, to, label } = mark;
    await change('POST', `sources/${part(mark.source)}/marks`, { from, to, label });
    await this.#loadMarks();
  }

  async loadNotes() {
    await Promise.all([this.#loadMarks(), this.#loadReviewed()]);
  }

  async #loadMarks() {
    const found = await this.#ofSource('marks', this.#marksLoading);
    if (found) {
      this.keepsMarks = true;
      const seconds = (/** @type {string} */ text) => (Date.parse(text) - this.review.start) / 1000;
      this.marks = found.marks.map((/** @type {Mark} */ it) => ({
        ...it,
        start: seconds(it.from),
        end: it.to === null ? null : seconds(it.to),
      }));
    }
    this.#changed();
  }

  async #loadReviewed() {
    const found = await this.#ofSource('reviewed', this.#reviewedLoading);
    if (found) {
      this.keepsReviewed = true;
      this.reviewed = found.spans.map((/** @type {{from: string, to: string}} */ it) => ({
        start: (Date.parse(it.from) - this.review.start) / 1000,
        end: (Date.parse(it.to) - this.review.start) / 1000,
      }));
    }
    this.#changed();
  }

  /**
   * @param {'marks' | 'reviewed'} what
   * @param {Loading<any>} loading
   */
  async #ofSource(what, loading) {
    const { recording, start, seconds } = this.review;
    if (!recording || this.#missing.has(what)) {
      return null;
    }
    const more = this.review.isGrowing ? 60e3 : 1;
    const span = { from: iso(start), to: iso(start + Math.max(seconds, 1) * 1000 + more) };
    const path = `sources/${part(recording.source)}/${what}`;
    if (await loading.load((signal) => get(path, span, signal))) {
      return loading.value;
    }
    if (loading.error instanceof ApiError && loading.error.status === 404) {
      this.#missing.add(what);
    }
    return null;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {Ranked} a
 * @param {Ranked} b
 */
const isEqual = (a, b) => a.key === b.key && a.rank === b.rank && a.score === b.score;
