// @ts-check
/**
 * The recording that is being reviewed: what is known of it, which part of it is looked at, where one
 * is in it, what is selected. Events: change (something to render), view (window, place or selection:
 * only pictures change), recording (it is another state or length of the recording).
 */
import { get, part } from './api.js';
import { announce } from './announce.js';
import { clips } from './clips.js';
import { player } from './player.js';
import { live } from './live.js';
import { sources } from './sources.js';
import { t } from './texts.js';
import { PeakTiles } from './peaks.js';
import { Loading } from '../components/load-state.js';
import { ReviewWindow } from './review-window.js';
import { extentOf, showing } from '../lib/wave.js';
import { withEnd } from '../lib/place.js';

const LOOK_MILLIS = 5000;

export class Review extends ReviewWindow {
  /** @type {Recording | null} */
  recording = null;
  /** @type {PeakTiles | null} */
  peaks = null;
  /** @type {{from: number, to: number} | null} */
  selection = null;
  /** Whether the selection is played again and again. */
  isLooping = false;
  /** Whether the window goes along with what is played. */
  follows = true;
  /** Whether somebody holds something in the picture: it must not move now. */
  isHeld = false;
  /** Whether a pointer is over it: what must not move at once waits. */
  isOver = false;
  /** Whether it could not be looked up any more. */
  isStale = false;
  loading = new Loading(() => this.changed());
  #place = 0;
  #timer = 0;
  #soon = 0;
  #zone = '';

  /** @param {string} id */
  constructor(id) {
    super();
    this.id = id;
  }

  // --- the recording

  /** @param {number | null} place where to begin */
  async open(place) {
    await this.load();
    if (this.recording) {
      this.#place = Math.min(Math.max(0, place ?? 0), this.seconds);
      this.fit();
      if (this.isHere && place !== null && Math.abs(place - player.time) > 2) {
        this.goTo(place); // it is heard, and the address says another place
      }
    }
  }

  async load() {
    const zones = sources.need(); // before anything is shown by the wrong clock
    const isThere = await this.loading.load((signal) => get(`recordings/${part(this.id)}`, {}, signal));
    await zones;
    if (isThere) {
      this.#know(this.loading.value);
    }
  }

  /** Looks from time to time how far a recording that goes on is. */
  watch() {
    const look = () => {
      if (this.recording && this.isGrowing && !document.hidden) {
        void this.look();
      }
    };
    this.#timer = setInterval(look, LOOK_MILLIS);
    const happened = () => {
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => this.recording && !document.hidden && void this.look(), 700);
    };
    const zoned = () => this.#zone !== this.zone && this.#zoneChanged();
    const queued = () => this.isLooping && this.#stopLooping();
    const heard = () => this.isHere && (this.#place = player.time);
    sources.addEventListener('change', zoned);
    clips.addEventListener('start', queued);
    player.addEventListener('time', heard);
    live.addEventListener('recordings', happened);
    live.addEventListener('review', happened);
    live.addEventListener('hello', happened);
    return () => {
      clearInterval(this.#timer);
      clearTimeout(this.#soon);
      sources.removeEventListener('change', zoned);
      clips.removeEventListener('start', queued);
      player.removeEventListener('time', heard);
      for (const name of ['recordings', 'review', 'hello']) {
        live.removeEventListener(name, happened);
      }
      this.loading.stop();
      this.peaks?.stop();
    };
  }

  async look() {
    try {
      const now = await get(`recordings/${part(this.id)}`);
      this.isStale = false;
      this.#know(now);
    } catch (error) {
      if (/** @type {any} */ (error).status === 404 && this.recording) {
        this.#know({ ...this.recording, state: 'deleted' });
      } else {
        this.isStale = true;
        this.changed();
      }
    }
  }

  /** @param {Recording} recording */
  #know(recording) {
    const before = this.recording;
    const isSame = before && JSON.stringify(before) === JSON.stringify(recording);
    this.recording = recording;
    this.#zone = this.zone;
    if (isSame) {
      return;
    }
    this.peaks ??= this.#tiles(recording.rate);
    this.peaks.there = recording.samples ?? Math.round(this.seconds * recording.rate);
    const extent = extentOf(this.seconds, this.isGrowing);
    const mayWait = this.isGrowing && (this.isHeld || this.isOver) && this.extent > this.seconds;
    if (extent !== this.extent && !mayWait) {
      this.extent = extent;
      this.show(this.isFit ? { from: 0, to: extent } : this.window, this.isFit);
    }
    this.dispatchEvent(new Event('recording'));
    this.changed();
  }

  /** @param {number} rate */
  #tiles(rate) {
    const tiles = new PeakTiles(this.id, rate);
    let hadError = false;
    tiles.addEventListener('change', () => {
      if (hadError !== (tiles.error !== undefined)) {
        hadError = !hadError;
        this.changed();
      }
    });
    return tiles;
  }

  /** How much of it there is. */
  get seconds() {
    return this.recording?.seconds ?? 0;
  }

  get isGrowing() {
    return this.recording?.state === 'recording';
  }

  /** Whether its audio can be had. */
  get isThere() {
    return this.recording?.state === 'recording' || this.recording?.state === 'sealed';
  }

  get rate() {
    return this.recording?.rate ?? 48_000;
  }

  get zone() {
    return sources.zoneOf(this.recording?.source ?? '');
  }

  /** The sources could not be fetched at first. */
  #zoneChanged() {
    this.#zone = this.zone;
    this.dispatchEvent(new Event('recording'));
    this.changed();
  }

  /** The instant of its start. */
  get start() {
    return this.recording ? Date.parse(this.recording.start) : 0;
  }

  /** The instant of a place. @param {number} place */
  instant(place) {
    return this.start + place * 1000;
  }

  /** In what places are counted. @returns {import('../lib/place.js').Frame} */
  get frame() {
    return { start: this.start, zone: this.zone, seconds: this.seconds };
  }

  // --- the place

  get isHere() {
    return player.recording?.id === this.id && player.liveSource === '';
  }

  get isPlaying() {
    return this.isHere && player.isPlaying;
  }

  /** Where one is, in seconds. */
  get place() {
    return this.isHere ? player.time : this.#place;
  }

  /**
   * @param {number} place
   * @param {{show?: boolean}} [how] show: so that it can be seen
   */
  goTo(place, how = {}) {
    const to = Math.min(Math.max(0, place), this.seconds);
    this.#place = to;
    if (this.isHere) {
      void player.seek(to);
    }
    if (how.show !== false) {
      this.show(showing(this.window, to, 0.3), this.isFit);
    }
    this.viewed();
  }

  /** Plays from where one is, or stops. */
  async toggle() {
    if (!this.recording || !this.isThere) {
      return;
    }
    if (this.isHere) {
      await player.toggle();
    } else {
      const at = this.#place >= this.seconds - 0.1 && !this.isGrowing ? 0 : this.#place;
      await player.open(this.recording, { at });
    }
  }

  /**
   * Plays a stretch and then stops.
   * @param {number} from
   * @param {number} to
   */
  async playStretch(from, to) {
    if (this.recording && this.isThere) {
      await player.open(this.recording, { at: from, until: to });
      this.show(showing(this.window, from, 0.2), this.isFit);
    }
  }

  /**
   * The selection again and again, or sections one after the other: one of both ends the other.
   * @param {boolean} isOn
   */
  loop(isOn) {
    this.isLooping = isOn;
    if (isOn && clips.isOpen) {
      clips.close();
      announce(t('review.loop.alone'));
    }
    this.changed();
  }

  #stopLooping() {
    this.isLooping = false;
    announce(t('review.loop.over'));
    this.changed();
  }

  async jumpToLive() {
    if (!this.recording) {
      return;
    }
    await this.look();
    if (this.isHere) {
      await player.jumpToLive();
    } else {
      await player.open(this.recording, { at: Math.max(0, this.seconds - 1) });
    }
    this.show(showing(this.window, this.seconds, 0.8), this.isFit);
  }

  // --- the selection

  /** @param {{from: number, to: number} | null} selection */
  select(selection) {
    this.selection = selection && {
      from: Math.max(0, Math.min(selection.from, selection.to)),
      to: Math.min(this.seconds, Math.max(selection.from, selection.to)),
    };
    this.isLooping = this.isLooping && selection !== null;
    this.viewed();
  }

  /**
   * @param {'from' | 'to'} end
   * @param {number} place
   */
  setEnd(end, place) {
    this.select(withEnd(this.selection, end, place, this.seconds));
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}
