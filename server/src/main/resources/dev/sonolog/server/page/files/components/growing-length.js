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
  static properties = { since: {} };

  constructor() {
    super();
    /** The start, as the server tells it. */
    this.since = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => live.state === 'live' && this.requestUpdate(), lessMotion() ? CALM_MILLIS : MILLIS);
    this.atEnd(() => clearInterval(timer));
  }

  render() {
    return html`${length((live.now() - Date.parse(this.since)) / 1000)}`;
  }
}
customElements.define('growing-length', GrowingLength);
