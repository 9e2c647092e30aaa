// @ts-check
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { link, router } from '../services/router.js';
import { session } from '../services/session.js';
import { live } from '../services/live.js';
import { hearing } from '../services/hearing.js';
import { settings } from '../services/settings.js';
import { announce } from '../services/announce.js';
import { connection } from '../services/api.js';
import { messages } from '../services/messages.js';
import { style } from '../services/styles.js';
import { t } from '../services/texts.js';
import { action, areaOf, isTyping, pressed } from '../lib/keys.js';
import { bytes } from '../lib/format.js';
import { clock } from '../lib/time.js';
import { later, withPart } from './later.js';
import { sourceState } from './source-state.js';

/** @type {Record<string, () => Promise<unknown>>} */
const PAGES = {
  overview: () => Promise.all([style('meter'), style('overview'), import('../pages/overview-page.js')]),
  recordings: () => Promise.all([style('recordings'), import('../pages/recordings-page.js')]),
  review: () => Promise.all([style('recordings'), style('review'), import('../pages/review-page.js')]),
  source: () => Promise.all([style('meter'), style('overview'), style('days'), import('../pages/source-page.js')]),
  at: () => Promise.all([style('overview'), style('days'), import('../pages/at-page.js')]),
  studio: () => Promise.all([style('studio'), import('../pages/studio-page.js')]),
  status: () => Promise.all([style('meter'), style('settings'), import('../pages/status-page.js')]),
  settings: () => Promise.all([style('settings'), import('../pages/settings-page.js')]),
};

const playerBar = () => Promise.all([style('player'), import('./player-bar.js')]);

const LOW_SHARE = 0.05;

/** What stands around all pages, and which of them is shown. */
class SonoApp extends PageElement {
  static properties = { ready: { state: true }, loaded: { state: true }, failed: { state: true } };

  constructor() {
    super();
    this.ready = false;
    /** The page whose code is there. */
    this.loaded = '';
    /** Whether a page's code could not be loaded. */
    this.failed = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(router, 'change', () => void this.#arrive());
    this.watch(session, 'change');
    this.watch(live, 'state', () => this.#connectionChanged());
    this.watch(live, 'change');
    this.watch(live, 'station', () => live.station?.configured && void import('./on-air-lamp.js').catch(console.warn));
    this.watch(live, 'turned', (event) => this.#turned(event.detail));
    this.watch(hearing, 'change');
    this.watch(messages, 'change');
    this.watch(settings, 'change');
    this.watch(connection, 'unreachable', () => announce(t('unreachable')));
    const keys = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    document.addEventListener('keydown', keys);
    this.atEnd(() => document.removeEventListener('keydown', keys));
  }

  start() {
    this.ready = true;
    void this.#arrive(true);
  }

  /** @param {boolean} [isFirst] */
  async #arrive(isFirst = false) {
    const { page } = router.place;
    let failed = false;
    try {
      await PAGES[page]?.();
    } catch (error) {
      console.warn(error);
      failed = true; // after an update the old files are gone
    }
    if (page !== router.place.page) {
      return; // somebody went on, and what is there now may have come sooner
    }
    this.failed = failed;
    this.loaded = page;
    this.requestUpdate();
    await this.updateComplete;
    if (!isFirst) {
      window.scrollTo(0, 0);
      const heading = /** @type {HTMLElement | null} */ (document.querySelector('main h1'));
      heading?.focus({ preventScroll: true });
    }
  }

  #connectionChanged() {
    if (live.state === 'lost') {
      announce(t('connection.lost'), { alert: true });
      this.wasLost = true;
    } else if (this.wasLost) {
      this.wasLost = false;
      announce(t('connection.back'));
    }
    this.requestUpdate();
  }

  /** @param {{before: LiveSource, source: LiveSource}} change */
  #turned({ before, source }) {
    const was = sourceState(before.state);
    const is = sourceState(source.state);
    if (was.kind !== is.kind) {
      announce(t('source.turned', { name: source.name, state: is.text }), { alert: is.kind === 'bad' });
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const path = event.composedPath();
    if (event.defaultPrevented || !settings.get('keys') || isTyping(path)) {
      return;
    }
    const target = /** @type {any} */ (path[0]);
    const key = pressed(event);
    if (isPressable(target) && (key === 'Space' || key === 'Enter')) {
      return;
    }
    if (usesArrows(target) && /Arrow|Home|End|Page/.test(key)) {
      return;
    }
    const what = action(key, settings.get('changedKeys'), areaOf(router.place.page));
    if (what === '' || document.querySelector('dialog[open]')) {
      return;
    }
    const asked = new CustomEvent('action', { detail: what, cancelable: true });
    const isTaken = !document.dispatchEvent(asked);
    if (isTaken || this.#act(what)) {
      event.preventDefault();
    }
  }

  /**
   * What a page has not done itself.
   * @param {string} what
   */
  #act(what) {
    switch (what) {
      case 'help':
        this.#help();
        return true;
      case 'play':
        return hearing.isLoaded && (void hearing.player?.toggle(), true);
      case 'back':
      case 'forward':
        return this.#skip(what === 'back' ? -5 : 5);
      case 'backLittle':
      case 'forwardLittle':
        return this.#skip(what === 'backLittle' ? -1 : 1);
      case 'backFine':
      case 'forwardFine':
        return !hearing.isPlaying && this.#skip(what === 'backFine' ? -0.1 : 0.1);
      case 'slower':
      case 'faster': {
        const speed = settings.get('speed') * (what === 'slower' ? 1 / 1.25 : 1.25);
        settings.set('speed', Math.min(3, Math.max(0.5, Math.round(speed * 20) / 20)));
        announce(t('speed.is', { speed: settings.get('speed') }));
        return true;
      }
      default:
        return false;
    }
  }

  /** @param {number} seconds */
  #skip(seconds) {
    if (hearing.isLoaded) {
      void hearing.player?.skip(seconds);
    }
    return hearing.isLoaded;
  }

  #help() {
    void withPart(
      () => import('./help-dialog.js'),
      () => document.body.append(document.createElement('help-dialog')),
    );
  }

  // --- what is seen

  render() {
    if (!this.ready) {
      return html`<p class="state" aria-busy="true">Sonolog</p>`;
    }
    return html`
      <a class="skip" href="#main" @click=${(/** @type {Event} */ e) => this.#toMain(e)}>${t('skip')}</a>
      ${this.#bar()}
      <div id="news" role="status" class="unseen"></div>
      <div id="alerts" role="alert" class="unseen"></div>
      ${this.#notices()}
      <main id="main" tabindex="-1">${this.#page()}</main>
      ${hearing.isLoaded ? later(this, 'player-bar', playerBar, () => html`<player-bar></player-bar>`, '') : ''}
      ${this.#messages()}
      ${session.needsLogin
        ? later(this, 'login-dialog', () => import('./login-dialog.js'), () => html`<login-dialog></login-dialog>`, '')
        : ''}
    `;
  }

  /** @param {Event} event */
  #toMain(event) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }

  #bar() {
    const { page } = router.place;
    const entry = (/** @type {string} */ name, /** @type {string} */ path, /** @type {string[]} */ pages) => html`<li>
      <a href=${link(path)} aria-current=${pages.includes(page) ? 'page' : 'false'}>${t('nav.' + name)}</a>
    </li>`;
    return html`<header class="bar">
      <a class="name" href=${link('/')}>Sonolog</a>
      <nav aria-label=${t('nav')}>
        <ul>
          ${entry('overview', '/', ['overview', 'source', 'at'])}
          ${entry('recordings', '/recordings', ['recordings', 'review'])}
          ${live.sources.size > 0 ? entry('studio', '/studio', ['studio']) : ''}
          ${entry('status', '/status', ['status'])} ${entry('settings', '/settings', ['settings'])}
        </ul>
      </nav>
      <div class="chips"><on-air-lamp></on-air-lamp>${this.#recorderChip()} ${this.#diskChip()} ${this.#connectionChip()}</div>
      ${session.who?.how === 'session'
        ? html`<button class="quiet" @click=${() => void session.logOut()} title=${session.who.name}>
            ${t('logout')}
          </button>`
        : ''}
      <button class="quiet help" @click=${() => this.#help()} aria-label=${t('help')}>?</button>
    </header>`;
  }

  #recorderChip() {
    if (live.lastHeard === 0) {
      return ''; // nothing is known yet
    }
    if (live.recorder === null) {
      return chip('bad', t('recorder.none'), '▲ 0');
    }
    const all = [...live.sources.values()];
    const recording = all.filter((it) => it.state === 'recording').length;
    const isBad = all.some((it) => sourceState(it.state).kind === 'bad'); // idle between takes is as it should be
    const kind = isBad ? 'bad' : recording > 0 ? 'good' : '';
    const sign = isBad ? '▲' : '●';
    return chip(kind, t('recorder.of', { recording, count: all.length }), `${sign} ${recording}/${all.length}`);
  }

  /** Where little room is, that of the fullest disk alone is seen. */
  #diskChip() {
    return [...live.volumes]
      .sort((a, b) => a.free / a.total - b.free / b.total)
      .map((it, i) => {
        const kind = it.free < it.total * LOW_SHARE ? 'bad' : '';
        return chip(`${kind} ${i > 0 ? 'more' : ''}`, t('disk.free', { free: bytes(it.free) }), bytes(it.free));
      });
  }

  #connectionChip() {
    if (live.state !== 'lost') {
      return '';
    }
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const text = live.lastHeard
      ? t('connection.since', { time: clock(live.lastHeard, zone) })
      : t('connection.lost');
    return chip('bad', text, t('connection.short'));
  }

  #notices() {
    return live.isOld
      ? html`<section class="notice" aria-label=${t('update')}>
          ${t('update')} <button @click=${() => location.reload()}>${t('reload')}</button>
        </section>`
      : '';
  }

  #page() {
    const { page, names } = router.place;
    if (this.failed) {
      return html`<h1 tabindex="-1">${t('failed')}</h1>
        <p>${t('page.failed')}</p>
        <button @click=${() => location.reload()}>${t('reload')}</button>`;
    }
    if (page !== this.loaded) {
      return html`<p class="state" aria-busy="true">${t('loading')}</p>`;
    }
    switch (page) {
      case 'overview':
        return html`<overview-page></overview-page>`;
      case 'recordings':
        return html`<recordings-page></recordings-page>`;
      case 'review':
        return keyed(names.id, html`<review-page .recordingId=${names.id}></review-page>`);
      case 'source':
        return keyed(names.name, html`<source-page .name=${names.name}></source-page>`);
      case 'at':
        return html`<at-page .source=${names.source} .instant=${names.instant}></at-page>`;
      case 'studio':
        return keyed(names.name, html`<studio-page .name=${names.name}></studio-page>`);
      case 'status':
        return html`<status-page></status-page>`;
      case 'settings':
        return html`<settings-page></settings-page>`;
      default:
        return html`<h1 tabindex="-1">${t('nothing.here')}</h1>
          <p><a href=${link('/')}>${t('nav.overview')}</a></p>`;
    }
  }

  #messages() {
    if (messages.all.length === 0) {
      return '';
    }
    return html`<section class="messages" aria-label=${t('messages')}>
      ${repeat(
        messages.all,
        (it) => it.id,
        (it) => html`<div class="message ${it.isTrouble ? 'bad' : ''}">
          <span>${it.text}</span>
          ${it.action
            ? html`<button
                @click=${() => {
                  it.action?.act();
                  messages.remove(it.id);
                }}
              >
                ${it.action.name}
              </button>`
            : ''}
          <button class="quiet" aria-label=${t('close')} @click=${() => messages.remove(it.id)}>✕</button>
        </div>`,
      )}
    </section>`;
  }
}

/**
 * A short fact that leads to the whole; shorter still where there is little room.
 * @param {string} kind
 * @param {string} text
 * @param {string} short
 */
const chip = (kind, text, short) => html`<a class="chip ${kind}" href=${link('/status')}
  ><span class="long">${text}</span><span class="short" aria-hidden="true">${short}</span></a
>`;

/** @param {Element} target */
const isPressable = (target) =>
  ['BUTTON', 'A', 'SUMMARY', 'INPUT'].includes(target.tagName) || target.getAttribute?.('role') === 'button';

/** @param {any} target */
const usesArrows = (target) =>
  (target.tagName === 'INPUT' && ['range', 'radio', 'number'].includes(target.type)) ||
  ['slider', 'tab', 'separator'].includes(target.getAttribute?.('role') ?? '');

customElements.define('sono-app', SonoApp);
