// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { failure, nothing, pending } from './load-state.js';
import { causeText } from './moment-words.js';
import { sourceState } from './source-state.js';
import { Meters } from './meters.js';
import { get } from '../services/api.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { nameOf, splitRetry } from '../lib/status.js';
import { bytes, decimal, spokenLength } from '../lib/format.js';
import { clock, dayOf, stamp, zoneName } from '../lib/time.js';

const SECONDS_OF_A_DAY = 86_400;
const FILES_MILLIS = 10_000;

/** Each source: what it does, what it writes, what is missing of it and how loud it is. */
class SourceStatus extends PageElement {
  constructor() {
    super();
    this.meters = new Meters(this);
    /** The files that are being written. */
    this.files = new Polled(
      this,
      async (signal) => (await get('recordings', { state: 'recording', limit: 500 }, signal)).recordings,
      () => FILES_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'change');
    this.watch(live, 'state');
    this.watch(sources, 'change');
    this.watch(live, 'recordings', () => this.files.soon());
    this.meters.start();
    this.files.start(this);
    void sources.need();
  }

  render() {
    if (!sources.isLoaded) {
      return sources.error === undefined ? pending() : failure(sources.error, () => void sources.load());
    }
    if (sources.all.length === 0) {
      return nothing(t('status.sources.none'));
    }
    return html`
      ${this.meters.heard.size > 0 || sources.all.some((it) => it.levels !== null)
        ? html`<div class="buttons">
            <button aria-pressed=${this.meters.isFrozen} @click=${() => this.meters.freeze()}>
              ${t('meter.freeze')}
            </button>
          </div>`
        : ''}
      <ul class="sources">
        ${repeat(
          sources.all,
          (it) => it.name,
          (it) => this.#source(it),
        )}
      </ul>
    `;
  }

  /** @param {Source} source */
  #source(source) {
    const now = { ...source, ...live.sources.get(source.name), file: source.file, bytes: source.bytes };
    const state = sourceState(now.state);
    const { text, retryAt } = splitRetry(now.detail);
    const isLate = live.state === 'lost';
    return html`<li class="card">
      <h3><a href=${link('/sources/' + encodeURIComponent(source.name))}>${source.name}</a></h3>
      <p class="now">
        <span class="word ${isLate ? '' : state.kind}"
          ><span aria-hidden="true">${isLate ? '?' : state.sign}</span> ${state.text}</span
        >
        ${isLate ? html`<span>${t('status.late')}</span>` : ''}
        ${now.since === null ? '' : html`<span>${t('status.since', { time: this.#time(source, now.since) })}</span>`}
      </p>
      ${text === '' ? '' : html`<p class="cause">${text}</p>`} ${this.#meter(source)}
      <dl>
        ${retryAt === null && now.failures === 0
          ? ''
          : fact(t('status.tries'), this.#tries(source, now.failures, retryAt))}
        ${now.title ? fact(t('status.title'), now.title) : ''}
        ${now.format ? fact(t('status.format'), now.format) : ''} ${this.#file(source)}
        ${source.driftPpm === null ? '' : fact(t('status.drift'), drift(source.driftPpm))}
        ${fact(t('status.archive'), this.#archive(now))}
        ${now.analysis ? fact(t('status.analysis'), analysed(now.analysis)) : ''} ${this.#gap(source)}
      </dl>
    </li>`;
  }

  /** @param {Source} source */
  #meter(source) {
    return this.meters.heard.has(source.name) || source.levels !== null
      ? html`<level-meter
          data-source=${source.name}
          aria-label=${t('meter.of', { name: source.name })}
        ></level-meter>`
      : '';
  }

  /**
   * @param {Source} source
   * @param {number} failures
   * @param {number | null} retryAt
   */
  #tries(source, failures, retryAt) {
    const failed = failures === 0 ? '' : t('status.failures', { count: failures });
    const next = retryAt === null ? '' : t('status.next', { time: clock(retryAt, source.zone) });
    return [failed, next].filter((it) => it !== '').join(', ');
  }

  /** @param {Source} source */
  #file(source) {
    const file = this.files.value?.find((/** @type {Recording} */ it) => it.source === source.name);
    if (file) {
      return fact(
        t('status.file'),
        html`<a href=${link('/recordings/' + encodeURIComponent(file.id))}>${nameOf(file.file)}</a>,
          ${bytes(file.bytes)}`,
      );
    }
    return source.file ? fact(t('status.file'), nameOf(source.file)) : '';
  }

  /** @param {Source} source */
  #archive(source) {
    return source.segments === 0
      ? t('status.archive.none')
      : t('status.archive.is', {
          count: source.segments,
          length: spokenLength(source.seconds),
          size: bytes(source.bytes),
        });
  }

  /** @param {Source} source */
  #gap(source) {
    const gap = source.openGap;
    if (gap === null) {
      return '';
    }
    const cause = causeText(gap.cause);
    return fact(
      t('status.gap'),
      html`<span class="bad">${t('status.gap.is', { time: this.#time(source, gap.from), cause })}</span>`,
    );
  }

  /**
   * Today's times without the day.
   * @param {Source} source
   * @param {string} time
   */
  #time(source, time) {
    const instant = Date.parse(time);
    const now = live.now();
    const isToday = dayOf(instant, source.zone) === dayOf(now, source.zone);
    const zone = zoneName(instant, source.zone);
    const name = zone === zoneName(now, source.zone) ? '' : ' ' + zone;
    return (isToday ? clock(instant, source.zone) : stamp(instant, source.zone)) + name;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
const fact = (name, value) => html`<div>
  <dt>${name}</dt>
  <dd>${value}</dd>
</div>`;

/** @param {number} ppm */
function drift(ppm) {
  const seconds = decimal(Math.abs(ppm) * SECONDS_OF_A_DAY * 1e-6, 1);
  return t(ppm === 0 ? 'status.drift.none' : ppm > 0 ? 'status.drift.fast' : 'status.drift.slow', {
    ppm: Math.abs(ppm),
    seconds,
  });
}

/** @param {NonNullable<Source['analysis']>} analysis */
function analysed({ behind, seconds, unmeasurable, complete }) {
  const length = spokenLength(seconds);
  const rest = behind === 0 ? t('status.analysis.all') : t('status.behind', { count: behind, length });
  const more = [
    complete ? '' : t('status.analysis.counting'),
    unmeasurable === 0 ? '' : t('status.unmeasurable', { count: unmeasurable }),
  ].filter((it) => it !== '');
  return [rest, ...more].join('; ');
}

customElements.define('source-status', SourceStatus);
