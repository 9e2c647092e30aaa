// @ts-check
import { html } from 'lit';
import { Loading, failure, nothing, pending } from '../components/load-state.js';
import { gapInWords, momentOf, reviewPath } from '../components/moment-panel.js';
import { dayInShort } from '../components/moment-words.js';
import { PageElement } from '../components/page-element.js';
import { link, router } from '../services/router.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { parseMoment } from '../lib/go-to.js';
import { clock, dayOf, iso, zoneName } from '../lib/time.js';

/** What was on air at an instant: leads to the recording, or tells what is missing there, and why. */
class AtPage extends PageElement {
  static properties = { source: { attribute: false }, instant: { attribute: false } };

  constructor() {
    super();
    this.source = '';
    this.instant = '';
    /** @type {Loading<any>} */
    this.moment = new Loading(() => this.requestUpdate());
    /** @type {import('../lib/go-to.js').Meant | null | undefined} undefined: the zone is not known yet */
    this.meant = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change', () => this.#understand());
    this.atEnd(() => this.moment.stop());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('source') || changed.has('instant')) {
      this.meant = undefined;
      this.moment.value = undefined;
      this.moment.error = undefined;
      void sources.need().then(() => this.#understand());
    }
  }

  updated() {
    document.title = `${this.source} – Sonolog`;
  }

  #understand() {
    if (!sources.isLoaded || this.meant !== undefined) {
      this.requestUpdate();
      return;
    }
    const zone = sources.zoneOf(this.source);
    this.meant = parseMoment(this.instant, dayOf(Date.now(), zone), zone);
    if (this.meant?.instants.length === 1) {
      void this.#load();
    }
    this.requestUpdate();
  }

  async #load() {
    const at = /** @type {number} */ (this.meant?.instants[0]);
    const isThere = await this.moment.load((signal) => momentOf(this.source, at, signal));
    const found = this.moment.value;
    if (isThere && found?.recording && this.isConnected) {
      router.go(reviewPath(found.recording, found.offset), { replace: true });
    }
  }

  render() {
    return html`<h1 tabindex="-1">${t('at', { name: this.source })}</h1>
      ${this.#content()}`;
  }

  #content() {
    if (sources.error && !sources.isLoaded) {
      return failure(sources.error, () => void sources.load());
    }
    if (this.meant === undefined) {
      return pending();
    }
    if (this.meant === null) {
      return nothing(t('at.noTime', { text: this.instant }), this.#back());
    }
    if (this.meant.instants.length !== 1) {
      return this.#which(this.meant);
    }
    if (this.moment.error) {
      return failure(this.moment.error, () => void this.#load());
    }
    const found = this.moment.value;
    return found && !found.recording ? this.#missing(found, this.meant.instants[0]) : pending();
  }

  /** @param {import('../lib/go-to.js').Meant} meant */
  #which({ instants, day }) {
    const zone = sources.zoneOf(this.source);
    if (instants.length === 0) {
      return nothing(t('at.leftOut'), this.#back(day));
    }
    return html`<p>${t('at.twice.why')}</p>
      <ul class="plain choices">
        ${instants.map(
          (it) => html`<li>
            <a class="button" href=${this.#at(it)}>${dayInShort(day)}, ${clock(it, zone)} ${zoneName(it, zone)}</a>
          </li>`,
        )}
      </ul>`;
  }

  /** @param {number} instant */
  #at(instant) {
    return link(`/at/${encodeURIComponent(this.source)}/${encodeURIComponent(iso(instant))}`);
  }

  /**
   * @param {any} found
   * @param {number} at
   */
  #missing(found, at) {
    const zone = sources.zoneOf(this.source);
    const day = dayOf(at, zone);
    return html`<p>
        <strong>${dayInShort(day)} ${day.slice(0, 4)}, ${clock(at, zone)} ${zoneName(at, zone)}</strong>
      </p>
      <p>${found.gap ? gapInWords(found.gap, zone) : t('overview.nothing')}</p>
      ${found.gap?.detail ? html`<p class="muted detail">${found.gap.detail}</p>` : ''}
      <div class="buttons">
        ${this.#neighbour(found.before, 'before')} ${this.#neighbour(found.after, 'after')} ${this.#back(day)}
      </div>`;
  }

  /**
   * @param {Recording | null} recording
   * @param {'before' | 'after'} which
   */
  #neighbour(recording, which) {
    if (!recording) {
      return html`<span class="muted">${t('at.none.' + which)}</span>`;
    }
    const zone = sources.zoneOf(recording.source);
    const length = recording.seconds ?? 0;
    const at = Date.parse(which === 'before' ? (recording.end ?? recording.start) : recording.start);
    const path = reviewPath(recording, which === 'before' ? Math.max(0, length - 5) : 0);
    return html`<a class="button" href=${link(path.split('?')[0]) + '?' + path.split('?')[1]}
      >${t('at.' + which, { time: `${dayInShort(dayOf(at, zone))} ${clock(at, zone)}` })}</a
    >`;
  }

  /** @param {string} [day] */
  #back(day) {
    return html`<a class="button" href=${link(`/sources/${encodeURIComponent(this.source)}`, { day })}
      >${t('at.timeline')}</a
    >`;
  }
}
customElements.define('at-page', AtPage);
