// @ts-check
/** The selection on the waveform: its ground and the two handles at its ends. */
import { html } from 'lit';
import { t } from '../services/texts.js';
import { clock } from '../lib/time.js';

/** @typedef {import('../services/review.js').Review} Review */

/** Half of a handle's width. */
const HALF = 12;
/** @type {Record<string, number>} seconds */
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -15, PageUp: 15 };

/**
 * Where a key moves a slider to.
 * @param {KeyboardEvent} event
 * @param {number} place
 * @param {number} seconds of the whole
 * @returns {number | null} null where it moves nothing
 */
export function stepped(event, place, seconds) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return null;
  }
  if (event.key === 'Home' || event.key === 'End') {
    return event.key === 'Home' ? 0 : seconds;
  }
  const step = STEPS[event.key];
  return step === undefined ? null : place + step * (event.shiftKey ? 0.1 : 1);
}

/**
 * @param {Review} review
 * @param {'from' | 'to'} end
 */
export function handle(review, end) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    const { selection, seconds } = review;
    const to = selection && stepped(event, selection[end], seconds);
    if (to !== null) {
      event.preventDefault();
      review.setEnd(end, to);
      review.changed();
    }
  };
  return html`<div
    class="handle handle-${end}"
    role="slider"
    tabindex="0"
    aria-label=${t(end === 'from' ? 'review.selection.start' : 'review.selection.end')}
    aria-valuemin="0"
    hidden
    @keydown=${press}
  ></div>`;
}

/**
 * Puts ground and handles where they belong.
 * @param {HTMLElement} within
 * @param {Review} review
 * @param {number} width of the picture
 */
export function putSelection(within, review, width) {
  const { selection, window } = review;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (within.querySelector(name));
  const x = (/** @type {number} */ place) => ((place - window.from) / (window.to - window.from)) * width;
  const ground = part('.selected');
  ground.hidden = selection === null;
  if (selection) {
    const left = Math.max(-2, x(selection.from));
    ground.style.transform = `translateX(${left}px)`;
    ground.style.width = `${Math.max(1, Math.min(width + 2, x(selection.to)) - left)}px`;
  }
  for (const end of /** @type {const} */ (['from', 'to'])) {
    const handle = part('.handle-' + end);
    const place = selection?.[end] ?? -1;
    handle.hidden = selection === null || place < window.from - 1e-6 || place > window.to + 1e-6;
    // at an edge it stays whole
    handle.style.transform = `translateX(${Math.min(Math.max(HALF, x(place)), width - HALF)}px)`;
    handle.setAttribute('aria-valuenow', place.toFixed(1));
    handle.setAttribute('aria-valuetext', clock(review.instant(place), review.zone, { tenths: true }));
    handle.setAttribute('aria-valuemax', String(Math.ceil(review.seconds)));
  }
}
