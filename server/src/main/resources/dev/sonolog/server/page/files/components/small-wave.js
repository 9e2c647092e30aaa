// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Loading } from './load-state.js';
import { getBytes, part } from '../services/api.js';
import { colours } from '../services/colours.js';
import { player } from '../services/player.js';
import { t } from '../services/texts.js';
import { extremes, parse } from '../lib/dat.js';

const HEIGHT = 64;
const TICK = 8;

/** All of a recording at a glance; a click plays it from there. What it shows is told beside it in words. */
class SmallWave extends PageElement {
  static properties = { recording: { attribute: false }, list: { attribute: false } };

  constructor() {
    super();
    /** @type {Recording | null} */
    this.recording = null;
    /** @type {Section[]} */
    this.list = [];
    /** @type {Loading<import('../lib/dat.js').Peaks>} */
    this.peaks = new Loading(() => this.requestUpdate());
    this.width = 0;
    this.loaded = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const size = new ResizeObserver(([it]) => {
      const width = Math.floor(it.contentRect.width);
      if (width > 0 && width !== this.width) {
        this.width = width;
        this.requestUpdate();
      }
    });
    size.observe(this);
    this.atEnd(() => size.disconnect());
    this.atEnd(() => this.peaks.stop());
    this.watch(colours, 'change');
  }

  updated() {
    const of = this.recording;
    if (of === null || this.width === 0) {
      return;
    }
    const wanted = `${of.id} ${of.state} ${Math.ceil(this.width / 256)}`;
    if (wanted !== this.loaded) {
      this.loaded = wanted;
      const pixels = Math.ceil(this.width / 256) * 256;
      void this.peaks.load(async (signal) =>
        parse(await getBytes(`recordings/${part(of.id)}/peaks`, { pixels, bits: 8 }, signal)),
      );
    }
    this.#draw();
  }

  render() {
    const isMissing = this.peaks.error !== undefined && this.peaks.value === undefined;
    return html`<canvas
        aria-hidden="true"
        class="small-wave"
        title=${t('recs.wave')}
        @click=${(/** @type {MouseEvent} */ e) => this.#playFrom(e)}
      ></canvas>
      ${isMissing ? html`<p class="muted">${t('recs.wave.none')}</p>` : ''}`;
  }

  get #seconds() {
    const { value } = this.peaks;
    return value ? (value.pixels * value.zoom) / value.rate : 0;
  }

  /** @param {MouseEvent} event */
  #playFrom(event) {
    if (this.recording && this.#seconds > 0) {
      void player.open(this.recording, { at: (event.offsetX / this.width) * this.#seconds });
    }
  }

  #draw() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.querySelector('canvas'));
    const scale = devicePixelRatio;
    canvas.width = this.width * scale;
    canvas.height = HEIGHT * scale;
    const context = canvas.getContext('2d');
    const peaks = this.peaks.value;
    if (!context || !peaks) {
      return;
    }
    context.scale(scale, scale);
    context.fillStyle = colours.get('wave');
    const middle = (HEIGHT - TICK) / 2;
    for (let x = 0; x < this.width; x++) {
      const from = Math.floor((x / this.width) * peaks.pixels);
      const to = Math.max(from + 1, Math.floor(((x + 1) / this.width) * peaks.pixels));
      const [low, high] = extremes(peaks, from, to);
      context.fillRect(x, middle - high * middle, 1, Math.max(1, (high - low) * middle));
    }
    context.fillStyle = colours.get('loud');
    for (const it of this.list) {
      const x = (it.start / this.#seconds) * this.width;
      context.fillRect(x, HEIGHT - TICK, Math.max(2, ((it.end - it.start) / this.#seconds) * this.width), TICK);
    }
  }
}
customElements.define('small-wave', SmallWave);
