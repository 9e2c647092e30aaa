// @ts-check
import { tellTrouble } from '../services/messages.js';
import { t } from '../services/texts.js';

/**
 * Sends a form: as long as it is on its way it cannot be sent again, and what went wrong stands
 * beside it.
 * @param {{isBusy: boolean, trouble: string}} host
 * @param {SubmitEvent} event
 * @param {(value: (name: string) => string) => Promise<unknown>} send gets what was typed, passwords as they are and
 *     other text without the spaces around it
 * @returns {Promise<boolean>} whether it was done; the form is empty again then
 */
export async function submitted(host, event, send) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const data = new FormData(form);
  host.isBusy = true;
  host.trouble = '';
  try {
    const isDone = (await send((name) => typed(form, String(data.get(name) ?? ''), name))) !== false;
    if (isDone) {
      form.reset();
    }
    return isDone;
  } catch (error) {
    host.trouble = inWords(error);
    return false;
  } finally {
    host.isBusy = false;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {string} name
 */
const typed = (form, text, name) =>
  /** @type {any} */ (form.elements.namedItem(name))?.type === 'password' ? text : text.trim();

/** @param {unknown} error */
export const inWords = (error) => (error instanceof Error && error.message !== '' ? error.message : t('unreachable'));

/**
 * Puts a text where it can be pasted from.
 * @param {string} text
 * @param {HTMLElement} shown where it stands on the page, for browsers that do not let a page do it
 * @returns {Promise<boolean>}
 */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown); // without TLS there is no clipboard: it is at least chosen
    return document.execCommand('copy');
  }
}

/**
 * Does something, and tells where it does not work.
 * @param {() => Promise<unknown>} act
 */
export async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    tellTrouble(error);
    return false;
  }
}
