// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Polled } from './polled.js';
import { nothing } from './load-state.js';
import { change, get } from '../services/api.js';
import { tellTrouble } from '../services/messages.js';
import { link } from '../services/router.js';
import { session } from '../services/session.js';
import { t } from '../services/texts.js';
import { percent } from '../lib/format.js';

/** @typedef {{id: number, source: string, recording: string, file: string, kind: string, asked: boolean,
 *     state: string, percent: number | null}} Job */
/** @typedef {{jobs: Job[], failures: {source: string, file: string, reason: string}[]}} Jobs */

const BUSY_MILLIS = 3000;
const IDLE_MILLIS = 15_000;
const SHOWN = 20;

/** What is measured, what waits for it, and what cannot be. */
class JobStatus extends PageElement {
  static properties = { shown: { state: true }, shownFailures: { state: true } };

  constructor() {
    super();
    this.shown = SHOWN;
    this.shownFailures = SHOWN;
    this.jobs = new Polled(
      this,
      async (signal) => /** @type {Jobs} */ (await get('jobs', {}, signal)),
      (value) => (value && value.jobs.length > 0 ? BUSY_MILLIS : IDLE_MILLIS),
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'change');
    this.jobs.start(this);
  }

  render() {
    return this.jobs.seen(({ jobs, failures }) => html`${this.#jobs(jobs)} ${this.#failures(failures)}`);
  }

  /** @param {Job[]} jobs */
  #jobs(jobs) {
    if (jobs.length === 0) {
      return nothing(t('jobs.none'));
    }
    const running = jobs.filter((it) => it.state === 'running').length;
    const mayEnd = session.may('operator');
    return html`<p>${t('jobs.are', { running, waiting: jobs.length - running })}</p>
      <div class="scrolls" tabindex="0" role="region" aria-label=${t('jobs')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t('jobs.recording')}</th>
              <th scope="col">${t('jobs.kind')}</th>
              <th scope="col">${t('jobs.state')}</th>
              ${mayEnd ? html`<th scope="col"><span class="unseen">${t('jobs.end')}</span></th>` : ''}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              jobs.slice(0, this.shown),
              (it) => it.id,
              (it) => this.#job(it, mayEnd),
            )}
          </tbody>
        </table>
      </div>
      ${more(jobs.length, this.shown, () => (this.shown += 5 * SHOWN))}`;
  }

  /**
   * @param {Job} job
   * @param {boolean} mayEnd
   */
  #job(job, mayEnd) {
    return html`<tr>
      <th scope="row">
        <a href=${link('/recordings/' + encodeURIComponent(job.recording))}>${job.source} · ${job.file}</a>
      </th>
      <td>${t('jobs.' + job.kind)}${job.asked ? ', ' + t('jobs.asked') : ''}</td>
      <td class="number">
        ${job.state === 'running'
          ? html`${t('jobs.running')}${job.percent === null ? '' : ' ' + percent(job.percent)}`
          : t('jobs.waiting')}
      </td>
      ${mayEnd
        ? html`<td>
            <button aria-label=${t('jobs.end.of', { file: job.file })} @click=${() => void this.#end(job)}>
              ${t('jobs.end')}
            </button>
          </td>`
        : ''}
    </tr>`;
  }

  /** @param {Job} job */
  async #end(job) {
    try {
      await change('DELETE', `jobs/${job.id}`);
    } catch (error) {
      tellTrouble(error);
    }
    await this.jobs.now();
    await this.updateComplete;
    const next = /** @type {HTMLElement | null} */ (this.querySelector('td button'));
    (next ?? /** @type {HTMLElement | null} */ (this.closest('section')?.querySelector('h2')))?.focus();
  }

  /** @param {Jobs['failures']} failures */
  #failures(failures) {
    return failures.length === 0
      ? ''
      : html`<h3>${t('jobs.failed', { count: failures.length })}</h3>
          <ul class="plain">
            ${failures
              .slice(0, this.shownFailures)
              .map((it) => html`<li><span class="path">${it.source} · ${it.file}</span>: ${it.reason}</li>`)}
          </ul>
          ${more(failures.length, this.shownFailures, () => (this.shownFailures += 5 * SHOWN))}`;
  }
}

/**
 * @param {number} count
 * @param {number} shown
 * @param {() => void} act
 */
export const more = (count, shown, act) =>
  count > shown
    ? html`<p><button @click=${act}>${t('status.more', { count: count - shown })}</button></p>`
    : '';

customElements.define('job-status', JobStatus);
