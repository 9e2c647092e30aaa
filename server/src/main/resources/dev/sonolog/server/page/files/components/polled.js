// @ts-check
import { html } from 'lit';
import { Loading, failure, pending } from './load-state.js';
import { live } from '../services/live.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { clock } from '../lib/time.js';

/**
 * Something that is fetched again and again while it is looked at. What is there stays until there
 * is something newer.
 * @template T
 * @extends Loading<T>
 */
export class Polled extends Loading {
  /** When it was fetched last, in milliseconds since 1970. */
  asOf = 0;
  #fetch;
  #pause;
  #timer = 0;
  #isRunning = false;

  /**
   * @param {import('./page-element.js').PageElement} host rendered anew whenever something changed
   * @param {(signal: AbortSignal) => Promise<T>} fetch
   * @param {(value: T | undefined) => number} pause in milliseconds, until it is fetched again
   */
  constructor(host, fetch, pause) {
    super(() => host.requestUpdate());
    this.#fetch = fetch;
    this.#pause = pause;
  }

  /**
   * For a host's connectedCallback.
   * @param {import('./page-element.js').PageElement} host
   */
  start(host) {
    this.#isRunning = true;
    host.watch(document, 'visibilitychange', () => this.#arrange());
    host.watch(live, 'hello', () => void this.now());
    host.watch(session, 'loggedIn', () => void this.now());
    host.atEnd(() => {
      this.#isRunning = false;
      clearTimeout(this.#timer);
      this.stop();
    });
    void this.now();
  }

  /** Fetches it at once. */
  async now() {
    clearTimeout(this.#timer);
    if (await this.load(this.#fetch)) {
      this.asOf = Date.now();
    }
    if (!this.isLoading) {
      this.#again();
    }
  }

  /** Fetches it in a moment: several reasons to do so are one. */
  soon() {
    if (this.#isRunning && !document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.now(), 300);
    }
  }

  #again() {
    clearTimeout(this.#timer);
    if (this.#isRunning && !document.hidden) {
      this.#timer = setTimeout(() => void this.now(), this.#pause(this.value));
    }
  }

  #arrange() {
    if (document.hidden) {
      clearTimeout(this.#timer);
    } else if (this.#isRunning) {
      void this.now();
    }
  }

  /**
   * What is seen of it: it itself, that it comes, or that it does not.
   * @param {(value: T) => unknown} show
   */
  seen(show) {
    if (this.value === undefined) {
      return this.error === undefined ? pending() : failure(this.error, () => void this.now());
    }
    return html`${this.error === undefined
      ? ''
      : html`<p class="stale">
          ${t('status.stale', { time: clock(this.asOf, sources.zone) })}
          <button @click=${() => void this.now()}>${t('again')}</button>
        </p>`}
    ${show(this.value)}`;
  }
}
