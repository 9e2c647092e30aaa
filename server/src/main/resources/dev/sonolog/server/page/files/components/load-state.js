// @ts-check
import { html } from 'lit';
import { ApiError } from '../services/api.js';
import { t } from '../services/texts.js';

/**
 * Something that is fetched: nothing yet, there, or failed. Each new request replaces the one before.
 * @template T
 */
export class Loading {
  /** @type {T | undefined} */
  value;
  /** @type {unknown} */
  error;
  isLoading = false;
  #changed;
  /** @type {AbortController | null} */
  #request = null;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * @param {(signal: AbortSignal) => Promise<T>} fetch
   * @returns {Promise<boolean>} whether it is there now
   */
  async load(fetch) {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.isLoading = true;
    this.#changed();
    try {
      const value = await fetch(request.signal);
      if (request.signal.aborted) {
        return false;
      }
      this.value = value;
      this.error = undefined;
      return true;
    } catch (error) {
      if (!request.signal.aborted) {
        this.error = error;
      }
      return false;
    } finally {
      if (this.#request === request) {
        this.isLoading = false;
        this.#changed();
      }
    }
  }

  stop() {
    this.#request?.abort();
  }
}

/**
 * What stands in the place of something that could not be fetched.
 * @param {unknown} error
 * @param {() => void} again
 */
export function failure(error, again) {
  const text = error instanceof Error && error.message !== '' ? error.message : t('unreachable');
  const status = error instanceof ApiError ? error.status : 0;
  return html`<div class="state" role="group" aria-label=${t('failed')}>
    <p>${status === 401 ? t('login.needed') : text}</p>
    <button @click=${again}>${t('again')}</button>
  </div>`;
}

/** What stands in the place of something that is being fetched. */
export const pending = () => html`<div class="state" aria-busy="true"><p>${t('loading')}</p></div>`;

/**
 * What stands in the place of nothing.
 * @param {string} text
 * @param {unknown} [more]
 */
export const nothing = (text, more = '') => html`<div class="state"><p>${text}</p>${more}</div>`;
