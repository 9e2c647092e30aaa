// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { causeText, dayInShort, timeInShort } from './moment-words.js';
import { link } from '../services/router.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { concerns, split } from '../lib/attention.js';
import { bytes, spokenLength } from '../lib/format.js';
import { dayOf } from '../lib/time.js';

/** @typedef {import('../lib/attention.js').Concern} Concern */

/** What somebody should look after, each with the way to do so. Tells `go` for a place on the timeline. */
class AttentionList extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'change');
    this.watch(live, 'state');
    const timer = setInterval(() => this.requestUpdate(), 30_000);
    this.atEnd(() => clearInterval(timer));
  }

  render() {
    if (live.state === 'connecting' || !sources.isLoaded) {
      return html`<p class="muted">${t('loading')}</p>`;
    }
    const all = concerns({
      sources: sources.all,
      live: live.sources,
      recorder: live.recorder,
      volumes: live.volumes,
      now: live.now(),
    });
    const stale = live.state === 'lost' ? html`<p class="muted">${t('attention.stale')}</p>` : '';
    if (all.length === 0) {
      return html`${stale}
        <p class="good"><span aria-hidden="true">✓</span> ${t('attention.none')}</p>`;
    }
    return html`${stale}
      <ul class="attention">
        ${repeat(
          all,
          (it) => it.id,
          (it) => this.#row(it),
        )}
      </ul>`;
  }

  /** @param {Concern} it */
  #row(it) {
    return html`<li class="card">
      <p><span class="bad" aria-hidden="true">▲</span> <strong>${this.#what(it)}</strong> ${this.#since(it)}</p>
      ${it.detail === '' ? '' : html`<p class="small muted detail">${split(it.detail).text}</p>`}
      <div class="buttons">${this.#actions(it)}</div>
    </li>`;
  }

  /** @param {Concern} it */
  #what(it) {
    const state = live.sources.get(it.source)?.state ?? 'waiting';
    const cause = it.cause === '' ? t('state.' + state) : causeText(it.cause);
    switch (it.kind) {
      case 'recorder':
        return t('recorder.none');
      case 'disk':
        return t('attention.disk', { free: bytes(it.count) });
      case 'diskSoon':
        return t('attention.diskSoon', { day: dayInShort(dayOf(it.count, sources.zone)) });
      case 'unmeasurable':
        return t('attention.unmeasurable', { name: it.source, count: it.count });
      case 'gap':
      case 'lost':
        return t('attention.lost', { name: it.source, cause });
    }
  }

  /** @param {Concern} it */
  #since(it) {
    if (it.since === 0) {
      return '';
    }
    const zone = sources.zoneOf(it.source);
    const time = timeInShort(it.since, zone);
    const length = spokenLength(Math.max(60, Math.floor((live.now() - it.since) / 60_000) * 60));
    return html`<span class="muted">${t('attention.since', { time, length })}</span>`;
  }

  /** @param {Concern} it */
  #actions(it) {
    switch (it.kind) {
      case 'gap':
      case 'lost':
        return html`<a class="button" href=${link(`/sources/${encodeURIComponent(it.source)}`)}
            >${t('attention.open', { name: it.source })}</a
          >
          ${it.since === 0
            ? ''
            : html`<button @click=${() => this.#go(it)} aria-label=${t('attention.show.of', { name: it.source })}>
                ${t('attention.show')}
              </button>`}`;
      case 'unmeasurable':
        return html`<a class="button" href=${link('/recordings', { source: it.source })}
          >${t('attention.recordings')}</a
        >`;
      default:
        return html`<a class="button" href=${link('/status')}>${t('attention.status')}</a>`;
    }
  }

  /** @param {Concern} it */
  #go(it) {
    this.dispatchEvent(new CustomEvent('go', { detail: { source: it.source, instant: it.since } }));
  }
}
customElements.define('attention-list', AttentionList);
