// @ts-check
import { FLOOR, MARKS, deflection, spokenLevel } from '../lib/meter.js';
import { decibels } from '../lib/format.js';
import { lessMotion } from '../services/settings.js';
import { knows, t } from '../services/texts.js';

const SPOKEN_MILLIS = 1000;
const HOLD_MILLIS = 1500;

/** @typedef {{peaks: (number | null)[], shortTerm: number | null, conditions: string[]}} Levels */

/**
 * The level of a source: a bar for each channel. It changes several times a second and is therefore
 * changed by hand; a voice finds a meter that changes once a second, and is told nothing by itself.
 */
export class LevelMeter extends HTMLElement {
  /** @type {HTMLElement[]} */
  #bars = [];
  /** @type {HTMLElement[]} */
  #holds = [];
  /** @type {{level: number, at: number}[]} */
  #held = [];
  #spokenAt = 0;
  #shown = '';
  /** @type {HTMLElement | null} */
  #text = null;
  /** @type {HTMLElement | null} */
  #rows = null;

  connectedCallback() {
    if (this.#rows !== null) {
      return;
    }
    this.setAttribute('role', 'meter');
    this.setAttribute('aria-valuemin', String(FLOOR));
    this.setAttribute('aria-valuemax', '0');
    this.setAttribute('aria-valuenow', String(FLOOR));
    this.#rows = element('span', 'channels');
    this.#rows.setAttribute('aria-hidden', 'true');
    const scale = element('span', 'scale');
    scale.setAttribute('aria-hidden', 'true');
    for (const mark of MARKS) {
      const sign = element('span', 'mark');
      sign.textContent = String(mark).replace('-', '−');
      sign.style.insetInlineStart = percent(deflection(mark));
      scale.append(sign);
    }
    this.#text = element('span', 'value');
    this.#text.setAttribute('aria-hidden', 'true');
    this.append(this.#rows, scale, this.#text);
  }

  /** @param {Levels} levels */
  show(levels) {
    this.#shape(levels.peaks.length);
    const now = performance.now();
    levels.peaks.forEach((level, i) => {
      this.#bars[i].style.setProperty('--level', String(deflection(level)));
      this.#hold(i, level ?? -Infinity, now);
    });
    this.classList.toggle('still', lessMotion());
    if (now - this.#spokenAt >= SPOKEN_MILLIS) {
      this.#spokenAt = now;
      this.#tell(levels);
    }
  }

  /** Nothing is told any more. */
  rest() {
    [...this.#bars, ...this.#holds].forEach((it) => it.style.setProperty('--level', '0'));
    this.#held.forEach((it) => (it.level = -Infinity));
    this.#spokenAt = 0;
    this.#say(FLOOR, t('meter.none'));
  }

  /** @param {number} channels */
  #shape(channels) {
    while (this.#bars.length < channels) {
      const row = element('span', 'channel');
      const bar = element('span', 'level');
      const hold = element('span', 'hold');
      row.append(bar, hold);
      this.#rows?.append(row);
      this.#bars.push(bar);
      this.#holds.push(hold);
      this.#held.push({ level: -Infinity, at: 0 });
    }
    while (this.#bars.length > channels) {
      this.#bars.pop();
      this.#holds.pop()?.parentElement?.remove();
      this.#held.pop();
    }
  }

  /**
   * The highest of the last moment.
   * @param {number} channel
   * @param {number} level
   * @param {number} now
   */
  #hold(channel, level, now) {
    const held = this.#held[channel];
    if (level >= held.level || now - held.at > HOLD_MILLIS) {
      this.#held[channel] = { level, at: now };
      this.#holds[channel].style.setProperty('--level', String(deflection(level)));
    }
  }

  /** @param {Levels} levels */
  #tell(levels) {
    const heard = levels.peaks.filter((it) => it !== null);
    const peak = heard.length === 0 ? null : Math.max(...heard);
    const conditions = levels.conditions.map((it) => (knows('condition.' + it) ? t('condition.' + it) : it)).join(', ');
    const level = `${t('meter.peak', { level: decibels(peak) })}, ${loudness(levels.shortTerm)}`;
    this.#say(spokenLevel(peak), conditions === '' ? level : `${level}, ${conditions}`);
  }

  /**
   * @param {number} now
   * @param {string} text
   */
  #say(now, text) {
    if (text !== this.#shown) {
      this.#shown = text;
      this.setAttribute('aria-valuenow', String(now));
      this.setAttribute('aria-valuetext', text);
      if (this.#text !== null) {
        this.#text.textContent = text;
      }
    }
  }
}

/** @param {number | null} level */
const loudness = (level) => (level === null ? '−∞ LUFS' : `${level.toFixed(1).replace('-', '−')} LUFS`);

/** @param {number} part */
const percent = (part) => `${part * 100}%`;

/**
 * @param {string} tag
 * @param {string} name
 */
function element(tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

customElements.define('level-meter', LevelMeter);
