// @ts-check
import { FallingPeak } from '../lib/ballistics.js';
import { decibels } from '../lib/format.js';
import { FLOOR, MARKS, deflection, spokenLevel } from '../lib/meter.js';
import { lessMotion } from '../services/settings.js';
import { t } from '../services/texts.js';

const SPOKEN_MILLIS = 1000;
/** So often it is drawn where things are to move as little as possible. */
const STILL_MILLIS = 250;

/**
 * The peaks of all channels, large. It is drawn by hand in each frame of the screen; a voice finds a meter that changes once
 * a second, and is told nothing by itself.
 */
export class PeakMeter extends HTMLElement {
  /** @type {{peak: FallingPeak, level: HTMLElement, hold: HTMLElement, text: HTMLElement}[]} */
  #channels = [];
  #spokenAt = 0;
  #drawnAt = 0;
  #frame = 0;
  #heardAt = 0;

  connectedCallback() {
    this.setAttribute('role', 'meter');
    this.setAttribute('aria-valuemin', String(FLOOR));
    this.setAttribute('aria-valuemax', '0');
    this.#say(null);
    if (this.childElementCount === 0) {
      this.append(element('div', 'rows'), scale());
    }
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** @param {(number | null)[]} peaks of the channels, in dBFS */
  show(peaks) {
    const now = performance.now();
    this.#shape(peaks.length);
    peaks.forEach((it, i) => this.#channels[i].peak.hear(it, now));
    this.#heardAt = now;
    if (now - this.#spokenAt >= SPOKEN_MILLIS) {
      this.#spokenAt = now;
      this.#tell(now);
    }
    this.#frame ||= requestAnimationFrame((at) => this.#draw(at));
  }

  /** Nothing is told any more. */
  rest() {
    this.#shape(0);
    this.#say(null);
  }

  /** @param {number} channels */
  #shape(channels) {
    const rows = /** @type {HTMLElement} */ (this.querySelector('.rows'));
    while (this.#channels.length > channels) {
      this.#channels.pop();
      rows.lastElementChild?.remove();
    }
    while (this.#channels.length < channels) {
      const row = element('div', 'row');
      const bar = element('div', 'bar');
      const [level, hold, text] = [element('span', 'level'), element('span', 'hold'), element('span', 'value')];
      bar.append(level, hold);
      row.append(bar, text);
      rows.append(row);
      this.#channels.push({ peak: new FallingPeak(), level, hold, text });
    }
  }

  /** @param {number} at */
  #draw(at) {
    this.#frame = 0;
    const isStill = lessMotion();
    if (!isStill || at - this.#drawnAt >= STILL_MILLIS) {
      this.#drawnAt = at;
      for (const { peak, level, hold } of this.#channels) {
        level.style.setProperty('--level', deflection(isStill ? peak.hold(at) : peak.level(at)).toFixed(4));
        hold.style.setProperty('--level', deflection(peak.hold(at)).toFixed(4));
      }
    }
    if (at - this.#heardAt < 1000 && this.isConnected) {
      this.#frame = requestAnimationFrame((next) => this.#draw(next));
    }
  }

  /** @param {number} now */
  #tell(now) {
    const held = this.#channels.map(({ peak }) => peak.hold(now)).map((it) => (it < -120 ? null : it));
    this.#channels.forEach(({ text }, i) => (text.textContent = decibels(held[i])));
    const heard = held.filter((it) => it !== null);
    this.#say(heard.length === 0 ? null : Math.max(...heard), true);
  }

  /**
   * @param {number | null} level
   * @param {boolean} [isHeard]
   */
  #say(level, isHeard = false) {
    this.setAttribute('aria-valuenow', String(spokenLevel(level)));
    this.setAttribute('aria-valuetext', isHeard ? t('meter.peak', { level: decibels(level) }) : t('meter.none'));
  }
}

function scale() {
  const made = element('div', 'scale');
  for (const mark of MARKS) {
    const sign = element('span', 'mark');
    sign.textContent = String(mark).replace('-', '−');
    sign.style.insetInlineStart = `${deflection(mark) * 100}%`;
    made.append(sign);
  }
  return made;
}

/**
 * @param {string} tag
 * @param {string} name
 */
function element(tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  made.setAttribute('aria-hidden', 'true');
  return made;
}

customElements.define('peak-meter', PeakMeter);
