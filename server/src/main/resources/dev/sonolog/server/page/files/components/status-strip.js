// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { withPart } from './later.js';
import { timeInShort } from './moment-words.js';
import { sourceState } from './source-state.js';
import { hearing } from '../services/hearing.js';
import { link } from '../services/router.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { split } from '../lib/attention.js';
import { bytes } from '../lib/format.js';

/** From here on cards are small, so that the timeline stays near. */
const MANY = 8;

/** A card for each source: what it is doing, what is on air, and the way to hear it. */
class StatusStrip extends PageElement {
  static properties = { names: { attribute: false } };

  constructor() {
    super();
    /** @type {string[] | null} of these alone; null: of all */
    this.names = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'change');
    this.watch(live, 'state');
    this.watch(hearing, 'change');
    const timer = setInterval(() => this.#isCounting && this.requestUpdate(), 1000);
    this.atEnd(() => clearInterval(timer));
  }

  /** Whether a next try is waited for. */
  #isCounting = false;

  render() {
    this.#isCounting = false;
    const shown = sources.all.filter((it) => this.names === null || this.names.includes(it.name));
    const isMany = shown.length > MANY;
    return html`<ul class="strip ${live.state === 'lost' ? 'stale' : ''} ${isMany ? 'many' : ''}">
      ${repeat(
        shown,
        (it) => it.name,
        (it) => this.#card(it),
      )}
    </ul>`;
  }

  /** @param {Source} source */
  #card(source) {
    const now = live.sources.get(source.name);
    const state = sourceState(now?.state ?? source.state);
    const title = (now ? now.title : source.title) ?? '';
    const path = `/sources/${encodeURIComponent(source.name)}`;
    return html`<li class="card ${state.kind}">
      <h3><a href=${link(path)}>${source.name}</a></h3>
      <p class="what ${state.kind}">
        <span aria-hidden="true">${state.sign}</span> ${state.text} ${this.#since(source, now)}
      </p>
      ${state.kind === 'bad' ? this.#trouble(now?.detail ?? source.detail) : ''}
      ${title === '' || state.kind === 'bad'
        ? ''
        : html`<p class="title" title=${title}><span class="unseen">${t('overview.onAir')}</span>${title}</p>`}
      ${state.kind === 'bad'
        ? ''
        : html`<p class="muted small format">${now?.format ?? source.format ?? this.#stored(source)}</p>`}
      <div class="buttons">${this.#listen(source, now)}</div>
    </li>`;
  }

  /** @param {Source} source */
  #stored(source) {
    return source.bytes > 0 ? t('overview.stored', { size: bytes(source.bytes), count: source.segments }) : '';
  }

  /**
   * @param {Source} source
   * @param {LiveSource | undefined} now
   */
  #since(source, now) {
    const since = (now ? now.since : source.since) ?? (now?.state === 'waiting' ? source.openGap?.from : null);
    if (!since) {
      return '';
    }
    const at = Date.parse(since);
    const time = timeInShort(at, source.zone);
    return html`<time class="muted" datetime=${since}>${t('overview.since', { time })}</time>`;
  }

  /** @param {string | null} detail */
  #trouble(detail) {
    const { text, nextTry } = split(detail);
    this.#isCounting ||= nextTry !== null;
    const seconds = nextTry === null ? 0 : Math.max(0, Math.ceil((nextTry - live.now()) / 1000));
    return html`<p class="small detail">${text}</p>
      ${nextTry === null
        ? ''
        : html`<p class="small retry">${seconds > 0 ? t('overview.retry', { seconds }) : t('overview.retrying')}</p>`}`;
  }

  /** @param {string} name */
  #start(name) {
    return withPart(
      () => hearing.load(),
      () => void hearing.live?.start(name),
    );
  }

  /**
   * @param {any} source
   * @param {LiveSource | undefined} now
   */
  #listen(source, now) {
    const { name } = source;
    const { live: heard, player } = hearing;
    if (heard !== null && heard.source === name && player?.liveSource === name) {
      const late = heard.delay === null ? '' : t('listen.behind', { seconds: heard.delay });
      const text = heard.state === 'playing' ? late : t('listen.' + heard.state);
      return html`<button @click=${() => hearing.live?.stop()} aria-label=${t('listen.stop.of', { name })}>
          ${t('listen.stop')}
        </button>
        <span class="small muted">${text}</span>`;
    }
    const can = source.live && (now?.state ?? source.state) === 'recording';
    return can
      ? html`<button @click=${() => void this.#start(name)} aria-label=${t('listen.of', { name })}>
          ${t('listen')}
        </button>`
      : '';
  }
}
customElements.define('status-strip', StatusStrip);
