// @ts-check
import { html } from 'lit';
import { Loading, failure } from './load-state.js';
import { PageElement } from './page-element.js';
import { causeText, dayInShort, notesAt } from './moment-words.js';
import { get, part } from '../services/api.js';
import { messages } from '../services/messages.js';
import { player } from '../services/player.js';
import { link, router } from '../services/router.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { timeline } from '../services/timeline.js';
import { isChangeDay } from '../lib/scale.js';
import { spokenLength } from '../lib/format.js';
import { clock, dayOf, iso, zoneName } from '../lib/time.js';

const PATIENCE_MILLIS = 250;

/**
 * What was on air at the cursor of the timeline, and what can be done there. Tells `go` for another place.
 */
export class MomentPanel extends PageElement {
  static properties = {
    cursor: { attribute: false },
    near: { attribute: false },
    zone: { attribute: false },
  };

  constructor() {
    super();
    /** @type {{source: string, instant: number} | null} */
    this.cursor = null;
    /** So far away a mark still is at the cursor, in milliseconds. */
    this.near = 1000;
    /** Of the timeline. */
    this.zone = 'UTC';
    /** @type {Loading<any>} */
    this.moment = new Loading(() => this.requestUpdate());
  }

  #timer = 0;
  #asked = '';
  #openWhenThere = false;
  /** What was said to be noted there. */
  #shown = '';

  connectedCallback() {
    super.connectedCallback();
    this.watch(timeline, 'change', () => this.#notes() !== this.#shown && this.requestUpdate());
    this.atEnd(() => {
      clearTimeout(this.#timer);
      this.moment.stop();
    });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('cursor') && this.cursor) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#load(), PATIENCE_MILLIS);
    }
  }

  async #load() {
    if (!this.cursor) {
      return;
    }
    const { source, instant } = this.cursor;
    this.#asked = `${source} ${instant}`;
    const isThere = await this.moment.load((signal) => momentOf(source, instant, signal));
    if (isThere && this.#openWhenThere) {
      this.#openWhenThere = false;
      this.open();
    }
  }

  /** What is known, if it is of where the cursor is. */
  get #known() {
    const isOfNow = this.cursor && this.#asked === `${this.cursor.source} ${this.cursor.instant}`;
    return isOfNow && !this.moment.isLoading && !this.moment.error ? this.moment.value : undefined;
  }

  /** Shows the recording at the cursor, as soon as it is known which it is. */
  open() {
    const known = this.#known;
    if (!known) {
      this.#openWhenThere = true;
      clearTimeout(this.#timer);
      void this.#load();
    } else if (known.recording) {
      router.go(reviewPath(known.recording, known.offset));
    } else {
      messages.add(this.#gapText(known.gap));
    }
  }

  /** Plays from the cursor on. */
  play() {
    const known = this.#known;
    if (known?.recording) {
      void player.open(known.recording, { at: known.offset });
    }
  }

  render() {
    if (!this.cursor) {
      return html`<p class="muted moment">${t('moment.none')}</p>`;
    }
    const { source, instant } = this.cursor;
    const zone = sources.zoneOf(source);
    const day = dayOf(instant, zone);
    const name = isChangeDay(day, zone) ? ' ' + zoneName(instant, zone) : '';
    const time = `${dayInShort(day)}, ${clock(instant, zone)}${name}`;
    const isMissing = !this.#known?.recording;
    return html`<section class="moment" aria-label=${t('moment')}>
      <p class="where"><strong>${source}</strong> <time datetime=${iso(instant)}>${time}</time></p>
      ${this.#what()}
      <div class="buttons">
        <button class="main" ?disabled=${isMissing} @click=${() => this.play()}>${t('moment.play')}</button>
        <button ?disabled=${isMissing} @click=${() => this.open()}>${t('moment.open')}</button>
        <button @click=${() => void this.#copy()}>${t('moment.copy')}</button>
      </div>
    </section>`;
  }

  #what() {
    const { error, value } = this.moment;
    if (error && !this.moment.isLoading) {
      return failure(error, () => void this.#load());
    }
    const known = this.#known;
    if (!known) {
      return html`<p class="muted">${value === undefined ? t('loading') : t('moment.wait')}</p>`;
    }
    if (known.recorded) {
      const title = known.title ? html`: <span class="title">${known.title}</span>` : '';
      this.#shown = this.#notes();
      return html`<p>${t('overview.recorded')}${title}${this.#shown === '' ? '' : ` · ${this.#shown}`}</p>`;
    }
    return html`<p>${this.#gapText(known.gap)}</p>
      <div class="buttons">${this.#neighbour(known.before, 'before')} ${this.#neighbour(known.after, 'after')}</div>`;
  }

  #notes() {
    const { source, instant } = this.cursor ?? { source: '', instant: 0 };
    return notesAt(source, instant, this.near, this.zone).join(' · ');
  }

  /** @param {Gap | null} gap */
  #gapText(gap) {
    return gap ? gapInWords(gap, sources.zoneOf(this.cursor?.source ?? '')) : t('overview.nothing');
  }

  /**
   * @param {Recording | null} recording
   * @param {'before' | 'after'} which
   */
  #neighbour(recording, which) {
    if (!recording) {
      return '';
    }
    const at = Date.parse(which === 'before' ? (recording.end ?? recording.start) : recording.start);
    const zone = sources.zoneOf(recording.source);
    return html`<button
      @click=${() => this.dispatchEvent(new CustomEvent('go', { detail: which === 'before' ? at - 1000 : at }))}
    >
      ${t('moment.' + which, { time: `${dayInShort(dayOf(at, zone))} ${clock(at, zone)}` })}
    </button>`;
  }

  async #copy() {
    if (!this.cursor) {
      return;
    }
    const { source, instant } = this.cursor;
    const text = location.origin + link(`/at/${encodeURIComponent(source)}/${encodeURIComponent(iso(instant))}`);
    try {
      await navigator.clipboard.writeText(text);
      messages.add(t('moment.copied'));
    } catch {
      messages.add(t('moment.notCopied', { text }), { trouble: true });
    }
  }
}

/**
 * What was recorded at an instant.
 * @param {string} name of a source
 * @param {number} instant
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export async function momentOf(name, instant, signal) {
  const source = sources.get(name);
  if (source?.first === null) {
    const { openGap } = source; // of what was never recorded the server has no timeline
    const gap = openGap && Date.parse(openGap.from) <= instant ? openGap : null;
    return { recorded: false, recording: null, offset: null, title: null, gap, before: null, after: null };
  }
  return get(`sources/${part(name)}/at`, { time: iso(instant) }, signal);
}

/**
 * The address of a recording, at a place in it.
 * @param {Recording} recording
 * @param {number} offset in seconds
 */
export const reviewPath = (recording, offset) =>
  `/recordings/${encodeURIComponent(recording.id)}?t=${Math.round(offset * 10) / 10}`;

/**
 * @param {Gap} gap
 * @param {string} zone
 */
export function gapInWords(gap, zone) {
  const from = Date.parse(gap.from);
  const cause = causeText(gap.cause);
  if (gap.cause === 'never recorded' || gap.cause === 'not recorded yet') {
    return cause;
  }
  const time = `${dayInShort(dayOf(from, zone))} ${clock(from, zone)}`;
  return gap.to === null
    ? t('moment.gapOpen', { cause, time })
    : t('moment.gap', { cause, time, length: spokenLength((Date.parse(gap.to) - from) / 1000) });
}

customElements.define('moment-panel', MomentPanel);
