// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { withPart } from './later.js';
import { Meters } from './meters.js';
import { timeInShort } from './moment-words.js';
import { sourceState } from './source-state.js';
import { hearing } from '../services/hearing.js';
import { link } from '../services/router.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { knows, t } from '../services/texts.js';
import { split } from '../lib/attention.js';
import { bytes } from '../lib/format.js';

/** From here on each has a line of its own and no more, so that the timeline stays near. */
const MANY = 8;
/** So many are there at once; the others are unfolded. */
const AT_ONCE = 24;
const AT_ONCE_NARROW = 10;

const narrow = matchMedia('(max-width: 40rem)');

/** A tile for each source: what it is doing, how loud it is, what is on air, and the way to hear it. */
class StatusStrip extends PageElement {
  static properties = { names: { attribute: false }, isUnfolded: { state: true } };

  constructor() {
    super();
    /** @type {string[] | null} of these alone, with all that is told; null: of all */
    this.names = null;
    this.isUnfolded = false;
    this.meters = new Meters(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'change');
    this.watch(live, 'state');
    this.watch(hearing, 'change');
    this.watch(narrow, 'change');
    this.meters.start();
    const timer = setInterval(() => this.#isCounting && this.requestUpdate(), 1000);
    this.atEnd(() => clearInterval(timer));
  }

  /** Whether a next try is waited for. */
  #isCounting = false;

  render() {
    this.#isCounting = false;
    const all = sources.all.filter((it) => this.names === null || this.names.includes(it.name));
    const shown = this.isUnfolded ? all : all.slice(0, narrow.matches ? AT_ONCE_NARROW : AT_ONCE);
    const size = this.names !== null ? 'whole' : all.length > MANY ? 'many' : '';
    return html`${this.#head(all, shown)}
      <ul class="strip ${live.state === 'lost' ? 'stale' : ''} ${size}" id="strip">
        ${repeat(
          shown,
          (it) => it.name,
          (it) => this.#tile(it),
        )}
      </ul>`;
  }

  /**
   * @param {Source[]} all
   * @param {Source[]} shown
   */
  #head(all, shown) {
    const hasMeters = shown.some((it) => this.#hasMeter(it));
    const isFolded = all.length > shown.length;
    if (!hasMeters && !isFolded && !this.isUnfolded) {
      return '';
    }
    const hidden = all.slice(shown.length).map((it) => sourceState(live.sources.get(it.name)?.state ?? it.state));
    const troubles = hidden.filter((it) => it.kind === 'bad').length;
    return html`<div class="buttons strip-head">
      ${isFolded || this.isUnfolded
        ? html`<button
            aria-expanded=${this.isUnfolded}
            aria-controls="strip"
            @click=${() => (this.isUnfolded = !this.isUnfolded)}
          >
            ${isFolded ? t('overview.all', { count: all.length }) : t('overview.fewer')}
          </button>`
        : ''}
      ${troubles > 0 ? html`<span class="bad">▲ ${t('overview.all.bad', { count: troubles })}</span>` : ''}
      ${hasMeters
        ? html`<button aria-pressed=${this.meters.isFrozen} @click=${() => this.meters.freeze()}>
            ${t('meter.freeze')}
          </button>`
        : ''}
    </div>`;
  }

  /** @param {Source} source */
  #tile(source) {
    const now = live.sources.get(source.name);
    const state = sourceState(now?.state ?? source.state);
    const path = `/sources/${encodeURIComponent(source.name)}`;
    return html`<li class="tile ${state.kind}">
      <h3>
        <span class="sign ${state.kind}" aria-hidden="true">${state.sign}</span>
        <a href=${link(path)} title=${source.name}>${source.name}</a>
      </h3>
      ${this.#badges(source)}
      <p class="what">
        <span class=${state.kind}>${state.text}</span>
        ${state.kind === 'bad' ? this.#trouble(source, now) : html`${this.#since(source, now)} ${this.#onAir(source, now)}`}
      </p>
      ${this.#hasMeter(source)
        ? html`<level-meter
            data-source=${source.name}
            aria-label=${t('meter.of', { name: source.name })}
          ></level-meter>`
        : ''}
      <div class="buttons">${this.#listen(source, now)}</div>
    </li>`;
  }

  /** @param {Source} source */
  #hasMeter({ name, levels }) {
    return this.meters.heard.has(name) || levels !== null;
  }

  /** What is the matter with its sound. @param {Source} source */
  #badges({ name }) {
    const conditions = this.meters.heard.get(name)?.conditions ?? [];
    return conditions.map(
      (it) => html`<span class="badge warn">${knows('condition.' + it) ? t('condition.' + it) : it}</span>`,
    );
  }

  /**
   * @param {Source} source
   * @param {LiveSource | undefined} now
   */
  #onAir(source, now) {
    const title = (now ? now.title : source.title) ?? '';
    const format = now?.format ?? source.format ?? this.#stored(source);
    return html`${title === ''
      ? ''
      : html`<span class="title" title=${title}><span class="unseen">${t('overview.onAir')}</span>${title}</span>`}
      <span class="muted format">${format}</span>`;
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

  /**
   * @param {Source} source
   * @param {LiveSource | undefined} now
   */
  #trouble(source, now) {
    const { text, nextTry } = split(now?.detail ?? source.detail);
    this.#isCounting ||= nextTry !== null;
    const seconds = nextTry === null ? 0 : Math.max(0, Math.ceil((nextTry - live.now()) / 1000));
    const next = seconds > 0 ? t('overview.retry', { seconds }) : t('overview.retrying');
    return html`${nextTry === null ? '' : html`<span class="retry">${next}</span>`}
      ${this.#since(source, now)} <span class="detail" title=${text}>${text}</span>`;
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
      return html`<span class="small muted">${text}</span>
        <button @click=${() => hearing.live?.stop()} aria-label=${t('listen.stop.of', { name })}>
          ${t('listen.stop')}
        </button>`;
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
