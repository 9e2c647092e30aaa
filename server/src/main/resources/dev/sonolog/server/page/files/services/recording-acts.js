// @ts-check
/**
 * What a person does to recordings. Whoever shows them listens: the event "done" tells the ids and
 * what they are now, or null where they are not there any more; "restored" that some came back, and
 * which where that is known.
 */
import { html } from 'lit';
import { address, change, part } from './api.js';
import { confirm } from './ask.js';
import { messages, tellTrouble } from './messages.js';
import { player } from './player.js';
import { link } from './router.js';
import { sources } from './sources.js';
import { t } from './texts.js';
import { bytes, spokenLength } from '../lib/format.js';
import { deletable, total } from '../lib/recording-days.js';
import { stamp } from '../lib/time.js';

/** A body may have 64 KiB, an address less. */
const AT_ONCE = 500;
const IN_ADDRESS = 40;
/** So much at once is deleted only by who types it. */
const TYPED_SECONDS = 10 * 3600;

/** @typedef {{id: string, done: boolean, reason: string | null}} Result */

class RecordingActs extends EventTarget {
  /**
   * @param {string[]} ids
   * @param {boolean} pinned
   */
  async pin(ids, pinned) {
    const send = (/** @type {string[]} */ some) =>
      pinned ? change('POST', 'pins', { ids: some }) : change('DELETE', 'pins', undefined, { ids: some.join(',') });
    const done = await this.#inParts(ids, pinned ? AT_ONCE : IN_ADDRESS, send);
    if (done.length > 0) {
      this.#tell('done', { ids: done, what: { pinned } });
      messages.add(t(pinned ? 'recs.pinned' : 'recs.unpinned', { count: done.length }));
    }
  }

  /**
   * Asks, deletes, and offers to undo it.
   * @param {Recording[]} recordings
   * @returns {Promise<boolean>} whether something was deleted
   */
  async remove(recordings) {
    const { pinned, running, free } = deletable(recordings);
    const left = [
      pinned.length > 0 ? t('recs.delete.pinned', { count: pinned.length }) : '',
      running.length > 0 ? t('recs.delete.running', { count: running.length }) : '',
    ].filter((it) => it !== '');
    if (free.length === 0) {
      messages.add(left.join(' ') || t('recs.delete.none'), { trouble: true });
      return false;
    }
    const { seconds, bytes: size } = total(free);
    const what = { count: free.length, length: spokenLength(seconds), size: bytes(size) };
    const isSure = await confirm({
      heading: t('recs.delete.heading', what),
      text: html`${free.length === 1 ? html`<p>${nameOf(free[0])}</p>` : ''}
        <p>${t('recs.delete.what', what)}</p>
        ${left.map((it) => html`<p>${it}</p>`)}
        <p class="hint">${t('recs.delete.trash')}</p>`,
      yes: t('recs.delete'),
      danger: true,
      typed: seconds > TYPED_SECONDS ? t('recs.delete.word') : undefined,
    });
    return isSure && this.#remove(free);
  }

  /** @param {Recording[]} recordings */
  async #remove(recordings) {
    const ids = recordings.map((it) => it.id);
    const done = await this.#inParts(ids, AT_ONCE, (some) => change('POST', 'recordings/delete', { ids: some }));
    if (done.length > 0) {
      if (done.includes(player.recording?.id ?? '')) {
        player.close();
      }
      this.#tell('done', { ids: done, what: null });
      const undo = { name: t('undo'), act: () => void this.restore(done, recordings) };
      messages.add(t('recs.deleted', { count: done.length }), { action: undo });
    }
    return done.length > 0;
  }

  /**
   * @param {string[]} ids from the trash
   * @param {Recording[]} [recordings] as they were, where that is known
   */
  async restore(ids, recordings) {
    const done = await this.#inParts(ids, AT_ONCE, (some) => change('POST', 'trash/restore', { ids: some }));
    if (done.length > 0) {
      this.#tell('restored', { recordings: recordings?.filter((it) => done.includes(it.id)) });
      messages.add(t('recs.restored', { count: done.length }));
    }
  }

  /**
   * Says that the person has heard them.
   * @param {Recording[]} recordings
   * @param {boolean} [reviewed]
   */
  async review(recordings, reviewed = true) {
    const ended = recordings.filter((it) => it.end !== null);
    const done = [];
    try {
      for (const { id, source, start, end } of ended) {
        await change('POST', `sources/${part(source)}/reviewed`, { from: start, to: end, reviewed });
        done.push(id);
      }
    } catch (error) {
      tellTrouble(error);
    }
    if (done.length > 0) {
      this.#tell('done', { ids: done, what: { reviewed: reviewed ? 1 : 0 } });
      messages.add(t(reviewed ? 'recs.reviewed' : 'recs.unreviewed', { count: done.length }));
    }
  }

  /**
   * @param {Recording} recording
   * @param {string} [place] in it, in seconds
   */
  async copyLink(recording, place) {
    const url = new URL(link(`/recordings/${part(recording.id)}`, { t: place }), location.href).href;
    try {
      await navigator.clipboard.writeText(url);
      messages.add(t('recs.copied'));
    } catch {
      // without TLS a browser does not let it be copied
      const text = html`<label>${t('recs.link')}<input readonly .value=${url} /></label>`;
      await confirm({ heading: t('recs.copy'), text, yes: t('close') });
    }
  }

  /**
   * @param {string[]} ids
   * @param {number} size
   * @param {(ids: string[]) => Promise<{results: Result[]}>} send
   * @returns {Promise<string[]>} those that it was done to
   */
  async #inParts(ids, size, send) {
    /** @type {Result[]} */
    const results = [];
    try {
      for (let i = 0; i < ids.length; i += size) {
        results.push(...(await send(ids.slice(i, i + size))).results);
      }
    } catch (error) {
      tellTrouble(error);
    }
    const reasons = new Set(results.filter((it) => !it.done).map((it) => it.reason ?? ''));
    reasons.forEach((it) => tellTrouble(new Error(it)));
    return results.filter((it) => it.done).map((it) => it.id);
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** @param {Recording} recording */
const nameOf = ({ source, start }) => `${source} ${stamp(Date.parse(start), sources.zoneOf(source))}`;

export const recordingActs = new RecordingActs();

/**
 * The file as it was recorded.
 * @param {Recording} recording
 */
export const originalFile = (recording) => address(`recordings/${part(recording.id)}/audio`, { download: 1 });
