// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { copy } from './forms.js';
import { nothing } from './load-state.js';
import { ApiError, get } from '../services/api.js';
import { announce } from '../services/announce.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { stamp } from '../lib/time.js';

/** @typedef {{time: string, level: string, message: string}} Line */

const PAUSE_MILLIS = 5000;
const LINES = 200;
/** @type {Record<string, string>} */
const KINDS = { ERROR: 'bad', WARNING: 'warn' };

/** The last lines of the server's log. For admins. */
class LogStatus extends PageElement {
  static properties = { isPaused: { state: true } };

  constructor() {
    super();
    /** Whether it stays as it is, to be read. */
    this.isPaused = false;
    this.wasAtEnd = true;
    this.log = new Polled(
      this,
      async (signal) => /** @type {Line[]} */ ((await get('log', { lines: LINES }, signal)).lines),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.log.start(this);
  }

  get #box() {
    return /** @type {HTMLElement | null} */ (this.querySelector('.log'));
  }

  willUpdate() {
    const box = this.#box;
    this.wasAtEnd = box === null || box.scrollHeight - box.scrollTop - box.clientHeight < 8;
  }

  /** Who reads further up is left there. */
  updated() {
    const box = this.#box;
    if (box !== null && this.wasAtEnd) {
      box.scrollTop = box.scrollHeight;
    }
  }

  render() {
    if (this.log.value === undefined && this.log.error instanceof ApiError && this.log.error.status === 404) {
      return html`<p>${t('log.none')}</p>`;
    }
    return this.log.seen((lines) => (lines.length === 0 ? nothing(t('log.empty')) : this.#lines(this.#shown(lines))));
  }

  /** @param {Line[]} lines */
  #shown(lines) {
    if (!this.isPaused) {
      this.kept = lines;
    }
    return this.kept ?? lines;
  }

  /** @param {Line[]} lines */
  #lines(lines) {
    return html`<div class="buttons">
        <button aria-pressed=${this.isPaused} @click=${() => (this.isPaused = !this.isPaused)}>
          ${t('log.pause')}
        </button>
        <button @click=${() => void this.#copy(lines)}>${t('copy')}</button>
      </div>
      <div class="log" tabindex="0" role="region" aria-label=${t('log.lines')}>
        ${repeat(
          lines,
          (it, i) => it.time + it.message + (lines[i - 1]?.time === it.time ? i : ''),
          (it) => html`<div>
            <span class="muted">${stamp(Date.parse(it.time), sources.zone)}</span>
            <span class=${KINDS[it.level] ?? ''}>${it.level}</span> <span class="message-text">${it.message}</span>
          </div>`,
        )}
      </div>`;
  }

  /** @param {Line[]} lines */
  async #copy(lines) {
    const text = lines.map((it) => `${it.time} ${it.level} ${it.message}`).join('\n');
    const box = this.#box;
    announce(box !== null && (await copy(text, box)) ? t('copied') : t('copy.failed'));
  }
}
customElements.define('log-status', LogStatus);
