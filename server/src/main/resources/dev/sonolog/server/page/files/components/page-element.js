// @ts-check
import { LitElement } from 'lit';
import { language } from '../services/texts.js';

/**
 * What pages and their larger parts have in common: they stand in the document itself, so that one
 * style sheet, labels and references work, and they stop listening when they are taken away.
 */
export class PageElement extends LitElement {
  /** @type {(() => void)[]} */
  #ends = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(language, 'change');
  }

  /**
   * Renders anew at each of the events, or does what is given.
   * @param {EventTarget} target
   * @param {string} name
   * @param {(event: any) => void} [act]
   */
  watch(target, name, act = () => this.requestUpdate()) {
    target.addEventListener(name, act);
    this.#ends.push(() => target.removeEventListener(name, act));
  }

  /** @param {() => void} end called when this is taken away */
  atEnd(end) {
    this.#ends.push(end);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.splice(0).forEach((end) => end());
  }
}
