// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Loading, failure, nothing, pending } from './load-state.js';
import { timeOf } from './take-state.js';
import { attempt } from './forms.js';
import { get, part } from '../services/api.js';
import { live } from '../services/live.js';
import { recordingActs } from '../services/recording-acts.js';
import { session } from '../services/session.js';
import { studio } from '../services/studio.js';
import { describe, downloadOf, play, remove, review } from '../services/take-acts.js';
import { t } from '../services/texts.js';
import { length } from '../lib/format.js';

const SOON_MILLIS = 400;

/** The takes that are over, the newest first. */
class TakeList extends PageElement {
  static properties = { source: { attribute: false }, edited: { state: true } };
  #timer = 0;

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
    /** The take that is being described; empty where none is. */
    this.edited = '';
    /** @type {Loading<{takes: Take[]}>} */
    this.takes = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.watch(live, 'hello', () => void this.#load());
    this.watch(recordingActs, 'restored', () => void this.#load());
    this.watch(studio, 'told', (event) => this.#told(event.detail));
    this.atEnd(() => (clearTimeout(this.#timer), this.takes.stop()));
    void this.#load();
  }

  /** @param {{before: StudioSource | undefined, source: StudioSource}} change */
  #told({ before, source }) {
    if (source.name === this.source.name && `${before?.take?.id} ${before?.take?.state}` !== `${source.take?.id} ${source.take?.state}`) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#load(), SOON_MILLIS);
    }
  }

  #load() {
    return this.takes.load((signal) => get(`studio/${part(this.source.name)}/takes`, { limit: 20 }, signal));
  }

  render() {
    const { value, error } = this.takes;
    if (value === undefined) {
      return error === undefined ? pending() : failure(error, () => void this.#load());
    }
    const over = value.takes.filter((it) => it.state !== 'running');
    return over.length === 0
      ? nothing(t('studio.takes.none'))
      : html`<ul class="takes">
          ${repeat(
            over,
            (it) => it.id,
            (it) => html`<li>${this.edited === it.id ? this.#form(it) : this.#entry(it)}</li>`,
          )}
        </ul>`;
  }

  /** @param {Take} take */
  #entry(take) {
    const at = timeOf(take.from ?? take.requestedAt, take.source);
    const name = take.name || t('studio.take.unnamed');
    const isKept = take.state === 'kept';
    return html`<div class="take">
      <div class="what">
        <strong>${name}</strong> <span class="number">${at}</span>
        <span class="number">${length(take.recorded)}</span>
        ${isKept ? '' : html`<span class="badge warn">${t('studio.taken.' + take.state.replace(' ', '.'))}</span>`}
        <span class="small muted">${this.#facts(take)}</span>
      </div>
      <div class="buttons">
        ${isKept
          ? html`<button aria-label="${t('play')}, ${name} ${at}" @click=${() => void play(take)}>▶</button>`
          : ''}
        <details class="more" @click=${(/** @type {any} */ e) => e.target.closest('summary') || (e.currentTarget.open = false)}
          @keydown=${(/** @type {any} */ e) => this.#escape(e)}
          @toggle=${(/** @type {any} */ e) => e.target.open && e.target.closest('li').scrollIntoView({ block: 'nearest' })}>
          <summary class="button" aria-label=${t('recs.more', { name: `${name} ${at}` })}>⋯</summary>
          <div class="more-menu">${this.#menu(take, isKept)}</div>
        </details>
      </div>
    </div>`;
  }

  /** @param {any} event */
  #escape(event) {
    if (event.key === 'Escape' && event.currentTarget.open) {
      event.currentTarget.open = false;
      event.currentTarget.querySelector('summary').focus();
      event.stopPropagation();
    }
  }

  /** @param {Take} take */
  #facts({ marks, by, note, startedBy }) {
    return [
      marks.length > 0 ? t('studio.take.marks', { count: marks.length }) : '',
      startedBy === 'person' ? by : t('studio.by.' + startedBy),
      note.split('\n')[0],
    ]
      .filter((it) => it !== '')
      .join(' · ');
  }

  /**
   * @param {Take} take
   * @param {boolean} isKept
   */
  #menu(take, isKept) {
    const isManual = this.source.mode === 'manual';
    const may = session.may('operator');
    return html`${isKept
        ? html`<button @click=${() => void review(take)}>${t('recs.review')}</button>
            <a class="button" download href=${downloadOf(take)}>${t('review.download')}</a>`
        : ''}
      ${may
        ? html`<button @click=${() => void this.#edit(take)}>${t('studio.describe')}</button>
            <button class="bad" @click=${() => void this.#remove(take)}>
              ${t(isManual ? 'recs.delete' : 'studio.forget')}
            </button>`
        : ''}`;
  }

  /** @param {Take} take */
  async #edit(take) {
    this.edited = take.id;
    await this.updateComplete;
    /** @type {HTMLInputElement | null} */ (this.querySelector('.takes form input'))?.select();
  }

  /** @param {Take} take */
  #form(take) {
    return html`<form class="card" @submit=${(/** @type {Event} */ e) => void this.#save(e, take)}>
      <label>${t('studio.name')} <input name="name" maxlength="120" autocomplete="off" .value=${take.name} /></label>
      <label>${t('studio.note')} <textarea name="note" rows="3" maxlength="10000" .value=${take.note}></textarea></label>
      <div class="buttons">
        <button class="main">${t('note.save')}</button>
        <button type="button" @click=${() => void this.#close()}>${t('cancel')}</button>
      </div>
    </form>`;
  }

  async #close() {
    const row = this.querySelector('.takes form')?.closest('li');
    this.edited = '';
    await this.updateComplete;
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector('summary'))?.focus();
  }

  /**
   * @param {Event} event
   * @param {Take} take
   */
  async #save(event, take) {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const words = { name: String(data.get('name')).trim(), note: String(data.get('note')) };
    if (await attempt(() => describe(take, words))) {
      await this.#load();
      await this.#close();
    }
  }

  /** @param {Take} take */
  async #remove(take) {
    if (await remove(take, this.source.mode === 'manual')) {
      await this.#load();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('summary') ?? document.querySelector('main h1'))?.focus();
    }
  }
}
customElements.define('take-list', TakeList);
