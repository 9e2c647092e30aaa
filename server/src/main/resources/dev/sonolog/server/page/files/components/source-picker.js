// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { deskSign, whyAbsent } from './desk-words.js';
import { link } from '../services/router.js';
import { sources } from '../services/sources.js';
import { studio } from '../services/studio.js';
import { t } from '../services/texts.js';
import { deskState } from '../lib/take-clock.js';

/** All sources of the studio; those of which nothing comes are there, too, and say why. */
class SourcePicker extends PageElement {
  static properties = { name: { attribute: false } };

  constructor() {
    super();
    /** The one that is shown. */
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(studio, 'change');
    this.watch(sources, 'change');
  }

  render() {
    const all = [...studio.sources.values()];
    return html`<nav aria-label=${t('studio.sources')}>
      <ul class="picker">
        ${repeat(
          all,
          (it) => it.name,
          (it) => html`<li>${this.#entry(it)}</li>`,
        )}
      </ul>
    </nav>`;
  }

  /** @param {StudioSource} source */
  #entry(source) {
    const state = deskState(source);
    const isShown = source.name === this.name;
    const word = state === 'absent' ? whyAbsent(source) : t('studio.state.' + state);
    const content = html`<span aria-hidden="true">${deskSign(state)}</span>
      <span class="names"><strong>${source.name}</strong> <span class="small">${word}</span></span>`;
    return state === 'absent' && !isShown
      ? html`<button disabled>${content}</button>`
      : html`<a
          class="button ${state}"
          aria-current=${isShown ? 'page' : 'false'}
          href=${link('/studio/' + encodeURIComponent(source.name))}
          >${content}</a
        >`;
  }
}
customElements.define('source-picker', SourcePicker);
