// @ts-check
/**
 * Parts of the page that are loaded when they are first needed. One that does not come is said to be
 * missing, with a way to try again; all the rest goes on.
 */
import { html } from 'lit';
import { pending } from './load-state.js';
import { messages } from '../services/messages.js';
import { t } from '../services/texts.js';

/** Whether they came, by name. @type {Map<string, boolean>} */
const parts = new Map();

/**
 * A part in its place.
 * @param {import('./page-element.js').PageElement} host that shows it
 * @param {string} name
 * @param {() => Promise<unknown>} load
 * @param {() => unknown} content
 * @param {unknown} [before] what stands there until it has come
 */
export function later(host, name, load, content, before = pending()) {
  const isThere = parts.get(name);
  if (isThere) {
    return content();
  }
  const is = (/** @type {boolean} */ came) => {
    parts.set(name, came);
    host.requestUpdate();
  };
  if (isThere === false) {
    return html`<div class="state" role="group" aria-label=${t('failed')}>
      <p>${t('part.failed')}</p>
      <button @click=${() => parts.delete(name) && host.requestUpdate()}>${t('again')}</button>
    </div>`;
  }
  load().then(
    () => is(true),
    (error) => {
      console.warn(error);
      is(false);
    },
  );
  return before;
}

/**
 * Does something for which a part is needed.
 * @param {() => Promise<unknown>} load
 * @param {() => unknown} act
 */
export async function withPart(load, act) {
  try {
    await load();
  } catch (error) {
    console.warn(error);
    const again = { name: t('again'), act: () => void withPart(load, act) };
    messages.add(t('part.failed'), { trouble: true, action: again });
    return;
  }
  await act();
}
