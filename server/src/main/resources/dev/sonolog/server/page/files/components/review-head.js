// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { address, change, get, part } from '../services/api.js';
import { confirm, messages, tellTrouble } from '../services/ask.js';
import { announce } from '../services/announce.js';
import { link, router } from '../services/router.js';
import { player } from '../services/player.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { bytes, length } from '../lib/format.js';
import { clock, dayInWords, dayOf, stamp } from '../lib/time.js';
import { timeThere } from '../lib/clip-label.js';

/** So many hours must be typed for to be deleted. */
const MANY_SECONDS = 10 * 3600;

/** Which recording this is, and what is done with it as a whole. */
class ReviewHead extends PageElement {
  static properties = { review: { attribute: false }, around: { state: true }, isBusy: { state: true } };
  #askedFor = '';

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {{before: Recording | null, after: Recording | null}} */
    this.around = { before: null, after: null };
    this.isBusy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(this.review, 'change');
    this.watch(this.review, 'recording', () => void this.#lookAround());
    this.watch(session, 'change');
    this.watch(sources, 'change');
    this.watch(player, 'change');
    void this.#lookAround();
  }

  /** Which recordings of the source lie before and behind this one. */
  async #lookAround() {
    const { recording, start, isGrowing, seconds } = this.review;
    const key = `${recording?.state} ${recording?.end}`;
    if (!recording || this.#askedFor === key) {
      return;
    }
    this.#askedFor = key;
    const at = async (/** @type {number} */ instant, /** @type {'before' | 'after'} */ side) => {
      const time = new Date(instant).toISOString();
      const moment = await get(`sources/${part(recording.source)}/at`, { time });
      return moment.recording && moment.recording.id !== recording.id ? moment.recording : moment[side];
    };
    try {
      const end = recording.end === null ? start + seconds * 1000 : Date.parse(recording.end);
      const [before, after] = await Promise.all([at(start - 2, 'before'), isGrowing ? null : at(end + 2, 'after')]);
      const isOther = (/** @type {Recording | null} */ it) => (it && it.id !== recording.id ? it : null);
      this.around = { before: isOther(before), after: isOther(after) };
    } catch {
      this.#askedFor = ''; // looked for again with the next change
    }
  }

  /** To the recording behind this one. */
  goNext() {
    if (this.around.after) {
      router.go(`/recordings/${part(this.around.after.id)}`);
    } else {
      announce(t('review.last'));
    }
  }

  get hasNext() {
    return this.around.after !== null;
  }

  async togglePin() {
    const { recording } = this.review;
    if (!recording || !session.may('operator') || this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      const answer = recording.pinned
        ? await change('DELETE', 'pins', undefined, { ids: recording.id })
        : await change('POST', 'pins', { ids: [recording.id] });
      const result = answer.results[0];
      if (!result.done) {
        throw new Error(result.reason ?? '');
      }
      await this.review.look();
      announce(t(this.review.recording?.pinned ? 'review.pinned.now' : 'review.unpinned.now'));
    } catch (error) {
      tellTrouble(error);
    }
    this.isBusy = false;
  }

  async #delete() {
    const { recording, seconds, start, zone } = this.review;
    if (!recording) {
      return;
    }
    const name = `${recording.source} ${stamp(start, zone)}`;
    const isWanted = await confirm({
      heading: t('review.delete.ask'),
      text: t('review.delete.text', { name, length: length(seconds), size: bytes(recording.bytes) }),
      yes: t('review.delete'),
      danger: true,
      typed: seconds > MANY_SECONDS ? recording.source : undefined,
    });
    if (!isWanted) {
      return;
    }
    try {
      const result = await change('DELETE', `recordings/${part(recording.id)}`);
      if (!result.done) {
        throw new Error(result.reason ?? '');
      }
      if (this.review.isHere) {
        player.close();
      }
      const action = { name: t('undo'), act: () => void restore(recording.id) };
      messages.add(t('review.deleted', { name }), { action });
      router.go('/recordings');
    } catch (error) {
      tellTrouble(error);
    }
  }

  async #copyLink() {
    const path = link(`/recordings/${part(this.review.id)}`, { t: this.review.place.toFixed(1) });
    const url = new URL(path, location.href);
    try {
      await navigator.clipboard.writeText(url.href);
      messages.add(t('review.copied'));
    } catch {
      messages.add(url.href); // an address without https may not write to the clipboard
    }
  }

  render() {
    const { recording, zone, start, seconds, isGrowing, isThere } = this.review;
    if (!recording) {
      return '';
    }
    const end = start + seconds * 1000;
    const isOtherDay = dayOf(start, zone) !== dayOf(end - 1, zone);
    const until = `${isOtherDay ? dayOf(end, zone) + ' ' : ''}${timeThere(end, zone)}`;
    return html`<div class="review-head">
      <div>
        <h1 tabindex="-1">
          ${recording.source} <span class="day">${dayInWords(dayOf(start, zone))}</span>
          <span class="span"
            >${timeThere(start, zone)}${isGrowing ? '' : ` – ${until}`}</span
          >
        </h1>
        <p class="facts-line">
          ${isGrowing
            ? html`<span class="badge rec">● REC</span>
                <span>${t('review.until', { time: clock(end, zone) })}</span>
                ${this.review.isStale ? html`<span class="bad">${t('review.stale')}</span>` : ''}
                <button @click=${() => void this.review.jumpToLive()}>${t('review.live')}</button>`
            : ''}
          <span>${length(seconds)}</span> <span class="muted">${bytes(recording.bytes)}</span>
          ${recording.pinned ? html`<span class="badge">${t('review.pinned')}</span>` : ''}
          ${recording.estimated
            ? html`<span class="badge" title=${t('details.estimated')}>${t('review.estimated')}</span>`
            : ''}
          ${isThere ? '' : html`<span class="badge bad">${t('details.state.' + recording.state)}</span>`}
        </p>
      </div>
      <div class="buttons">${this.#neighbours()} ${this.#actions()}</div>
    </div>`;
  }

  #neighbours() {
    const entry = (/** @type {Recording | null} */ it, /** @type {string} */ name) =>
      it
        ? html`<a
            class="button"
            href=${link(`/recordings/${part(it.id)}`)}
            title=${stamp(Date.parse(it.start), this.review.zone)}
            >${name}</a
          >`
        : html`<button disabled>${name}</button>`;
    return html`${entry(this.around.before, t('review.before'))} ${entry(this.around.after, t('review.after'))}`;
  }

  #actions() {
    const { recording, isThere, id } = this.review;
    const mayChange = session.may('operator');
    return html`${mayChange && isThere
      ? html`<button
            aria-pressed=${recording?.pinned === true}
            ?disabled=${this.isBusy}
            @click=${() => void this.togglePin()}
          >
            ${t('review.pin')}
          </button>
          <button @click=${() => this.dispatchEvent(new Event('export', { bubbles: true }))}>
            ${t('review.export')}
          </button>`
      : ''}
      <details
        class="more"
        @focusout=${(/** @type {any} */ e) =>
          e.relatedTarget && !e.currentTarget.contains(e.relatedTarget) && close(e.currentTarget)}
        @keydown=${(/** @type {any} */ e) => {
          if (e.key === 'Escape' && e.currentTarget.open) {
            close(e.currentTarget);
            e.currentTarget.querySelector('summary').focus();
            e.stopPropagation();
          }
        }}
        @click=${(/** @type {any} */ e) => e.target.closest('summary') || close(e.currentTarget)}
      >
        <summary class="button">${t('review.more.actions')}</summary>
        <div class="more-menu">
          ${isThere
            ? html`<a class="button" download href=${address(`recordings/${part(id)}/audio`, { download: 1 })}
                >${t('review.download')}</a
              >`
            : ''}
          <button @click=${() => void this.#copyLink()}>${t('review.copy')}</button>
          ${mayChange && recording?.state === 'trashed'
            ? html`<button @click=${() => void restore(id).then(() => this.review.look())}>
                ${t('review.restore')}
              </button>`
            : ''}
          ${mayChange && recording?.state === 'sealed'
            ? html`<button class="danger" ?disabled=${recording.pinned} @click=${() => void this.#delete()}>
                ${t('review.delete')}
              </button>`
            : ''}
        </div>
      </details>`;
  }
}

/** @param {HTMLDetailsElement} details */
const close = (details) => (details.open = false);

/** @param {string} id */
async function restore(id) {
  try {
    const answer = await change('POST', 'trash/restore', { ids: [id] });
    if (!answer.results[0].done) {
      throw new Error(answer.results[0].reason ?? '');
    }
    router.go(`/recordings/${part(id)}`);
  } catch (error) {
    tellTrouble(error);
  }
}

customElements.define('review-head', ReviewHead);
