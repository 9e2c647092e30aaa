// @ts-check
/** Which part of something long is looked at. Event: view, when only pictures change. */
import { leastWindow, within, zoomed } from '../lib/wave.js';

export class ReviewWindow extends EventTarget {
  /** @type {{from: number, to: number}} seconds */
  window = { from: 0, to: 1 };
  /** How long the whole is. */
  extent = 1;
  #isFit = true;

  /** Where one is, in seconds. */
  get place() {
    return 0;
  }

  get rate() {
    return 48_000;
  }

  /** Whether the whole is looked at. */
  get isFit() {
    return this.#isFit;
  }

  /**
   * @param {{from: number, to: number}} window
   * @param {boolean} [isFit] whether it is to stay the whole
   */
  show(window, isFit = false) {
    this.window = within(window, this.extent, Math.min(this.extent, leastWindow(this.rate)));
    this.#isFit = isFit || this.window.to - this.window.from >= this.extent - 0.001;
    this.viewed();
  }

  fit() {
    this.show({ from: 0, to: this.extent }, true);
  }

  /**
   * @param {number} factor below 1: nearer
   * @param {number} [around]
   */
  zoom(factor, around = this.#around()) {
    this.show(zoomed(this.window, factor, around));
  }

  /** Around the place where that is to be seen, else the middle. */
  #around() {
    const { from, to } = this.window;
    return this.place >= from && this.place <= to ? this.place : (from + to) / 2;
  }

  /** @param {number} share of the window's length; negative: towards the start */
  pan(share) {
    const by = (this.window.to - this.window.from) * share;
    this.show({ from: this.window.from + by, to: this.window.to + by });
  }

  viewed() {
    this.dispatchEvent(new Event('view'));
  }
}
