// @ts-check
import { html } from 'lit';
import { settings } from '../services/settings.js';
import { speedsWith } from '../lib/speeds.js';

/** How fast it is heard; the label is around it. */
export function speedChoice() {
  const now = settings.get('speed');
  return html`<select @change=${(/** @type {any} */ e) => settings.set('speed', Number(e.target.value))}>
    ${speedsWith(now).map((it) => html`<option value=${it} ?selected=${it === now}>${it}×</option>`)}
  </select>`;
}
