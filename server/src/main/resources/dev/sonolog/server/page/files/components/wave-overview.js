// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { bestColumns, paintFuture, paintGround, paintMarks } from './wave-drawing.js';
import { paintSections, paintWave, sized } from './wave-drawing.js';
import { colours } from '../services/colours.js';
import { player } from '../services/player.js';
import { t } from '../services/texts.js';
import { tileZoom, tilesOf } from '../lib/wave.js';
import { length } from '../lib/format.js';
import { stamp } from '../lib/time.js';

/** The whole recording, and which part of it is looked at. What is done here can be done by buttons. */
class WaveOverview extends PageElement {
  static properties = { review: { attribute: false }, findings: { attribute: false } };
  #width = 0;
  #frame = 0;
  #isStale = true;
  /** @type {{x: number, from: number} | null} */
  #grip = null;

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    const repaint = () => this.#soon(true);
    this.watch(this.review, 'view', () => this.#soon(false));
    this.watch(this.review, 'recording', () => (repaint(), this.requestUpdate()));
    this.watch(this.findings, 'change', repaint);
    this.watch(colours, 'change', repaint);
    this.watch(player, 'time', () => this.#soon(false));
    if (this.review.peaks) {
      this.watch(this.review.peaks, 'change', repaint);
    }
    const size = new ResizeObserver(([entry]) => {
      this.#width = entry.contentRect.width;
      repaint();
    });
    size.observe(this);
    this.atEnd(() => (size.disconnect(), cancelAnimationFrame(this.#frame)));
  }

  /** @param {boolean} isStale whether the picture itself is another one */
  #soon(isStale) {
    this.#isStale ||= isStale;
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paint();
      });
    }
  }

  #paint() {
    const { review, findings } = this;
    const element = /** @type {HTMLCanvasElement} */ (this.querySelector('canvas'));
    if (!element || this.#width === 0 || !review.peaks) {
      return;
    }
    if (this.#isStale) {
      this.#isStale = false;
      const canvas = sized(element, this.#width, element.clientHeight);
      if (canvas) {
        const whole = { from: 0, to: review.extent };
        const columns = Math.round(this.#width * canvas.scale);
        const zoom = tileZoom((review.extent * review.peaks.rate) / columns);
        review.peaks.want('whole', zoom, tilesOf(whole, zoom, review.peaks.rate, review.peaks.there));
        paintFuture(canvas, whole, review.seconds);
        paintGround(canvas, whole, findings.shown);
        const found = bestColumns(review.peaks, whole, columns, null);
        paintWave(canvas, found, { top: 2, height: canvas.height - 4, gain: 1 }, colours.get('wave'));
        paintSections(canvas, whole, findings.shown, (it) => findings.isReviewed(it));
        paintMarks(canvas, whole, findings.marks.map((it) => ({ ...it, label: '' })));
      }
    }
    const x = (/** @type {number} */ place) => (place / review.extent) * this.#width;
    const frame = /** @type {HTMLElement} */ (this.querySelector('.frame'));
    frame.hidden = review.isFit;
    frame.style.transform = `translateX(${x(review.window.from)}px)`;
    frame.style.width = `${Math.max(4, x(review.window.to) - x(review.window.from))}px`;
    const head = /** @type {HTMLElement} */ (this.querySelector('.playhead'));
    head.style.transform = `translateX(${x(review.place)}px)`;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) {
      return;
    }
    const { left, width } = this.getBoundingClientRect();
    const place = ((event.clientX - left) / width) * this.review.extent;
    const { from, to } = this.review.window;
    if (!this.review.isFit && (place < from || place > to)) {
      this.review.show({ from: place - (to - from) / 2, to: place + (to - from) / 2 });
    }
    this.#grip = { x: event.clientX, from: this.review.window.from };
    this.review.isHeld = true;
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#grip) {
      const { from, to } = this.review.window;
      const by = ((event.clientX - this.#grip.x) / this.#width) * this.review.extent;
      this.review.show({ from: this.#grip.from + by, to: this.#grip.from + by + (to - from) });
    }
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const grip = this.#grip;
    this.#grip = null;
    this.review.isHeld = false;
    if (grip && event.type === 'pointerup' && Math.abs(event.clientX - grip.x) < 4) {
      const { left, width } = this.getBoundingClientRect();
      this.review.goTo(((event.clientX - left) / width) * this.review.extent, { show: false });
    }
  }

  render() {
    const { review, findings } = this;
    return html`<div
      class="whole"
      role="img"
      aria-label=${t('review.whole', {
        time: stamp(review.start, review.zone),
        length: length(review.seconds),
        count: findings.shown.length,
      })}
      @pointerdown=${(/** @type {PointerEvent} */ e) => this.#down(e)}
      @pointermove=${(/** @type {PointerEvent} */ e) => this.#move(e)}
      @pointerup=${(/** @type {PointerEvent} */ e) => this.#up(e)}
      @pointercancel=${(/** @type {PointerEvent} */ e) => this.#up(e)}
    >
      <canvas></canvas>
      <div class="frame"></div>
      <div class="playhead"></div>
    </div>`;
  }
}
customElements.define('wave-overview', WaveOverview);
