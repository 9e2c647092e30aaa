// @ts-check
/**
 * The queue of sections that are heard one after the other. The bar that shows it stands in the
 * player's: components/clip-bar.js. Any page may fill it:
 *
 *   clips.open(name, list, { at: 3 });                 plays the fourth, and on from there
 *   clips.open(name, list, { at: 3, inFile: true });   jumps there, and the file plays on
 *
 * A list is in order of time. It acts on the keys J, K, U, I and H by the document's event "action".
 * A page that does something else with them listens with { capture: true } and stops the event.
 * Events: change; start, when one of them is about to be heard.
 */
import { get, part } from './api.js';
import { announce } from './announce.js';
import { tellTrouble } from './messages.js';
import { withPart } from '../components/later.js';
import { player } from './player.js';
import { sections } from './sections.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { t } from './texts.js';
import { Cursors, placeNear } from '../lib/cursors.js';
import { clipSpan } from '../lib/clip-label.js';

/** @typedef {Section & {source: string}} Clip */

const STEPS = ['previous', 'next', 'first', 'last', 'louder', 'quieter', 'loudest', 'quietest'];
const KNOWN = 50;

class Clips extends EventTarget {
  /** What the sections are of, in words. */
  name = '';
  /** @type {Clip[]} in time */
  all = [];
  cursors = new Cursors([]);
  /** Whether the whole file is heard, and the sections are only jumped to. */
  inFile = false;
  isOpen = false;
  /** @type {Recording[]} finished ones that were heard lately */
  #known = [];
  /** @type {{source: string, from: number, to: number} | null} what lies in the next recording */
  #rest = null;
  #expected = '';
  #run = 0;

  constructor() {
    super();
    document.addEventListener('action', (event) => this.#key(/** @type {CustomEvent} */ (event)));
    player.addEventListener('stretchEnded', () => void this.#ended());
    player.addEventListener('ended', () => void this.#ended());
    player.addEventListener('change', () => this.isOpen && !player.isLoaded && this.close());
    settings.addEventListener('change', () => this.#changed());
  }

  get choice() {
    return { top: settings.get('top'), only: settings.get('highlightsOnly') };
  }

  /** The one that is heard, or was last. */
  get current() {
    return this.all[this.cursors.place];
  }

  /**
   * @param {string} name
   * @param {Clip[]} list in time
   * @param {{at?: number, inFile?: boolean, paused?: boolean}} [how] at: which one is played first
   */
  open(name, list, how = {}) {
    return withPart(
      () => import('../components/clip-bar.js'),
      () => this.#open(name, list, how),
    );
  }

  /**
   * @param {string} name
   * @param {Clip[]} list
   * @param {{at?: number, inFile?: boolean, paused?: boolean}} how
   */
  async #open(name, list, how) {
    this.name = name;
    this.all = list;
    this.cursors = new Cursors(list.map((it) => it.score));
    this.inFile = how.inFile === true;
    this.isOpen = list.length > 0;
    if (this.isOpen && !how.paused) {
      this.cursors.choose(how.at ?? 0);
      await this.#play();
    }
    this.#changed();
  }

  /**
   * A step as the keys do it.
   * @param {string} step such as "next" or "louder"
   * @param {{spoken?: boolean}} [how]
   * @returns {Promise<boolean>} whether there was something in that direction
   */
  async step(step, how = {}) {
    const before = this.cursors.place;
    if (this.inFile && (step === 'previous' || step === 'next') && player.instant !== null) {
      this.cursors.place = placeNear(this.all, player.instant, step, settings.get('leadIn') * 1000);
    }
    const isThere = this.cursors.step(step, this.choice);
    if (isThere) {
      this.#changed();
      if (how.spoken) {
        announce(this.label());
      }
      await this.#play();
    } else {
      this.cursors.place = before;
      if (how.spoken) {
        announce(t('clip.end'));
      }
    }
    return isThere;
  }

  /** What is heard, such as "03:46:20 to 03:46:22 (73 / 187)", and in which order. */
  label() {
    const clip = this.current;
    if (!clip) {
      return '';
    }
    const order = t(this.cursors.order === 'time' ? 'clip.by.time' : 'clip.by.loudness');
    return `${this.#span(clip)} (${this.#position()}), ${order}`;
  }

  /** @param {Clip} clip */
  #span(clip) {
    return t('clip.span', clipSpan(clip, sources.zoneOf(clip.source)));
  }

  #position() {
    const { at, of } = this.cursors.position(this.choice);
    return `${at} / ${of}`;
  }

  /** From the section to the whole file, at the same place. */
  async openInFile() {
    this.inFile = true;
    this.#rest = null;
    this.#changed();
    await player.skip(0); // it does not stop at the section's end any more
    await player.play();
  }

  close() {
    this.#run++;
    this.#rest = null;
    this.isOpen = false;
    this.all = [];
    this.cursors = new Cursors([]);
    this.#changed();
  }

  // --- the keys

  /** @param {CustomEvent} event */
  #key(event) {
    const what = event.detail;
    if (event.defaultPrevented) {
      return;
    }
    if (what === 'highlightsOnly' && this.isOpen) {
      const only = !settings.get('highlightsOnly');
      settings.set('highlightsOnly', only);
      announce(t(only ? 'clip.only.on' : 'clip.only.off'));
      event.preventDefault();
    } else if (STEPS.includes(what) && (this.isOpen || player.recording !== null)) {
      event.preventDefault();
      void (this.isOpen ? this.step(what, { spoken: true }) : this.#ofPlayed(what));
    }
  }

  /**
   * A recording is heard, and nobody has looked for its sections yet.
   * @param {string} step
   */
  async #ofPlayed(step) {
    const recording = /** @type {Recording} */ (player.recording);
    try {
      const found = await sections.ofRecording(recording);
      if (player.recording?.id !== recording.id || this.isOpen) {
        return;
      }
      if (found.sections.length === 0) {
        announce(t('clip.none'));
        return;
      }
      const list = found.sections.map((it) => ({ ...it, source: recording.source }));
      await this.open(`${recording.source} ${recording.file}`, list, { inFile: true, paused: true });
      await this.step(step, { spoken: true });
    } catch (error) {
      tellTrouble(error);
    }
  }

  // --- what is heard

  async #play() {
    this.dispatchEvent(new Event('start'));
    const clip = this.current;
    const run = ++this.#run;
    const from = Date.parse(clip.from) - settings.get('leadIn') * 1000;
    const to = Date.parse(clip.to) + settings.get('leadOut') * 1000;
    await this.#stretch({ source: clip.source, from, to }, run);
  }

  /**
   * @param {{source: string, from: number, to: number}} stretch
   * @param {number} run
   */
  async #stretch({ source, from, to }, run) {
    try {
      const found = await this.#find(source, from);
      if (run !== this.#run) {
        return; // meanwhile another one is wanted
      }
      if (found === null || Date.parse(found.start) >= to) {
        tellTrouble(new Error(t('clip.gone')));
        return;
      }
      const start = Date.parse(found.start);
      const end = found.end === null ? Number.POSITIVE_INFINITY : Date.parse(found.end);
      const goesOn = to > end + 50 && !this.inFile;
      this.#rest = goesOn ? { source, from: end, to } : null;
      this.#expected = found.id;
      const until = goesOn || this.inFile ? undefined : (to - start) / 1000;
      await player.open(found, { at: Math.max(0, from - start) / 1000, until });
    } catch (error) {
      tellTrouble(error);
    }
  }

  /**
   * The recording that holds an instant, or the next one.
   * @param {string} source
   * @param {number} instant
   * @returns {Promise<Recording | null>}
   */
  async #find(source, instant) {
    const known = this.#known.find(
      (it) => it.source === source && Date.parse(it.start) <= instant && Date.parse(it.end ?? '') > instant,
    );
    if (known) {
      return known;
    }
    const time = new Date(instant).toISOString();
    const moment = await get(`sources/${part(source)}/at`, { time });
    const found = moment.recording ?? moment.after;
    if (found?.end) {
      this.#known = [found, ...this.#known.slice(0, KNOWN)];
    }
    return found;
  }

  /** The stretch or the file is over. */
  async #ended() {
    if (!this.isOpen || player.recording?.id !== this.#expected) {
      return;
    }
    if (this.#rest !== null) {
      const rest = this.#rest;
      this.#rest = null;
      await this.#stretch(rest, this.#run);
    } else if (settings.get('autoAdvance') && !this.inFile) {
      await this.step(this.cursors.order === 'time' ? 'next' : 'quieter');
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const clips = new Clips();
