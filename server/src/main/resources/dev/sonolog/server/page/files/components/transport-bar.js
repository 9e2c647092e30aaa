// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { speedChoice } from './speed-choice.js';
import { typedValue } from './typed-value.js';
import { player } from '../services/player.js';
import { settings } from '../services/settings.js';
import { clips } from '../services/clips.js';
import '../services/amplifier.js'; // at hand: browsers want it made at once when somebody chooses
import { t } from '../services/texts.js';
import { length } from '../lib/format.js';
import { timeThere } from '../lib/clip-label.js';
import { read } from '../lib/place.js';

const BOOSTS = [0, 6, 12, 18, 24];

/** Plays, goes and looks nearer. */
class TransportBar extends PageElement {
  static properties = {
    review: { attribute: false },
    findings: { attribute: false },
    queue: { attribute: false },
    boost: { state: true },
    isWrong: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
    /** @type {import('../services/section-queue.js').SectionQueue} */
    this.queue = /** @type {any} */ (null);
    this.boost = 0;
    this.isWrong = false;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const [target, name] of /** @type {[EventTarget, string][]} */ ([
      [player, 'change'],
      [settings, 'change'],
      [clips, 'change'],
      [this.review, 'change'],
      [this.review, 'view'],
      [this.findings, 'change'],
    ])) {
      this.watch(target, name);
    }
    this.watch(player, 'time', () => this.#place());
    this.atEnd(() => this.boost !== 0 && void player.setBoost(0));
  }

  updated() {
    this.#place();
  }

  /** Several times a second: only the text changes. */
  #place() {
    const { review } = this;
    const shown = this.querySelector('.where');
    if (shown) {
      const time = timeThere(review.instant(review.place), review.zone, { tenths: true });
      const text = `${time} · ${length(review.place, { tenths: true })}`;
      if (shown.textContent !== text) {
        shown.textContent = text;
      }
    }
  }

  /** The field that one goes by, for the key of that. */
  focusGoTo() {
    const field = /** @type {HTMLInputElement | null} */ (this.querySelector('input[name=go]'));
    field?.focus();
    field?.select();
  }

  /** @param {SubmitEvent} event */
  #goTo(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('input[name=go]'));
    const text = field.value.trim();
    const isElapsed = text.startsWith('+');
    const frame = this.review.frame;
    const place = isElapsed
      ? read(text.slice(1), 'elapsed', frame, 0)
      : (read(text, 'clock', frame, this.review.place) ?? read(text, 'elapsed', frame, 0));
    this.isWrong = place === null;
    if (place !== null) {
      this.review.goTo(place);
    }
  }

  render() {
    const { review } = this;
    return html`<div class="transport" role="group" aria-label=${t('player')}>
      <div class="buttons">
        ${this.#skip(-10)} ${this.#skip(-1)}
        <button class="main play" ?disabled=${!review.isThere} @click=${() => void this.play()}>
          ${review.isPlaying ? t('pause') : t('play')}
        </button>
        ${this.#skip(1)} ${this.#skip(10)}
        <span class="where"></span>
      </div>
      <div class="buttons">
        <button @click=${() => void this.queue.step('previous')} ?disabled=${this.findings.shown.length === 0}>
          ${t('review.section.previous')}
        </button>
        <button @click=${() => void this.queue.step('next')} ?disabled=${this.findings.shown.length === 0}>
          ${t('review.section.next')}
        </button>
        ${this.#only()}
      </div>
      <div class="buttons">${this.#speed()} ${this.#volume()} ${this.#boost()}</div>
      <div class="buttons">
        <button aria-label=${t('action.zoomOut')} title=${t('action.zoomOut')} @click=${() => review.zoom(2)}>
          −
        </button>
        <button aria-label=${t('action.zoomIn')} title=${t('action.zoomIn')} @click=${() => review.zoom(0.5)}>+</button>
        <button ?disabled=${review.isFit} @click=${() => review.fit()}>${t('review.fit')}</button>
        <button
          aria-label=${t('review.earlier')}
          ?disabled=${review.window.from <= 0}
          @click=${() => review.pan(-0.5)}
        >
          ◀
        </button>
        <button
          aria-label=${t('review.later')}
          ?disabled=${review.window.to >= review.extent - 0.001}
          @click=${() => review.pan(0.5)}
        >
          ▶
        </button>
        <label class="choice"
          ><input
            type="checkbox"
            .checked=${asIs(review.follows)}
            @change=${(/** @type {any} */ e) => {
              review.follows = e.target.checked;
              review.changed();
            }}
          />${t('review.follow')}</label
        >
        <form class="go" @submit=${(/** @type {SubmitEvent} */ e) => this.#goTo(e)}>
          <label class="choice"
            >${t('review.go')}
            <input
              name="go"
              size="10"
              autocomplete="off"
              placeholder="14:03:22"
              aria-invalid=${this.isWrong}
              aria-describedby="go-wrong"
          /></label>
          <button>${t('review.go.do')}</button>
          <span class="trouble" id="go-wrong" role="alert">${this.isWrong ? t('review.go.wrong') : ''}</span>
        </form>
      </div>
    </div>`;
  }

  async play() {
    const isOnly = settings.get('highlightsOnly') && this.findings.highlights.length > 0;
    if (isOnly && !this.review.isPlaying && !this.queue.isOurs) {
      await this.queue.playHighlights();
    } else {
      await this.review.toggle();
    }
  }

  /** @param {number} seconds */
  #skip(seconds) {
    const little = t(seconds < 0 ? 'action.backLittle' : 'action.forwardLittle');
    const much = t(seconds < 0 ? 'player.back' : 'player.forward', { seconds: Math.abs(seconds) });
    const label = Math.abs(seconds) === 1 ? little : much;
    const text = (seconds < 0 ? '−' : '+') + Math.abs(seconds);
    const go = () => this.review.goTo(this.review.place + seconds);
    return html`<button aria-label=${label} title=${label} @click=${go}>${text}</button>`;
  }

  #only() {
    const { findings, review } = this;
    const isOn = settings.get('highlightsOnly');
    return html`<label class="choice"
        ><input
          type="checkbox"
          .checked=${asIs(isOn)}
          @change=${(/** @type {any} */ e) => void this.queue.setOnly(e.target.checked)}
        />${t('clip.only')}</label
      >
      ${isOn
        ? html`${this.#number('top', t('clip.top'), 1, 9999, 1)}
          ${this.#number('leadIn', t('clip.leadIn'), 0, 60, 0.5)}
          ${this.#number('leadOut', t('clip.leadOut'), 0, 60, 0.5)}`
        : ''}
      ${findings.shown.length > 0
        ? html`<span class="muted"
            >${t('review.of', { some: length(findings.highlightSeconds), all: length(review.seconds) })}</span
          >`
        : ''}`;
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
        name=${name}
        .value=${typedValue(this, `input[name=${name}]`, String(settings.get(name)))}
        @blur=${() => this.requestUpdate()}
        @change=${(/** @type {any} */ e) => {
          const value = e.target.valueAsNumber;
          settings.set(name, Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : settings.get(name));
        }}
    /></label>`;
  }

  #speed() {
    return html`<label class="choice"
      >${t('speed')}${speedChoice()}</label
    >`;
  }

  #volume() {
    return html`<label class="choice"
      >${t('volume')}<input
        type="range"
        min="0"
        max="1"
        step="0.05"
        .value=${asIs(String(settings.get('volume')))}
        @input=${(/** @type {any} */ e) => settings.set('volume', Number(e.target.value))}
    /></label>`;
  }

  #boost() {
    return html`<label class="choice"
      >${t('review.boost')}<select
        @change=${(/** @type {any} */ e) => {
          this.boost = Number(e.target.value);
          void player.setBoost(this.boost);
        }}
      >
        ${BOOSTS.map((it) => html`<option value=${it} ?selected=${it === this.boost}>+${it} dB</option>`)}
      </select></label
    >`;
  }
}
customElements.define('transport-bar', TransportBar);
