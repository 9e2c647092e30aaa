// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { failure, pending } from './load-state.js';
import { clips } from '../services/clips.js';
import { sections } from '../services/sections.js';
import { settings } from '../services/settings.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import './cut-panel.js';
import './note-editor.js';
import './recording-facts.js';
import './section-chips.js';
import './small-wave.js';

/** @typedef {import('../services/clips.js').Clip} Clip */

/** Whether this server keeps notes: an older one says that there is no such address. */
let keepsNotes = true;

/** What is unfolded below a recording in the list. */
class UnfoldedRecording extends PageElement {
  static properties = { recording: { attribute: false } };

  constructor() {
    super();
    /** @type {Recording | null} */
    this.recording = null;
    /** @type {Sections | null} */
    this.found = null;
    /** @type {unknown} */
    this.error = undefined;
    this.loaded = '';
    this.run = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(settings, 'change');
  }

  updated() {
    const wanted = JSON.stringify([this.recording?.id, this.recording?.state, settings.get('analysis')]);
    if (this.recording !== null && wanted !== this.loaded) {
      this.loaded = wanted;
      void this.#load();
    }
  }

  async #load(anew = false) {
    const run = ++this.run;
    const of = /** @type {Recording} */ (this.recording);
    let error;
    try {
      const found = await sections.ofRecording(of, { anew });
      this.found = run === this.run ? found : this.found;
    } catch (cause) {
      error = cause;
    }
    if (run === this.run) {
      this.error = error;
      this.requestUpdate();
    }
  }

  /** Shows where the cut is typed in. */
  async cut() {
    await this.updateComplete;
    const panel = /** @type {any} */ (this.querySelector('cut-panel'));
    await panel?.updateComplete;
    panel?.focusStart();
  }

  render() {
    const of = this.recording;
    if (of === null) {
      return '';
    }
    return html`<div class="detail">
      <small-wave .recording=${of} .list=${this.found?.sections ?? []}></small-wave>
      <section>
        <h3>${t('recs.sections')}</h3>
        ${this.#sections(of)}
      </section>
      <div class="columns">
        <div>
          <cut-panel .recording=${of}></cut-panel>
          ${this.#note(of)}
        </div>
        <div><recording-facts .recording=${of}></recording-facts></div>
      </div>
    </div>`;
  }

  /** @param {Recording} of */
  #note(of) {
    if (!keepsNotes) {
      return '';
    }
    const review = { id: of.id, recording: of, zone: sources.zoneOf(of.source) };
    return html`<note-editor .review=${review} @missing=${() => this.#keepsNone()}></note-editor>`;
  }

  #keepsNone() {
    keepsNotes = false;
    this.requestUpdate();
  }

  /** @param {Recording} of */
  #sections(of) {
    if (this.found === null) {
      return this.error === undefined ? pending() : failure(this.error, () => void this.#load(true));
    }
    const { unmeasured, sections: list } = this.found;
    const clipsOf = list.map((it) => ({ ...it, source: of.source }));
    return html`${this.error === undefined ? '' : failure(this.error, () => void this.#load(true))}
      ${unmeasured.length > 0
        ? html`<p class="muted">
            ${t('recs.not.measured', { reason: unmeasured[0].reason })}
            <button @click=${() => void this.#load(true)}>${t('again')}</button>
          </p>`
        : html`<section-chips
              .list=${clipsOf}
              @choose=${(/** @type {any} */ e) => this.#choose(of, clipsOf, e.detail)}
            ></section-chips>
            ${of.state === 'recording'
              ? html`<button @click=${() => void this.#load(true)}>${t('recs.look.again')}</button>`
              : ''}`}`;
  }

  /**
   * @param {Recording} of
   * @param {Clip[]} list
   * @param {number} at
   */
  #choose(of, list, at) {
    /** @type {any} */ (this.querySelector('cut-panel'))?.fill(list[at]);
    void clips.open(`${of.source} ${of.file}`, list, { at });
  }
}
customElements.define('unfolded-recording', UnfoldedRecording);
