// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { typedValue } from './typed-value.js';
import { clips } from '../services/clips.js';
import { player } from '../services/player.js';
import { session } from '../services/session.js';
import { address, getBytes, part } from '../services/api.js';
import { tellTrouble } from '../services/messages.js';
import { announce } from '../services/announce.js';
import { t } from '../services/texts.js';
import { parse } from '../lib/dat.js';
import { CODED } from '../lib/exporting.js';
import { LEAST, read, written } from '../lib/place.js';
import { columnsOf, quietest } from '../lib/wave.js';
import { parseLength, spokenLength } from '../lib/format.js';

/** A clip is at most so long, in seconds; what is longer is exported. */
const LONGEST_CLIP = 600;
const SNAP_SECONDS = 1;
const SNAP_ZOOM = 256;

/** A part of the recording: typed in or set here, heard, cut out. */
class SelectionPanel extends PageElement {
  static properties = {
    review: { attribute: false },
    mode: { state: true },
    as: { state: true },
    wrong: { state: true },
    isSnapping: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../lib/place.js').Mode} */
    this.mode = 'clock';
    this.as = 'wav';
    /** Which field holds what is none. */
    this.wrong = '';
    this.isSnapping = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.review, 'change');
    this.watch(this.review, 'view');
    this.watch(player, 'change');
    this.watch(session, 'change');
    this.watch(player, 'stretchEnded', () => this.#again());
  }

  /** Where the page is hidden nothing is drawn, and the loop goes on nevertheless. */
  #again() {
    const { review } = this;
    if (review.isHere && review.isLooping && review.selection) {
      void review.playStretch(review.selection.from, review.selection.to);
    }
  }

  render() {
    const { review } = this;
    const { selection } = review;
    return html`<section class="card selection" aria-labelledby="selection-heading">
      <h2 id="selection-heading">${t('review.selection')}</h2>
      <div class="fields">
        <label
          >${t('review.mode')}<select
            @change=${(/** @type {any} */ e) => {
              this.mode = e.target.value;
              this.wrong = '';
            }}
          >
            <option value="clock" ?selected=${this.mode === 'clock'}>${t('review.mode.clock')}</option>
            <option value="elapsed" ?selected=${this.mode === 'elapsed'}>${t('review.mode.elapsed')}</option>
          </select></label
        >
      </div>
      ${this.#end('from')} ${this.#end('to')} ${this.#length()}
      <div class="buttons">
        <button ?disabled=${!selection} @click=${() => void this.#play()}>${t('review.selection.play')}</button>
        <label class="choice"
          ><input
            type="checkbox"
            ?disabled=${!selection}
            .checked=${asIs(review.isLooping)}
            @change=${(/** @type {any} */ e) => review.loop(e.target.checked)}
          />${t('review.loop')}</label
        >
      </div>
      <div class="buttons">
        <button
          ?disabled=${!selection || this.isSnapping}
          title=${t('review.snap.hint')}
          @click=${() => void this.#snap()}
        >
          ${t('review.snap')}
        </button>
        <button ?disabled=${!selection} @click=${() => review.show(around(selection))}>
          ${t('review.selection.show')}
        </button>
        <button ?disabled=${!selection} @click=${() => this.#clear()}>${t('review.selection.clear')}</button>
      </div>
      ${this.#cut()}
    </section>`;
  }

  #clear() {
    this.review.select(null);
    /** @type {HTMLElement | null} */ (this.querySelector('input'))?.focus(); // the button can be pressed no more
  }

  // --- the fields

  /** @param {'from' | 'to'} end */
  #end(end) {
    const { review } = this;
    const name = t(end === 'from' ? 'review.selection.start' : 'review.selection.end');
    const place = review.selection?.[end];
    return html`<div class="fields">
      ${this.#field(end, name, place === undefined ? '' : written(place, this.mode, review.frame), (text) => {
        const typed = read(text, this.mode, review.frame, place ?? review.place);
        if (typed !== null) {
          review.setEnd(end, typed);
        }
        return typed !== null;
      })}
      <button @click=${() => review.setEnd(end, review.place)}>
        ${t('review.here')}<span class="unseen">: ${name}</span>
      </button>
    </div>`;
  }

  #length() {
    const { selection, seconds } = this.review;
    const frame = { start: 0, zone: 'UTC', seconds };
    const shown = selection ? written(selection.to - selection.from, 'elapsed', frame) : '';
    return html`<div class="fields">
      ${this.#field('length', t('review.length'), shown, (text) => {
        const typed = parseLength(text);
        const from = selection?.from ?? this.review.place;
        const isGood = typed !== null && typed >= LEAST && from + typed <= seconds + 0.01;
        if (isGood) {
          this.review.select({ from, to: from + typed });
        }
        return isGood;
      })}
    </div>`;
  }

  /**
   * What is typed stays until it can be read; then it is shown as it was understood.
   * @param {string} name
   * @param {string} label
   * @param {string} value
   * @param {(text: string) => boolean} take
   */
  #field(name, label, value, take) {
    const isWrong = this.wrong === name;
    const change = (/** @type {any} */ event) => {
      const text = event.target.value.trim();
      const isGood = text !== '' && take(text);
      this.wrong = isGood || text === '' ? '' : name;
      if (isGood || text === '') {
        this.review.changed();
        this.requestUpdate();
      }
    };
    return html`<label
      >${label}
      <input
        name=${name}
        size="13"
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${isWrong}
        aria-describedby="wrong-${name}"
        .value=${typedValue(this, `input[name=${name}]`, isWrong ? this.#typed(name) : value)}
        @blur=${() => this.requestUpdate()}
        @change=${change}
      />
      <span class="trouble" id="wrong-${name}">${isWrong ? t('review.go.wrong') : ''}</span></label
    >`;
  }

  /** @param {string} name */
  #typed(name) {
    return /** @type {HTMLInputElement | null} */ (this.querySelector(`input[name=${name}]`))?.value ?? '';
  }

  // --- what is done with it

  async #play() {
    const { selection } = this.review;
    if (selection) {
      clips.close(); // or the next section would follow
      await this.review.playStretch(selection.from, selection.to);
    }
  }

  /** Moves both ends to the quietest place near them. */
  async #snap() {
    const { review } = this;
    if (!review.selection || !review.recording) {
      return;
    }
    this.isSnapping = true;
    try {
      const from = await this.#quietPlace(review.selection.from);
      const to = await this.#quietPlace(review.selection.to);
      if (to - from >= LEAST) {
        review.select({ from, to });
        review.changed();
        announce(t('review.snapped', { length: spokenLength(to - from) }));
      }
    } catch (error) {
      tellTrouble(error);
    }
    this.isSnapping = false;
  }

  /** @param {number} place */
  async #quietPlace(place) {
    const { review } = this;
    const rate = review.recording?.rate ?? 48000;
    const first = Math.max(0, Math.floor(((place - SNAP_SECONDS) * rate) / SNAP_ZOOM)) * SNAP_ZOOM;
    const from = first / rate;
    const to = Math.min(review.seconds, place + SNAP_SECONDS);
    const bytes = await getBytes(`recordings/${part(review.id)}/peaks`, { from, to, zoom: SNAP_ZOOM });
    const peaks = parse(bytes);
    const span = { from: 0, to: (peaks.pixels * SNAP_ZOOM) / rate };
    const columns = columnsOf(span, peaks.pixels, rate, SNAP_ZOOM, (tile) => (tile === 0 ? peaks : undefined), null);
    return Math.min(review.seconds, Math.max(0, from + quietest(columns, span, place - from)));
  }

  #cut() {
    const { selection, id, isThere } = this.review;
    const wide = selection ? selection.to - selection.from : 0;
    const isShort = wide <= LONGEST_CLIP;
    const href =
      selection && isShort
        ? address(`recordings/${part(id)}/clip`, { from: round(selection.from), to: round(selection.to), as: this.as })
        : null;
    return html`<div class="fields">
        <label
          >${t('review.clip.as')}<select @change=${(/** @type {any} */ e) => (this.as = e.target.value)}>
            ${CODED.map(
              (it) => html`<option value=${it} ?selected=${it === this.as}>${it.toUpperCase()}</option>`,
            )}
          </select></label
        >
        ${href && isThere
          ? html`<a class="button" download href=${href}>${t('review.clip')}</a>`
          : html`<button disabled>${t('review.clip')}</button>`}
        ${session.may('operator')
          ? html`<button @click=${() => this.dispatchEvent(new Event('export', { bubbles: true }))}>
              ${t('review.export')}
            </button>`
          : ''}
      </div>
      ${isShort ? '' : html`<p class="hint">${t('review.clip.long', { minutes: LONGEST_CLIP / 60 })}</p>`}`;
  }
}

/** @param {number} place */
const round = (place) => Math.round(place * 1000) / 1000;

/** A little more than the selection. @param {{from: number, to: number} | null} selection */
function around(selection) {
  const { from, to } = selection ?? { from: 0, to: 1 };
  const more = (to - from) * 0.1;
  return { from: from - more, to: to + more };
}

customElements.define('selection-panel', SelectionPanel);
