// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { Loading, failure, nothing, pending } from './load-state.js';
import { change, get } from '../services/api.js';
import { confirm } from '../services/ask.js';
import { messages, tellTrouble } from '../services/messages.js';
import { live } from '../services/live.js';
import { recordingActs } from '../services/recording-acts.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { knows, t } from '../services/texts.js';
import { bytes, length, spokenLength } from '../lib/format.js';
import { total } from '../lib/recording-days.js';
import { stamp } from '../lib/time.js';

/** @typedef {{recording: Recording, cause: string, deleted: string}} Trashed */

const ROWS = 200;
const SOON_MILLIS = 700;

/** What was deleted and can be restored. */
class TrashList extends PageElement {
  static properties = { rows: { state: true } };
  #timer = 0;

  constructor() {
    super();
    this.rows = ROWS;
    /** @type {Loading<{bytes: number, recordings: Trashed[]}>} */
    this.trash = new Loading(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(recordingActs, 'restored', () => void this.#load());
    this.watch(recordingActs, 'done', () => void this.#load());
    this.watch(live, 'hello', () => void this.#load());
    this.watch(live, 'recordings', () => this.#soon());
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.atEnd(() => (clearTimeout(this.#timer), this.trash.stop()));
    void sources.need();
    void this.#load();
  }

  #load() {
    return this.trash.load((signal) => get('trash', {}, signal));
  }

  /** Several changes at once are one. */
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), SOON_MILLIS);
  }

  /** How much there is, in words. */
  #sum() {
    const { recordings, bytes: size } = this.trash.value ?? { recordings: [], bytes: 0 };
    const { seconds } = total(recordings.map((it) => it.recording));
    return { count: recordings.length, length: spokenLength(seconds), size: bytes(size) };
  }

  render() {
    const { value, error } = this.trash;
    if (value === undefined) {
      return error === undefined ? pending() : failure(error, () => void this.#load());
    }
    const list = value.recordings;
    return html`${error === undefined ? '' : failure(error, () => void this.#load())}
      ${list.length === 0
        ? nothing(t('recs.trash.empty'))
        : html`<div class="buttons">
              <strong id="trash-sum" tabindex="-1">${t('recs.day.sum', this.#sum())}</strong>
              ${session.may('operator')
                ? html`<button @click=${() => void recordingActs.restore(list.map((it) => it.recording.id))}>
                      ${t('recs.restore.all')}
                    </button>
                    <button class="bad" @click=${() => void this.#empty()}>
                      ${t('recs.trash.clear')}
                    </button>`
                : ''}
            </div>
            ${this.#table(list)}`}`;
  }

  /** @param {Trashed[]} list */
  #table(list) {
    const can = session.may('operator');
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('recs.trash')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t('recs.times')}</th>
              <th scope="col">${t('recs.source')}</th>
              <th scope="col" class="number">${t('recs.length')}</th>
              <th scope="col" class="number">${t('recs.size')}</th>
              <th scope="col">${t('recs.trash.deleted')}</th>
              ${can ? html`<th scope="col"><span class="unseen">${t('recs.actions')}</span></th>` : ''}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              list.slice(0, this.rows),
              (it) => it.recording.id,
              (it) => this.#row(it, can),
            )}
          </tbody>
        </table>
      </div>
      ${list.length > this.rows
        ? html`<button @click=${() => (this.rows += ROWS)}>
            ${t('recs.rows.more', { count: list.length - this.rows })}
          </button>`
        : ''}`;
  }

  /**
   * @param {Trashed} it
   * @param {boolean} can
   */
  #row({ recording, cause, deleted }, can) {
    const zone = sources.zoneOf(recording.source);
    const from = stamp(Date.parse(recording.start), zone);
    const why = 'cause.' + cause.replaceAll(' ', '.');
    return html`<tr>
      <th scope="row">${from}</th>
      <td>${recording.source}</td>
      <td class="number">${recording.seconds === null ? '—' : length(recording.seconds)}</td>
      <td class="number">${bytes(recording.bytes)}</td>
      <td>
        ${stamp(Date.parse(deleted), zone)}${cause === 'deleted' ? '' : ', ' + (knows(why) ? t(why) : cause)}
      </td>
      ${can
        ? html`<td>
            <button
              aria-label="${t('recs.restore')} ${recording.source} ${from}"
              @click=${() => void this.#restore(recording.id)}
            >
              ${t('recs.restore')}
            </button>
          </td>`
        : ''}
    </tr>`;
  }

  /** @param {string} id */
  async #restore(id) {
    await recordingActs.restore([id]);
    await this.#load();
    await this.updateComplete;
    const rest = /** @type {HTMLElement | null} */ (this.querySelector('tbody button') ?? document.querySelector('main h1'));
    rest?.focus();
  }

  /** All goes, not only what was seen: how much that is is looked up before it is asked. */
  async #empty() {
    clearTimeout(this.#timer);
    await this.#load();
    if (this.trash.error !== undefined) {
      tellTrouble(this.trash.error);
      return;
    }
    const isSure = await confirm({
      heading: t('recs.trash.clear'),
      text: html`<p>${t('recs.trash.sure', this.#sum())}</p>`,
      yes: t('recs.trash.clear'),
      danger: true,
      typed: t('recs.delete.word'),
    });
    if (!isSure) {
      return;
    }
    try {
      const report = await change('DELETE', 'trash');
      messages.add(t('recs.trash.cleared', { count: report.done, size: bytes(report.bytes) }));
      /** @type {{file: string, reason: string}[]} */ (report.refused).forEach((it) =>
        tellTrouble(new Error(`${it.file}: ${it.reason}`)),
      );
    } catch (error) {
      tellTrouble(error);
    }
    await this.#load();
    /** @type {HTMLElement | null} */ (document.querySelector('main h1'))?.focus();
  }
}
customElements.define('trash-list', TrashList);
