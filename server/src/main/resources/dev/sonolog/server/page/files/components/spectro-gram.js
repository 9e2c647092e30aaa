// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { sized } from './wave-drawing.js';
import { ApiError, part, send } from '../services/api.js';
import { colours } from '../services/colours.js';
import { t } from '../services/texts.js';
import { frequencies, spectrogramTiles } from '../lib/spectro-tiles.js';

const HEIGHT = 128;
const MOST_KEPT = 60;
const AGAIN_MILLIS = 15_000;
const BUSY_MILLIS = 1500;

/** @typedef {{image: ImageBitmap, there: number, at: number}} Kept */

/** Which frequencies there are, under the same ruler as the waveform. The server draws the pictures. */
class SpectroGram extends PageElement {
  static properties = { review: { attribute: false }, error: { state: true }, isFar: { state: true } };
  #width = 0;
  #frame = 0;
  /** What was decoded, in Hz. */
  #rate = 0;
  /** @type {Map<string, Kept>} */
  #kept = new Map();
  /** @type {Map<string, AbortController>} */
  #asked = new Map();

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {unknown} */
    this.error = undefined;
    /** Whether more is looked at than can be drawn. */
    this.isFar = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.#soon();
    this.watch(this.review, 'view', draw);
    this.watch(this.review, 'recording', draw);
    this.watch(colours, 'change', draw);
    const size = new ResizeObserver(([entry]) => {
      this.#width = entry.contentRect.width;
      draw();
    });
    size.observe(this);
    this.atEnd(() => {
      size.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#asked.forEach((it) => it.abort());
      this.#kept.forEach((it) => it.image.close());
      this.#kept.clear();
    });
  }

  #soon() {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paint();
      });
    }
  }

  get #palette() {
    const rgb = colours.get('ground').match(/[\d.]+/g) ?? ['255'];
    return Number(rgb[0]) < 128 ? 'dark' : 'light';
  }

  #paint() {
    const { recording, window, seconds } = this.review;
    const element = /** @type {HTMLCanvasElement | null} */ (this.querySelector('canvas'));
    if (!element || !recording || this.#width === 0) {
      return;
    }
    const canvas = sized(element, this.#width, element.clientHeight);
    const there = recording.samples ?? seconds * recording.rate;
    const tiles = spectrogramTiles(window, this.#width, recording.rate, there);
    this.isFar = tiles === null;
    this.#drop(new Set((tiles ?? []).map((it) => this.#key(it))));
    if (!canvas || tiles === null) {
      return;
    }
    const perSecond = this.#width / (window.to - window.from);
    for (const it of tiles) {
      const key = this.#key(it);
      const kept = this.#kept.get(key);
      if (kept) {
        const x = (it.from - window.from) * perSecond;
        canvas.context.drawImage(kept.image, x, 0, (it.to - it.from) * perSecond, canvas.height);
      }
      const isStale = kept && kept.there < Math.min(there, it.last) && Date.now() - kept.at > AGAIN_MILLIS;
      if ((!kept || isStale) && !this.#asked.has(key) && this.error === undefined && this.#asked.size < 2) {
        void this.#fetch(key, it, there);
      }
    }
    this.#paintScale(canvas, this.#rate || recording.rate);
  }

  /**
   * Each octave is as high as any other.
   * @param {import('./wave-drawing.js').Canvas} canvas
   * @param {number} rate
   */
  #paintScale({ context, height }, rate) {
    context.font = '12px system-ui, sans-serif';
    context.textBaseline = 'middle';
    for (const { hertz, share } of frequencies(rate)) {
      const y = height * (1 - share);
      const text = hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`;
      context.fillStyle = colours.get('card');
      context.globalAlpha = 0.75;
      context.fillRect(0, y - 8, context.measureText(text).width + 8, 16);
      context.globalAlpha = 1;
      context.fillStyle = colours.get('text');
      context.fillText(text, 4, y);
    }
  }

  /** @param {import('../lib/spectro-tiles.js').Tile} tile */
  #key(tile) {
    return `${this.#palette}/${tile.zoom}/${tile.number}`;
  }

  /** What nobody looks at any more is not waited for. @param {Set<string>} wanted */
  #drop(wanted) {
    for (const [key, request] of this.#asked) {
      if (!wanted.has(key)) {
        request.abort();
        this.#asked.delete(key);
      }
    }
  }

  /**
   * @param {string} key
   * @param {import('../lib/spectro-tiles.js').Tile} tile
   * @param {number} there
   */
  async #fetch(key, tile, there) {
    const request = new AbortController();
    this.#asked.set(key, request);
    try {
      const to = Math.min(tile.to, there / (this.review.recording?.rate ?? 1));
      const width = Math.max(16, Math.round(tile.width * ((to - tile.from) / (tile.to - tile.from))));
      const answer = await send('GET', `recordings/${part(this.review.id)}/spectrogram`, {
        parameters: { from: tile.from, to, width, height: HEIGHT, palette: this.#palette },
        signal: request.signal,
      });
      this.#rate = Number(answer.headers.get('Spectrogram-Rate')) || this.#rate;
      const image = await createImageBitmap(await answer.blob());
      this.#keep(key, { image: await widened(image, width, tile.width), there, at: Date.now() });
    } catch (error) {
      if (error instanceof ApiError && error.status === 503) {
        setTimeout(() => this.isConnected && this.#soon(), BUSY_MILLIS); // it makes only a few at once
      } else if (!request.signal.aborted) {
        this.error = error;
      }
    }
    if (this.#asked.get(key) === request) {
      this.#asked.delete(key);
      if (this.#kept.has(key)) {
        this.#soon();
      }
    }
  }

  /**
   * @param {string} key
   * @param {Kept} tile
   */
  #keep(key, tile) {
    this.#kept.get(key)?.image.close();
    this.#kept.delete(key);
    this.#kept.set(key, tile);
    for (const [old, { image }] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) {
        break;
      }
      image.close();
      this.#kept.delete(old);
    }
  }

  #again() {
    this.error = undefined;
    this.#soon();
  }

  updated() {
    this.#soon();
  }

  render() {
    const { error } = this;
    if (error instanceof ApiError && error.status === 404) {
      return html`<p class="muted">${t('spectrogram.none')}</p>`;
    }
    const text = error instanceof Error ? error.message || t('unreachable') : this.isFar ? t('spectrogram.far') : '';
    return html`<div class="spectrogram" role="img" aria-label=${t('spectrogram.is')}>
        <canvas></canvas>
      </div>
      ${text === '' ? '' : html`<p class="muted">${text}</p>`}
      ${error ? html`<button @click=${() => this.#again()}>${t('again')}</button>` : ''}`;
  }
}

/**
 * A picture of a part of a tile, with nothing behind it.
 * @param {ImageBitmap} image
 * @param {number} width that it has
 * @param {number} whole that it is to have
 */
async function widened(image, width, whole) {
  return width >= whole ? image : createImageBitmap(image, 0, 0, whole, image.height);
}

customElements.define('spectro-gram', SpectroGram);
