// @ts-check
import { live } from 'lit/directives/live.js';

/**
 * What a field shows: its value, but as long as somebody is in it, what is typed. The element must
 * render again when the field is left.
 * @param {HTMLElement} host
 * @param {string} selector of the field
 * @param {string} value
 */
export function typedValue(host, selector, value) {
  const field = /** @type {HTMLInputElement | null} */ (host.querySelector(selector));
  return live(field !== null && field === document.activeElement ? field.value : value);
}
