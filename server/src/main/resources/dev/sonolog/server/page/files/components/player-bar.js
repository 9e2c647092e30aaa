// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { speedChoice } from './speed-choice.js';
import { player } from '../services/player.js';
import { settings } from '../services/settings.js';
import { listen } from '../services/listen.js';
import { live } from '../services/live.js';
import { sources } from '../services/sources.js';
import { clips } from '../services/clips.js';
import { link } from '../services/router.js';
import { t } from '../services/texts.js';
import { length, spokenLength } from '../lib/format.js';
import { clock, dayOf } from '../lib/time.js';

const SPOKEN_MILLIS = 1000;

/** The player of the whole page, at its lower edge. */
class PlayerBar extends PageElement {
  #spokenAt = 0;
  #spoken = '';

  connectedCallback() {
    super.connectedCallback();
    this.watch(player, 'change');
    this.watch(player, 'time');
    this.watch(listen, 'change');
    this.watch(settings, 'change');
    this.watch(sources, 'change');
    this.watch(clips, 'change');
    this.#tellHeight();
    void sources.need();
    this.#tellSystem();
    this.watch(player, 'change', () => this.#tellSystem());
  }

  /** What stands at the lower edge stands above it, and nothing is hidden behind it. */
  #tellHeight() {
    const root = document.documentElement;
    const size = new ResizeObserver(() => {
      root.style.setProperty('--player', `${this.querySelector('section')?.offsetHeight ?? 0}px`);
    });
    void this.updateComplete.then(() => size.observe(/** @type {Element} */ (this.querySelector('section'))));
    this.atEnd(() => {
      size.disconnect();
      root.style.removeProperty('--player');
    });
  }

  #zone() {
    return sources.zoneOf(player.recording?.source ?? '');
  }

  /** The keys of a headset and the lock screen of a tablet. */
  #tellSystem() {
    if (!('mediaSession' in navigator) || !player.recording) {
      return;
    }
    navigator.mediaSession.metadata = new MediaMetadata({
      title: `${player.recording.source} ${dayOf(Date.parse(player.recording.start), this.#zone())}`,
      artist: 'Sonolog',
    });
    navigator.mediaSession.setActionHandler('seekbackward', () => void player.skip(-10));
    navigator.mediaSession.setActionHandler('seekforward', () => void player.skip(10));
  }

  render() {
    return html`<section class="player" aria-label=${t('player')}>
      ${clips.isOpen ? html`<clip-bar></clip-bar>` : ''}
      ${player.recording ? this.#recording(player.recording) : this.#live()}
      <div class="buttons">
        ${player.recording
          ? html`<button @click=${() => void player.skip(-10)} aria-label=${t('player.back', { seconds: 10 })}>
              −10
            </button>`
          : ''}
        <button class="main" @click=${() => void player.toggle()}>${player.isPlaying ? t('pause') : t('play')}</button>
        ${player.recording
          ? html`<button @click=${() => void player.skip(10)} aria-label=${t('player.forward', { seconds: 10 })}>
              +10
            </button>`
          : ''}
        ${player.isGrowing
          ? html`<button @click=${() => void player.jumpToLive()}>${t('player.live')}</button>`
          : ''}
        ${player.recording ? this.#speed() : ''}
        <label class="volume"
          ><span class="unseen">${t('volume')}</span
          ><input
            type="range"
            min="0"
            max="1"
            step="0.05"
            .value=${String(settings.get('volume'))}
            @input=${(/** @type {any} */ e) => settings.set('volume', Number(e.target.value))}
        /></label>
        <button class="quiet" @click=${() => player.close()} aria-label=${t('player.close')}>✕</button>
      </div>
      ${player.trouble ? html`<p class="trouble" role="alert">${t(player.trouble)}</p>` : ''}
    </section>`;
  }

  /** @param {Recording} recording */
  #recording(recording) {
    const instant = player.instant ?? 0;
    return html`<a class="what" href=${link(`/recordings/${encodeURIComponent(recording.id)}`)}
        >${recording.source} · ${dayOf(instant, this.#zone())}
        <time>${clock(instant, this.#zone())}</time></a
      >
      <div class="place">
        <span>${length(player.time)}</span>
        <input
          type="range"
          aria-label=${t('player.place')}
          aria-valuetext=${this.#place(instant)}
          min="0"
          step="1"
          max=${Math.max(1, Math.floor(player.duration))}
          .value=${String(Math.floor(player.time))}
          @input=${(/** @type {any} */ e) => void player.seek(Number(e.target.value))}
        />
        <span>${length(player.duration)}</span>
      </div>`;
  }

  /**
   * Not more than once a second, or a screen reader would not come to an end.
   * @param {number} instant
   */
  #place(instant) {
    if (Date.now() - this.#spokenAt > SPOKEN_MILLIS) {
      this.#spokenAt = Date.now();
      this.#spoken = `${clock(instant, this.#zone())}, ${spokenLength(player.time)}`;
    }
    return this.#spoken;
  }

  #live() {
    const source = live.sources.get(player.liveSource);
    const isLate = listen.state === 'playing' && listen.delay !== null;
    const how = isLate ? t('listen.behind', { seconds: listen.delay ?? 0 }) : t('listen.' + listen.state);
    return html`<span class="what"
      >${t('player.listening', { name: player.liveSource })} ${source?.title ?? ''} <span class="muted">${how}</span></span
    >`;
  }

  #speed() {
    return html`<label
      ><span class="unseen">${t('speed')}</span
      >${speedChoice()}</label
    >`;
  }
}
customElements.define('player-bar', PlayerBar);
