// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { drawAxis } from './axis-drawing.js';
import { drawLane } from './lane-drawing.js';
import { newFrame } from './lane-levels.js';
import { LanePointer } from './lane-pointer.js';
import { colours } from '../services/colours.js';
import { link } from '../services/router.js';
import { live } from '../services/live.js';
import { settings } from '../services/settings.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { CLOSE, timeline } from '../services/timeline.js';
import { seen } from '../lib/coverage.js';
import { pressed } from '../lib/keys.js';
import { moved } from '../lib/lane-keys.js';
import { daysOf, instantAt, limited, panned, showing, ticks, zoomed } from '../lib/scale.js';
import { zoneName } from '../lib/time.js';
import { causeText, dayInShort, placeInWords } from './moment-words.js';

/** @typedef {import('../lib/scale.js').View} View */

const SETTLE_MILLIS = 150;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/**
 * Lanes of sources above each other on one axis. Each is a slider for who does not see it; what is
 * drawn is drawn at most once a frame, and only of lanes that are seen.
 *
 * Tells `view` when another time is shown, `cursor` when another place is chosen, `open` when that
 * place is to be heard.
 */
class TimeLine extends PageElement {
  static properties = { names: { attribute: false }, zone: { attribute: false }, isTold: { attribute: false } };

  constructor() {
    super();
    /** @type {string[]} */
    this.names = [];
    this.zone = 'UTC';
    /** Whether a table or a calendar tells of all lanes, also of those that are not on the screen. */
    this.isTold = false;
    /** @type {View} */
    this.view = { from: 0, to: 1 };
    /** @type {View} what is told about besides */
    this.frame = this.view;
    /** @type {{source: string, instant: number} | null} */
    this.cursor = null;
    this.#pointer = new LanePointer(this);
  }

  #pointer;
  /** Of the fields in which lanes are drawn. */
  #width = 0;
  #height = 0;
  /** @type {Set<string>} sources whose lanes are on the screen */
  #near = new Set();
  #frame = 0;
  #settling = 0;
  /** @type {IntersectionObserver | null} */
  #seen = null;
  /** @type {ResizeObserver | null} */
  #sizes = null;
  /** @type {Map<string, HTMLCanvasElement>} */
  #canvases = new Map();
  /** @type {HTMLCanvasElement | null} */
  #axis = null;

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.draw();
    this.watch(timeline, 'change', () => this.#came());
    this.watch(timeline, 'stale', () => this.#ask());
    this.watch(colours, 'change', draw);
    this.watch(settings, 'change', () => this.#settle());
    this.watch(live, 'state', draw);
    this.#seen = new IntersectionObserver((entries) => this.#scrolled(entries), { rootMargin: '120px' });
    this.#sizes = new ResizeObserver((entries) => this.#sized(entries));
    const timer = setInterval(() => this.#tick(), SECOND);
    this.atEnd(() => {
      clearInterval(timer);
      clearTimeout(this.#settling);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#seen?.disconnect();
      this.#sizes?.disconnect();
      timeline.leave();
    });
  }

  // --- what is shown

  /** @param {View} view */
  show(view) {
    this.view = limited(view);
    this.draw();
    this.#settle();
    this.dispatchEvent(new CustomEvent('view'));
  }

  /**
   * @param {number} factor less than 1: closer
   * @param {number} [anchor] stays where it is; by default the cursor where it is seen, else now, else the middle
   */
  zoom(factor, anchor) {
    const { from, to } = this.view;
    const place = this.cursor && this.cursor.instant >= from && this.cursor.instant <= to ? this.cursor.instant : null;
    const now = live.now();
    const usual = now > from && now < to ? now : (from + to) / 2;
    this.show(zoomed(this.view, factor, anchor ?? place ?? usual));
  }

  /** @param {number} pixels */
  pan(pixels) {
    this.show(panned(this.view, (pixels / this.#width) * (this.view.to - this.view.from)));
  }

  /**
   * @param {string} source
   * @param {number} instant
   */
  choose(source, instant) {
    const latest = Math.max(live.now(), this.view.to);
    this.cursor = { source, instant: Math.round(Math.min(latest, Math.max(0, instant))) };
    const view = showing(this.view, this.cursor.instant);
    if (view !== this.view) {
      this.show(view);
    }
    this.draw();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('cursor', { detail: this.cursor }));
  }

  /** @param {number} x in the fields */
  instantOf(x) {
    return instantAt(this.view, this.#width, x);
  }

  get width() {
    return this.#width;
  }

  open() {
    this.dispatchEvent(new CustomEvent('open', { detail: this.cursor }));
  }

  /** @param {string} name */
  focusLane(name) {
    const field = /** @type {HTMLElement | null} */ (this.querySelector(`[data-source="${CSS.escape(name)}"]`));
    field?.focus();
  }

  // --- when

  /** @param {IntersectionObserverEntry[]} entries */
  #scrolled(entries) {
    for (const it of entries) {
      const name = /** @type {HTMLElement} */ (it.target).dataset.source ?? '';
      if (it.isIntersecting) {
        this.#near.add(name);
      } else {
        this.#near.delete(name);
      }
    }
    this.draw();
    this.#settle();
  }

  /** @param {ResizeObserverEntry[]} entries */
  #sized(entries) {
    for (const { target, contentRect } of entries) {
      if (target.classList.contains('field')) {
        this.#width = contentRect.width;
        this.#height = contentRect.height;
      }
    }
    this.draw();
    this.#settle();
  }

  /** What is to be fetched and told is decided when it stands still. */
  #settle() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#ask();
      this.requestUpdate();
    }, SETTLE_MILLIS);
  }

  #ask() {
    if (this.#width > 0 && this.names.length > 0) {
      const near = this.names.filter((it) => this.#near.has(it));
      const noted = this.isTold ? this.names : near;
      timeline.want(this.names, near, this.view, this.zone, this.#width, this.frame, noted);
    }
  }

  #came() {
    this.draw();
    this.#telling ||= setTimeout(() => {
      this.#telling = 0;
      this.#ask(); // what is there now tells what else there is
      this.requestUpdate();
    }, SETTLE_MILLIS);
  }

  #telling = 0;

  /** Time goes on: as often as a pixel of it is over. */
  #tick() {
    const now = live.now();
    const { from, to } = this.view;
    const pixel = (to - from) / Math.max(1, this.#width);
    if (!document.hidden && now >= from && now - pixel < to && now - this.#drawnAt >= Math.min(30_000, pixel)) {
      this.draw();
    }
  }

  #drawnAt = 0;

  // --- how it is drawn

  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint() {
    if (this.#width === 0 || !this.#axis) {
      return;
    }
    const now = live.now();
    this.#drawnAt = now;
    const lines = ticks(this.view, this.#width, this.zone, dayInShort);
    const scene = {
      view: this.view,
      width: this.#width,
      height: this.#height,
      now,
      cursor: this.cursor?.instant ?? null,
      isActive: false,
      top: settings.get('top'),
      highlightsOnly: settings.get('highlightsOnly'),
      causeText,
      ticks: lines,
    };
    const axis = scaled(this.#axis, this.#width, AXIS_HEIGHT);
    drawAxis(axis, { ...scene, height: AXIS_HEIGHT }, { now: t('overview.now') });
    const days = this.view.to - this.view.from <= CLOSE ? daysOf(this.view, this.zone) : [];
    for (const [name, canvas] of this.#canvases) {
      if (this.#near.has(name)) {
        const isActive = this.cursor?.source === name;
        drawLane(scaled(canvas, this.#width, this.#height), this.#lane(name, days), { ...scene, isActive });
      }
    }
    if (newFrame()) {
      this.draw();
    }
  }

  /**
   * @param {string} name
   * @param {string[]} days of which details are seen
   */
  #lane(name, days) {
    const { view } = this;
    return {
      name,
      parts: timeline.coverage(name)?.parts ?? [],
      tile: (/** @type {number} */ level, /** @type {number} */ index) => timeline.tile(name, level, index),
      loud: days.flatMap((it) => seen(timeline.sections(name, it)?.sections ?? [], view)),
      titles: view.to - view.from <= 6 * HOUR ? days.flatMap((it) => timeline.titles(name, it) ?? []) : [],
      pins: timeline.pins.filter((it) => it.source === name),
      notes: timeline.notes(name),
      isClose: days.length > 0,
    };
  }

  // --- keys

  /**
   * @param {KeyboardEvent} event
   * @param {string} name
   */
  #key(event, name) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const at = this.#placeOf(name);
    const to = moved(pressed(event), at, this.view, this.#width, this.zone);
    if (to !== null) {
      event.preventDefault();
      this.choose(name, to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(name, at);
      this.open();
    }
  }

  /**
   * Where a lane's slider stands: all have the same time.
   * @param {string} name
   */
  #placeOf(name) {
    const middle = (this.view.from + this.view.to) / 2;
    return name === this.cursor?.source ? this.cursor.instant : (this.cursor?.instant ?? Math.min(live.now(), middle));
  }

  // --- what stands in the document

  render() {
    return html`<div class="axis"><span></span><canvas aria-hidden="true"></canvas></div>
      <ul class="lanes">
        ${repeat(
          this.names,
          (it) => it,
          (it) => this.#row(it),
        )}
      </ul>`;
  }

  /** @param {string} name */
  #row(name) {
    const { from, to } = this.view;
    const at = Math.min(to, Math.max(from, this.#placeOf(name)));
    const zone = sources.zoneOf(name);
    const coverage = timeline.coverage(name);
    return html`<li>
      <div class="lane-name">
        <a href=${link(`/sources/${encodeURIComponent(name)}`)}>${name}</a>
        ${zone === this.zone ? '' : html`<small class="muted">${zoneName(at, zone)}</small>`}
        ${coverage?.error ? html`<small class="trouble">${t('overview.notLoaded')}</small>` : ''}
      </div>
      <div
        class="field"
        role="slider"
        tabindex="0"
        data-source=${name}
        aria-label=${t('overview.lane', { name })}
        aria-valuemin=${Math.floor(from / SECOND)}
        aria-valuemax=${Math.ceil(to / SECOND)}
        aria-valuenow=${Math.round(at / SECOND)}
        aria-valuetext=${placeInWords(name, this.#placeOf(name), this.view, this.#width, this.zone)}
        @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e, name)}
      >
        <canvas aria-hidden="true"></canvas>
      </div>
    </li>`;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('isTold')) {
      this.#settle();
    }
  }

  firstUpdated() {
    this.#axis = this.querySelector('.axis canvas');
    const lanes = /** @type {HTMLElement} */ (this.querySelector('.lanes'));
    this.#pointer.listen(lanes);
    this.atEnd(() => this.#pointer.stop());
  }

  updated() {
    const fields = [...this.querySelectorAll('.field')].map((it) => /** @type {HTMLElement} */ (it));
    const known = new Map(fields.map((it) => [it.dataset.source ?? '', it]));
    for (const [name, canvas] of this.#canvases) {
      if (!known.has(name)) {
        this.#canvases.delete(name);
        this.#near.delete(name);
        const field = /** @type {Element} */ (canvas.parentElement);
        this.#seen?.unobserve(field);
        this.#sizes?.unobserve(field);
      }
    }
    for (const [name, field] of known) {
      if (!this.#canvases.has(name)) {
        this.#canvases.set(name, /** @type {HTMLCanvasElement} */ (field.querySelector('canvas')));
        this.#seen?.observe(field);
        this.#sizes?.observe(field);
      }
    }
  }
}

const AXIS_HEIGHT = 28;

/**
 * A canvas as sharp as the screen. Its size is set only where it is another, for that clears it.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function scaled(canvas, width, height) {
  const scale = devicePixelRatio;
  const wide = Math.round(width * scale);
  const high = Math.round(height * scale);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
  c.setTransform(scale, 0, 0, scale, 0, 0);
  return c;
}

customElements.define('time-line', TimeLine);
