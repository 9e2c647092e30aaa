// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { colours } from '../services/colours.js';
import { live } from '../services/live.js';
import { t } from '../services/texts.js';
import { LoudnessHistory } from '../lib/loudness-history.js';
import { clock } from '../lib/time.js';

const MINUTES = 5;
const DRAWN_MILLIS = 1000;
const HEIGHT = 56;
const [LOW, HIGH] = [-50, -5];
/** Broadcasters aim at it (EBU R 128). */
const TARGET = -23;

/** How loud it was in the last minutes, as a curve and in words. */
export class LoudnessGraph extends PageElement {
  static properties = { zone: { attribute: false }, isOpen: { state: true } };
  #history = new LoudnessHistory(MINUTES);
  #width = 0;

  constructor() {
    super();
    this.zone = 'UTC';
    /** Whether it is read in words. */
    this.isOpen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const size = new ResizeObserver(([it]) => {
      this.#width = Math.floor(it.contentRect.width);
      this.#draw();
    });
    size.observe(this);
    const timer = setInterval(() => document.hidden || this.#draw(), DRAWN_MILLIS);
    this.atEnd(() => (size.disconnect(), clearInterval(timer)));
    this.watch(colours, 'change', () => this.#draw());
  }

  /** @param {import('../lib/loudness-history.js').Point} point */
  hear(point) {
    this.#history.hear(point);
  }

  #draw() {
    const canvas = this.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || this.#width === 0) {
      return;
    }
    const scale = devicePixelRatio || 1;
    canvas.width = this.#width * scale;
    canvas.height = HEIGHT * scale;
    context.scale(scale, scale);
    const now = live.now();
    const x = (/** @type {number} */ at) => this.#width * (1 - (now - at) / (MINUTES * 60_000));
    context.fillStyle = colours.get('line');
    context.fillRect(0, y(TARGET), this.#width, 1);
    context.fillStyle = colours.get('muted');
    context.font = '11px system-ui, sans-serif';
    context.fillText(`${TARGET} LUFS`.replace('-', '−'), 2, y(TARGET) - 3);
    context.strokeStyle = colours.get('wave');
    context.lineWidth = 2;
    context.beginPath();
    let before = 0;
    for (const { at, shortTerm } of this.#history.points) {
      const isNext = at - before < 3000;
      context[isNext ? 'lineTo' : 'moveTo'](x(at), y(shortTerm ?? LOW));
      before = at;
    }
    context.stroke();
    if (this.isOpen) {
      this.requestUpdate();
    }
  }

  render() {
    return html`<canvas aria-hidden="true"></canvas>
      <details @toggle=${(/** @type {any} */ e) => (this.isOpen = e.target.open)}>
        <summary>${t('studio.history', { minutes: MINUTES })}</summary>
        ${this.isOpen ? this.#table() : ''}
      </details>`;
  }

  #table() {
    const text = (/** @type {number | null} */ it) => (it === null ? '−∞' : it.toFixed(1).replace('-', '−'));
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${t('studio.history.minute')}</th>
          <th scope="col" class="number">${t('studio.history.loudest')}</th>
          <th scope="col" class="number">${t('studio.history.quietest')}</th>
        </tr>
      </thead>
      <tbody>
        ${this.#history.minutes().map(
          ({ at, loudest, quietest }) => html`<tr>
            <th scope="row">${clock(at, this.zone, { seconds: false })}</th>
            <td class="number">${text(loudest)} LUFS</td>
            <td class="number">${text(quietest)} LUFS</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** @param {number} level */
const y = (level) => HEIGHT * (1 - (Math.min(HIGH, Math.max(LOW, level)) - LOW) / (HIGH - LOW));

customElements.define('loudness-graph', LoudnessGraph);
