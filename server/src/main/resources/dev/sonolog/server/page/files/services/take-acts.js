// @ts-check
/** What a person does to takes that are over. A take is a span of a source: its recordings are looked up when they are needed. */
import { html } from 'lit';
import { address, change, get, part } from './api.js';
import { confirm } from './ask.js';
import { messages, tellTrouble } from './messages.js';
import { player } from './player.js';
import { recordingActs } from './recording-acts.js';
import { router } from './router.js';
import { t } from './texts.js';

/**
 * The recordings that a take lies in, the first in front.
 * @param {Take} take
 * @returns {Promise<Recording[]>}
 */
async function recordingsOf({ source, from, to }) {
  const found = await get('recordings', { source, from, to });
  return found.recordings.filter((/** @type {Recording} */ it) => it.state === 'sealed' || it.state === 'recording').reverse();
}

/**
 * Where a take begins in its first recording, in seconds.
 * @param {Take} take
 * @param {Recording} first
 */
const placeIn = ({ from }, first) => Math.max(0, (Date.parse(from ?? first.start) - Date.parse(first.start)) / 1000);

/** @param {Take} take */
export async function play(take) {
  await attempt(take, async ([first, ...more]) => {
    const end = (Date.parse(take.to ?? '') - Date.parse(first.start)) / 1000;
    const isWhole = more.length > 0 || Number.isNaN(end);
    await player.open(first, { at: placeIn(take, first), until: isWhole ? undefined : end });
  });
}

/** @param {Take} take */
export async function review(take) {
  await attempt(take, ([first]) => {
    router.go(`/recordings/${part(first.id)}?t=${placeIn(take, first).toFixed(1)}`);
  });
}

/** All of it in one file. @param {Take} take */
export const downloadOf = ({ id }) => address(`studio/takes/${part(id)}/audio`);

/**
 * @param {Take} take
 * @param {{name?: string, note?: string}} words
 * @returns {Promise<Take>}
 */
export const describe = (take, words) => change('PATCH', `studio/takes/${part(take.id)}`, words);

/**
 * Its recordings go into the trash, and can be had back. Of a source that is recorded all the while only the take is forgotten,
 * which cannot be undone, so that is asked first.
 * @param {Take} take
 * @param {boolean} isManual
 * @returns {Promise<boolean>} whether it was done
 */
export async function remove(take, isManual) {
  const question = { heading: t('studio.forget'), text: html`<p>${t('studio.forget.what')}</p>`, yes: t('studio.forget') };
  if (!isManual && !(await confirm(question))) {
    return false;
  }
  try {
    const ids = isManual ? (await recordingsOf(take)).map((it) => it.id) : [];
    await change('DELETE', `studio/takes/${part(take.id)}`);
    const undo = { name: t('undo'), act: () => void recordingActs.restore(ids) };
    messages.add(t(isManual ? 'studio.deleted' : 'studio.forgotten'), ids.length > 0 ? { action: undo } : {});
    return true;
  } catch (error) {
    tellTrouble(error);
    return false;
  }
}

/**
 * @param {Take} take
 * @param {(recordings: [Recording, ...Recording[]]) => unknown} act
 */
async function attempt(take, act) {
  try {
    const found = await recordingsOf(take);
    if (found.length === 0) {
      throw new Error(t('studio.take.gone'));
    }
    await act(/** @type {[Recording, ...Recording[]]} */ (found));
  } catch (error) {
    tellTrouble(error);
  }
}
