// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { clips } from '../services/clips.js';
import { player } from '../services/player.js';
import { settings } from '../services/settings.js';
import { sources } from '../services/sources.js';
import { router } from '../services/router.js';
import { t } from '../services/texts.js';
import { decimal } from '../lib/format.js';

const MOST = 10_000;

/** The queue of sections that is heard: where it is, to the next one, and which ones count. */
class ClipBar extends PageElement {
  static properties = { isWide: { state: true } };

  constructor() {
    super();
    /** Whether the options are shown where there is little room. */
    this.isWide = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(clips, 'change');
    this.watch(sources, 'change');
    this.watch(settings, 'change');
  }

  render() {
    const clip = clips.current;
    return html`<div class="clips" role="group" aria-label=${t('clip.bar')}>
      <p class="where">
        <strong>${clips.name}</strong>
        <span title=${clip ? t('clip.score', { score: decimal(clip.score) }) : ''}>${clips.label()}</span>
      </p>
      <div class="buttons">
        <button @click=${() => void clips.step('previous')}>${t('clip.prev')}</button>
        <button @click=${() => void clips.step('next')}>${t('clip.next')}</button>
        ${this.#inFile()}
        <button
          class="toggle less"
          aria-expanded=${this.isWide}
          aria-controls="clip-options"
          @click=${() => (this.isWide = !this.isWide)}
        >
          ${t('clip.options')}
        </button>
        <button class="quiet" aria-label=${t('clip.close')} @click=${() => clips.close()}>✕</button>
      </div>
      <div class="options ${this.isWide ? 'open' : ''}" id="clip-options">
        ${this.#choice('autoAdvance', t('clip.auto'))} ${this.#choice('highlightsOnly', t('clip.only'))}
        ${this.#number('top', t('clip.top'), 1, MOST, 1)} ${this.#number('leadIn', t('clip.leadIn'), 0, 60, 0.5)}
        ${this.#number('leadOut', t('clip.leadOut'), 0, 60, 0.5)}
      </div>
      ${this.#inFile()}
    </div>`;
  }

  /** It stands twice; the style sheet shows it where there is room for it. */
  #inFile() {
    return clips.inFile
      ? ''
      : html`<button class="in-file" @click=${() => this.#openInFile()}>${t('clip.in.file')}</button>`;
  }

  /**
   * @param {'autoAdvance' | 'highlightsOnly'} name
   * @param {string} label
   */
  #choice(name, label) {
    return html`<label class="choice"
      ><input
        type="checkbox"
        .checked=${asIs(settings.get(name))}
        @change=${(/** @type {any} */ e) => settings.set(name, e.target.checked)}
      />${label}</label
    >`;
  }

  /**
   * @param {'top' | 'leadIn' | 'leadOut'} name
   * @param {string} label
   * @param {number} min
   * @param {number} max
   * @param {number} step
   */
  #number(name, label, min, max, step) {
    return html`<label class="choice"
      >${label}<input
        type="number"
        min=${min}
        max=${max}
        step=${step}
        .value=${asIs(String(settings.get(name)))}
        @change=${(/** @type {any} */ e) => {
          const value = e.target.valueAsNumber;
          settings.set(name, Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : settings.get(name));
        }}
    /></label>`;
  }

  /** The file is shown where it is heard. */
  #openInFile() {
    const { recording, time } = player;
    void clips.openInFile();
    if (recording) {
      router.go(`/recordings/${encodeURIComponent(recording.id)}?t=${time.toFixed(1)}`);
    }
  }
}
customElements.define('clip-bar', ClipBar);
