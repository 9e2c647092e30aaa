// @ts-check
import { html } from 'lit';
import { live as asIs } from 'lit/directives/live.js';
import { PageElement } from './page-element.js';
import { Loading, failure, pending } from './load-state.js';
import { ApiError, change, get, part } from '../services/api.js';
import { Draft } from '../services/drafts.js';
import { live } from '../services/live.js';
import { session } from '../services/session.js';
import { announce } from '../services/announce.js';
import { t } from '../services/texts.js';
import { stamp } from '../lib/time.js';

const LONGEST = 10_000;

/** @typedef {{text: string, version: number, by: string | null, at: string | null}} Note */

/** What people wrote about the recording. Two who write at once do not overwrite each other. */
class NoteEditor extends PageElement {
  static properties = {
    review: { attribute: false },
    typed: { state: true },
    conflict: { state: true },
    trouble: { state: true },
    isSaving: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** What is in the field and not saved; null where nothing is. @type {string | null} */
    this.typed = null;
    /** What somebody else wrote meanwhile. @type {Note | null} */
    this.conflict = null;
    this.trouble = '';
    this.isSaving = false;
    /** The version that what is typed was begun from. @type {number | null} */
    this.base = null;
    /** @type {Draft<{text: string, version: number}>} */
    this.draft = new Draft('note');
    /** @type {Loading<Note>} */
    this.note = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.draft = new Draft(`note ${this.review.id}`);
    const before = this.draft.read();
    this.typed = before?.text ?? null;
    this.base = before?.version ?? null;
    this.watch(session, 'change');
    this.watch(live, 'review', (event) => {
      if (event.detail?.source === this.review.recording?.source) {
        void this.#load();
      }
    });
    const leave = (/** @type {BeforeUnloadEvent} */ event) => this.typed !== null && event.preventDefault();
    window.addEventListener('beforeunload', leave);
    this.atEnd(() => (window.removeEventListener('beforeunload', leave), this.note.stop()));
    void this.#load();
  }

  async #load() {
    await this.note.load((signal) => get(`recordings/${part(this.review.id)}/note`, {}, signal));
    const now = this.note.value;
    if (this.typed !== null && now && this.base !== null && now.version !== this.base) {
      this.conflict = now;
    }
    if (this.note.error instanceof ApiError && this.note.error.status === 404) {
      this.dispatchEvent(new Event('missing', { bubbles: true })); // this server keeps no notes
    }
  }

  /** @param {string} text */
  #type(text) {
    const isSaved = text === this.note.value?.text;
    this.base = isSaved ? null : (this.base ?? this.note.value?.version ?? null);
    this.typed = isSaved ? null : text;
    this.draft.write(isSaved || this.base === null ? null : { text, version: this.base });
  }

  async #save() {
    const note = this.note.value;
    if (!note || this.typed === null) {
      return;
    }
    this.isSaving = true;
    this.trouble = '';
    try {
      const order = { text: this.typed, version: this.base ?? note.version };
      this.note.value = await change('PUT', `recordings/${part(this.review.id)}/note`, order);
      this.conflict = null;
      this.base = null;
      this.#type(this.typed ?? order.text);
      announce(t('note.saved'));
    } catch (error) {
      const current = error instanceof ApiError ? /** @type {Note | undefined} */ (error.problem.current) : undefined;
      if (current) {
        this.note.value = current;
        this.conflict = current;
      } else {
        this.trouble = /** @type {Error} */ (error).message || t('unreachable');
      }
    }
    this.isSaving = false;
  }

  /** @param {'mine' | 'theirs' | 'both'} which */
  #settle(which) {
    const theirs = this.conflict?.text ?? '';
    this.base = this.conflict?.version ?? this.base;
    this.conflict = null;
    const mine = this.typed ?? '';
    const both = `${theirs.trimEnd()}\n\n${mine}`;
    this.#type(which === 'mine' ? mine : which === 'theirs' ? theirs : both.slice(0, LONGEST));
    /** @type {HTMLElement | null} */ (this.querySelector('textarea'))?.focus();
  }

  render() {
    const note = this.note.value;
    if (!note) {
      return this.note.error ? failure(this.note.error, () => void this.#load()) : pending();
    }
    const text = this.typed ?? note.text;
    if (!session.may('operator')) {
      return html`<p class="note">${text || t('note.none')}</p>
        ${this.#by(note)}`;
    }
    return html`<label class="wide"
        >${t('note')}
        <textarea
          rows="8"
          maxlength=${LONGEST}
          .value=${asIs(text)}
          @input=${(/** @type {any} */ e) => this.#type(e.target.value)}
        ></textarea>
      </label>
      ${this.conflict ? this.#conflict(this.conflict) : ''}
      <p class="trouble" role="alert">${this.trouble}</p>
      <div class="buttons">
        <button class="main" ?disabled=${this.typed === null || this.isSaving} @click=${() => void this.#save()}>
          ${t('note.save')}
        </button>
        <span class="muted">${this.typed === null ? '' : t('note.unsaved')}</span>
        ${this.#by(note)}
      </div>`;
  }

  /** @param {Note} note */
  #by(note) {
    if (!note.by || !note.at) {
      return '';
    }
    const time = stamp(Date.parse(note.at), this.review.zone);
    return html`<span class="muted">${t('note.by', { name: note.by, time })}</span>`;
  }

  /** @param {Note} theirs */
  #conflict(theirs) {
    return html`<div class="card" role="group" aria-labelledby="conflict">
      <h3 id="conflict" class="bad">${t('note.conflict', { name: theirs.by ?? '' })}</h3>
      <p class="note">${theirs.text || t('note.none')}</p>
      <div class="buttons">
        <button @click=${() => this.#settle('mine')}>${t('note.mine')}</button>
        <button @click=${() => this.#settle('theirs')}>${t('note.theirs')}</button>
        <button @click=${() => this.#settle('both')}>${t('note.both')}</button>
      </div>
    </div>`;
  }
}

customElements.define('note-editor', NoteEditor);
