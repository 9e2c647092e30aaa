// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { inWords } from './forms.js';
import { ApiError, change, get } from '../services/api.js';
import { announce } from '../services/announce.js';
import { confirm } from '../services/ask.js';
import { messages } from '../services/messages.js';
import { Draft } from '../services/drafts.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';

/** @typedef {{line: number | null, key: string | null, message: string, severity: 'error' | 'warning'}} Problem */
/** @typedef {{differs: boolean, added: string[], changed: string[], removed: string[],
 *     restart: string[]}} Difference */
/** @typedef {{path: string, text: string, problems: Problem[], difference: Difference | null}} Configuration */

const PAUSE_MILLIS = 30_000;

/** What stands in the configuration file, what is wrong with it, and what a reload would change. For admins. */
class ConfigSettings extends PageElement {
  static properties = {
    isBusy: { state: true },
    trouble: { state: true },
    draft: { state: true },
    found: { state: true },
    isBack: { state: true },
  };

  constructor() {
    super();
    this.isBusy = false;
    this.trouble = '';
    /** @type {string | null} a text that is tried; null where none is */
    this.draft = null;
    /** @type {Problem[] | null} what was found in it */
    this.found = null;
    /** Whether it is from before this page was shown. */
    this.isBack = false;
    this.beginsOpen = false;
    /** The file as it was when the draft was begun. */
    this.base = '';
    /** @type {Draft<{text: string, base: string}>} */
    this.kept = new Draft('configuration');
    this.configuration = new Polled(
      this,
      async (signal) => /** @type {Configuration} */ (await get('configuration', {}, signal)),
      () => PAUSE_MILLIS,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    const before = this.kept.read();
    this.draft = before?.text ?? null;
    this.base = before?.base ?? '';
    this.isBack = before !== null;
    this.beginsOpen = this.isBack;
    const leave = (/** @type {BeforeUnloadEvent} */ event) => this.draft !== null && event.preventDefault();
    window.addEventListener('beforeunload', leave);
    this.atEnd(() => window.removeEventListener('beforeunload', leave));
    this.configuration.start(this);
  }

  render() {
    const { error, value } = this.configuration;
    if (value === undefined && error instanceof ApiError && error.status === 404) {
      return html`<p>${t('config.none')}</p>`;
    }
    return this.configuration.seen((it) => html`${this.#file(it)} ${this.#trial(it)}`);
  }

  /** @param {Configuration} it */
  #file(it) {
    const isWrong = it.problems.some((problem) => problem.severity === 'error');
    return html`
      <p class="path">${it.path}</p>
      <div id="config-state">${problems(it.problems)} ${difference(it.difference, isWrong)}</div>
      <p class="trouble" role="alert">${this.trouble}</p>
      <div class="buttons">
        <button
          class="main"
          aria-describedby="config-state"
          ?disabled=${this.isBusy}
          @click=${() => void this.#reload(it)}
        >
          ${t('config.reload')}
        </button>
        <button @click=${() => void this.configuration.now()}>${t('config.again')}</button>
      </div>
      <details>
        <summary>${t('config.text')}</summary>
        <p class="hint">${t('config.masked')}</p>
        <div class="scrolls" tabindex="0" role="region" aria-label=${t('config.text')}>
          <ol class="lines">
            ${it.text.split('\n').map((line) => html`<li><code>${line}</code></li>`)}
          </ol>
        </div>
      </details>
    `;
  }

  /** @param {Configuration} it */
  #trial(it) {
    return html`<details ?open=${this.beginsOpen}>
      <summary>${t('config.try')}</summary>
      ${this.isBack ? html`<p class="notice">${t('config.draft.back')}</p>` : ''}
      ${this.draft !== null && this.base !== it.text ? html`<p class="warn">◆ ${t('config.draft.old')}</p>` : ''}
      <p class="hint" id="draft-hint">${t('config.try.hint')}</p>
      <label class="wide"
        >${t('config.draft')}
        <textarea
          class="code"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="draft-hint"
          .value=${this.draft ?? it.text}
          @input=${(/** @type {any} */ e) => this.#type(e.target.value, it.text)}
        ></textarea>
      </label>
      ${this.found === null ? '' : problems(this.found, t('config.draft.fine'))}
      <div class="buttons">
        <button ?disabled=${this.isBusy} @click=${() => void this.#check(this.draft ?? it.text)}>
          ${t('config.check')}
        </button>
        ${this.draft === null
          ? ''
          : html`<button @click=${() => this.#forget()}>${t('config.draft.forget')}</button>`}
      </div>
    </details>`;
  }

  /**
   * @param {string} text
   * @param {string} now what stands in the file
   */
  #type(text, now) {
    this.base = this.draft === null ? now : this.base;
    this.draft = text === now ? null : text;
    this.found = null;
    this.kept.write(this.draft === null ? null : { text, base: this.base });
  }

  #forget() {
    this.draft = null;
    this.found = null;
    this.isBack = false;
    this.kept.write(null);
    this.querySelector('textarea')?.focus();
  }

  /** @param {string} text */
  async #check(text) {
    await this.#busy(async () => {
      this.found = (await change('POST', 'configuration/check', { text })).problems;
      const count = this.found?.length ?? 0;
      announce(count === 0 ? t('config.draft.fine') : t('config.found', { count }));
    });
  }

  /** @param {Configuration} it */
  async #reload({ difference: what }) {
    const restarted = [...(what?.changed ?? []), ...(what?.removed ?? [])];
    const text = restarted.length === 0 ? '' : t('config.reload.sure', { sources: restarted.join(', ') });
    const heading = t('config.reload');
    if (text !== '' && !(await confirm({ heading, text, yes: heading }))) {
      return;
    }
    await this.#busy(async () => {
      messages.add((await change('POST', 'configuration/reload')).message);
      await this.configuration.now();
    });
  }

  /** @param {() => Promise<void>} act */
  async #busy(act) {
    this.isBusy = true;
    this.trouble = '';
    try {
      await act();
    } catch (error) {
      this.trouble = inWords(error);
    } finally {
      this.isBusy = false;
    }
  }
}

/**
 * @param {Problem[]} all
 * @param {string} [fine] what is said where there is none
 */
function problems(all, fine = t('config.fine')) {
  return all.length === 0
    ? html`<p class="good">● ${fine}</p>`
    : html`<ul class="plain">
        ${all.map(
          ({ line, key, message, severity }) => html`<li class="path">
            <span class=${severity === 'error' ? 'bad' : 'warn'}
              >${severity === 'error' ? '▲' : '◆'} ${t('config.' + severity)}</span
            >
            ${line === null ? '' : t('config.line', { line })}${key === null ? '' : html` <code>${key}</code>`}:
            ${message}
          </li>`,
        )}
      </ul>`;
}

/**
 * @param {Difference | null} it
 * @param {boolean} isWrong
 */
function difference(it, isWrong) {
  if (it === null) {
    return html`<p>${isWrong ? t('config.wrong') : t('config.unknown')}</p>`;
  }
  if (!it.differs) {
    return html`<p>${t('config.same')}</p>`;
  }
  const parts = /** @type {const} */ (['added', 'changed', 'removed', 'restart'])
    .filter((part) => it[part].length > 0)
    .map((part) => html`<li>${t('config.' + part, { names: it[part].join(', ') })}</li>`);
  return html`<p>${t('config.differs')}</p>
    <ul>
      ${parts.length > 0 ? parts : html`<li>${t('config.other')}</li>`}
    </ul>`;
}

customElements.define('config-settings', ConfigSettings);
