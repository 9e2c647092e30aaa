// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { listenToHandle, listenToPointers } from './wave-pointer.js';
import { bestColumns, paintFloor, paintFuture, paintGround, paintMarks } from './wave-drawing.js';
import { paintRuler, paintSections, paintWave, sized } from './wave-drawing.js';
import { failure, pending } from './load-state.js';
import { handle, putSelection, stepped } from './wave-selection.js';
import './wave-regions.js';
import { colours } from '../services/colours.js';
import { player } from '../services/player.js';
import { lessMotion } from '../services/settings.js';
import { t } from '../services/texts.js';
import { tileZoom, tilesOf } from '../lib/wave.js';
import { timeThere } from '../lib/clip-label.js';
import { spokenLength } from '../lib/format.js';

const UPPER = 22;
const LOWER = 20;
const SPOKEN_MILLIS = 1000;
/** Who goes far behind a selection that is repeated wants to be there. */
const LOOP_SLIP = 0.6;

/** The part of the waveform that is looked at: its picture, and over it what can be pressed and moved. */
class WaveForm extends PageElement {
  static properties = {
    review: { attribute: false },
    findings: { attribute: false },
    isSplit: { attribute: false },
    gain: { attribute: false },
    isEmpty: { state: true },
  };

  #width = 0;
  #frame = 0;
  #needsPicture = true;
  #spokenAt = 0;
  #spoken = '';
  #running = 0;
  /** Whether the playhead goes by whole seconds. */
  #isCalm = false;

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
    /** Whether each channel has a picture of its own. */
    this.isSplit = false;
    /** How much higher than it is. */
    this.gain = 1;
    /** Whether nothing is known yet of what is looked at. */
    this.isEmpty = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.draw();
    this.watch(this.review, 'view', draw);
    this.watch(this.review, 'recording', draw);
    this.watch(this.findings, 'change', () => (this.#regions?.requestUpdate(), draw()));
    this.watch(colours, 'change', draw);
    this.watch(player, 'time', () => this.#move());
    this.watch(player, 'change', () => (this.requestUpdate(), this.#run()));
    if (this.review.peaks) {
      this.watch(this.review.peaks, 'change', () => (this.isEmpty && this.requestUpdate(), draw()));
    }
    const over = (/** @type {PointerEvent} */ event) => (this.review.isOver = event.type === 'pointerenter');
    this.watch(this, 'pointerenter', over);
    this.watch(this, 'pointerleave', over);
    const size = new ResizeObserver(([entry]) => {
      this.#width = entry.contentRect.width;
      this.draw();
    });
    size.observe(this);
    this.atEnd(() => (size.disconnect(), cancelAnimationFrame(this.#frame), cancelAnimationFrame(this.#running)));
    this.#run();
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector('.' + name));
  }

  get #regions() {
    return /** @type {any} */ (this.querySelector('wave-regions'));
  }

  firstUpdated() {
    listenToPointers(this.#part('wave-slider'), this.review);
    listenToHandle(this.#part('handle-from'), this.#part('stage'), this.review, 'from');
    listenToHandle(this.#part('handle-to'), this.#part('stage'), this.review, 'to');
  }

  updated() {
    this.draw();
  }

  /** Several reasons within one frame are one. */
  draw() {
    this.#needsPicture = true;
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paint();
      });
    }
  }

  /** While it plays the playhead goes along with the frames of the screen. */
  #run() {
    cancelAnimationFrame(this.#running);
    const step = () => {
      this.#move();
      if (this.review.isPlaying) {
        this.#running = requestAnimationFrame(step);
      }
    };
    this.#isCalm = lessMotion();
    if (this.review.isPlaying && !this.#isCalm) {
      this.#running = requestAnimationFrame(step);
    } else {
      this.#move();
    }
  }

  #move() {
    const { review } = this;
    const behind = review.selection ? review.place - review.selection.to : -1;
    if (review.isPlaying && review.isLooping && review.selection && behind >= 0 && behind < LOOP_SLIP) {
      void player.seek(review.selection.from);
    }
    const { from, to } = review.window;
    if (review.isPlaying && review.follows && !review.isHeld && (review.place > to || review.place < from)) {
      review.show({ from: review.place - (to - from) * 0.05, to: review.place + (to - from) * 0.95 });
    }
    this.#putPlayhead();
  }

  #putPlayhead() {
    const head = this.#part('playhead');
    if (!head) {
      return;
    }
    const { from, to } = this.review.window;
    const place = this.#isCalm && this.review.isPlaying ? Math.floor(this.review.place) : this.review.place;
    const x = ((place - from) / (to - from)) * this.#width;
    head.hidden = x < -1 || x > this.#width + 1;
    head.style.transform = `translateX(${Math.round(x * 10) / 10}px)`;
    this.#tell();
  }

  /** The slider says where it is, but not so often that a voice would not come to an end. */
  #tell() {
    const slider = this.#part('wave-slider');
    const now = Date.now();
    if (now - this.#spokenAt < SPOKEN_MILLIS && this.review.isPlaying) {
      return;
    }
    this.#spokenAt = now;
    const text = this.#placeInWords();
    if (text !== this.#spoken) {
      this.#spoken = text;
      slider.setAttribute('aria-valuenow', String(Math.round(this.review.place)));
      slider.setAttribute('aria-valuetext', text);
    }
  }

  #placeInWords() {
    const { review, findings } = this;
    const inside = findings.shown.find((it) => it.start <= review.place && it.end > review.place);
    const where = `${timeThere(review.instant(review.place), review.zone)}, ${spokenLength(review.place)}`;
    return inside ? `${where}, ${t('review.in.section', { rank: inside.rank })}` : where;
  }

  // --- the picture

  #paint() {
    const { review, findings } = this;
    const element = /** @type {HTMLCanvasElement} */ (this.querySelector('canvas'));
    const width = this.#width;
    if (!this.#needsPicture || !element || width === 0 || !review.peaks || !review.recording) {
      return;
    }
    this.#needsPicture = false;
    const channels = this.isSplit ? review.recording.channels : 1;
    const height = Math.max(1, element.clientHeight);
    const canvas = sized(element, width, height);
    if (!canvas) {
      return;
    }
    const { window } = review;
    const each = (height - UPPER - LOWER) / channels;
    this.#want(window, width * canvas.scale);
    paintFuture(canvas, window, review.seconds);
    paintRuler(canvas, window, review.frame, UPPER, LOWER);
    canvas.context.save();
    canvas.context.translate(0, UPPER);
    const inner = { ...canvas, height: height - UPPER - LOWER };
    paintGround(inner, window, findings.shown);
    canvas.context.restore();
    const { margin } = findings.sections.value ?? { margin: 0 };
    let isKnown = review.peaks.there === 0;
    for (let i = 0; i < channels; i++) {
      const columns = bestColumns(review.peaks, window, Math.round(width * canvas.scale), this.isSplit ? i : null);
      isKnown ||= columns.some((it) => !Number.isNaN(it));
      const where = { top: UPPER + i * each + 2, height: each - 4, gain: this.gain };
      paintWave(canvas, columns, where, colours.get('wave'));
      paintFloor(canvas, window, findings.shown, margin, where);
    }
    canvas.context.save();
    canvas.context.translate(0, UPPER);
    paintSections(inner, window, findings.shown, (it) => findings.isReviewed(it));
    paintMarks(inner, window, findings.marks);
    canvas.context.restore();
    this.isEmpty = !isKnown;
    putSelection(this, review, width);
    this.#regions?.place(width);
    this.#putPlayhead();
  }

  /**
   * What is to be seen first, then a little ahead.
   * @param {import('../lib/wave.js').Window} window
   * @param {number} columns
   */
  #want(window, columns) {
    const peaks = /** @type {import('../services/peaks.js').PeakTiles} */ (this.review.peaks);
    const span = window.to - window.from;
    const zoom = tileZoom((span * peaks.rate) / columns);
    const seen = tilesOf(window, zoom, peaks.rate, peaks.there);
    const isDecoded = zoom < 256; // these cost the server something
    const ahead = isDecoded
      ? []
      : tilesOf({ from: window.from - span * 0.5, to: window.to + span }, zoom, peaks.rate, peaks.there);
    peaks.want('window', zoom, [...new Set([...seen, ...ahead])]);
  }

  // --- what is pressed

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { review } = this;
    const to = stepped(event, review.place, review.seconds);
    if (to !== null) {
      review.goTo(to);
    } else if (event.key === 'Enter') {
      void review.toggle();
    } else {
      return;
    }
    event.preventDefault();
  }

  // --- what is seen

  render() {
    const { review } = this;
    return html`<wave-regions .review=${review} .findings=${this.findings}></wave-regions>
      <div class="stage">
        <canvas aria-hidden="true"></canvas>
        <div
          class="wave-slider"
          role="slider"
          tabindex="0"
          aria-label=${t('player.place')}
          aria-valuemin="0"
          aria-valuemax=${Math.ceil(review.seconds)}
          aria-valuenow=${Math.round(review.place)}
          aria-describedby="wave-hint"
          @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}
        ></div>
        ${this.#state()}
        <div class="selected" hidden></div>
        <div class="playhead"></div>
        ${handle(review, 'from')} ${handle(review, 'to')}
      </div>`;
  }

  /** In the place of a waveform that is not there. */
  #state() {
    const { peaks } = this.review;
    return this.isEmpty && peaks
      ? html`<div class="wave-state">${peaks.error ? failure(peaks.error, () => peaks.retry()) : pending()}</div>`
      : '';
  }
}
customElements.define('wave-form', WaveForm);
