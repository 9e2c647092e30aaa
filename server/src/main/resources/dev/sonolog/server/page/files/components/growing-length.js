// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { live } from '../services/live.js';
import { lessMotion } from '../services/settings.js';
import { length } from '../lib/format.js';

const MILLIS = 1000;
const CALM_MILLIS = 10_000;

/** The length of what is being recorded. It grows by itself as long as the recorder is heard of. */
class GrowingLength extends PageElement {
  static properties = { since: {}, isPaused: { attribute: false } };

  constructor() {
    super();
    /** The start, as the server tells it. */
    this.since = '';
    /** Whether it stands still. */
    this.isPaused = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => this.#tick(), lessMotion() ? CALM_MILLIS : MILLIS);
    this.atEnd(() => clearInterval(timer));
  }

  #tick() {
    if (live.state === 'live' && !this.isPaused) {
      this.requestUpdate();
    }
  }

  #shown = '';

  render() {
    if (!this.isPaused || this.#shown === '') {
      this.#shown = length((live.now() - Date.parse(this.since)) / 1000);
    }
    return html`${this.#shown}`;
  }
}
customElements.define('growing-length', GrowingLength);
