// @ts-check
import { html } from 'lit';
import { failure, nothing, pending } from '../components/load-state.js';
import { PageElement } from '../components/page-element.js';
import { deskSign } from '../components/desk-words.js';
import { control } from '../services/control.js';
import { link, router } from '../services/router.js';
import { studio } from '../services/studio.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { wake } from '../services/wake.js';
import { deskState } from '../lib/take-clock.js';
import '../components/record-desk.js';
import '../components/source-picker.js';

const KEY = 'sonolog studio';

/** Recording by hand: the source that is chosen, or was chosen last on this device; else which there are. */
class StudioPage extends PageElement {
  static properties = { name: { attribute: false } };

  constructor() {
    super();
    /** Empty where none is chosen. */
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(studio, 'change', () => this.#changed());
    this.watch(control, 'change', () => this.#changed());
    this.watch(sources, 'change');
    this.atEnd(() => wake.want(false));
    void sources.need();
    void studio.load();
    remember(this.name);
  }

  #changed() {
    const source = studio.sources.get(this.name);
    wake.want(source !== undefined && control.standingOf(source).kind === 'mine');
    this.#choose();
    this.requestUpdate();
  }

  /** Without a choice it is the source of last time, or the only one. */
  #choose() {
    if (this.name !== '' || !studio.isLoaded) {
      return;
    }
    const names = [...studio.sources.keys()];
    const last = names.find((it) => it === remembered()) ?? (names.length === 1 ? names[0] : undefined);
    if (last !== undefined) {
      router.go('/studio/' + encodeURIComponent(last), { replace: true });
    }
  }

  updated() {
    const source = studio.sources.get(this.name);
    const state = source ? deskState(source) : 'ready';
    const title = state === 'ready' ? this.name || t('nav.studio') : `${this.name} ${t('studio.title.' + state)}`;
    document.title = `${state === 'ready' ? '' : deskSign(state) + ' '}${title} – Sonolog`;
  }

  render() {
    return html`<h1 tabindex="-1">${this.name || t('nav.studio')}</h1>
      ${this.#content()}`;
  }

  #content() {
    if (!studio.isLoaded) {
      return studio.error ? failure(studio.error, () => void studio.load()) : pending();
    }
    const source = studio.sources.get(this.name);
    if (source) {
      return html`<record-desk .source=${source}></record-desk>`;
    }
    if (studio.sources.size === 0) {
      return nothing(t('studio.empty'), html`<a class="button" href=${link('/settings')}>${t('nav.settings')}</a>`);
    }
    return html`<p>${this.name === '' ? t('studio.choose') : t('source.unknown', { name: this.name })}</p>
      <source-picker .name=${this.name}></source-picker>`;
  }
}

/** @param {string} name */
function remember(name) {
  try {
    if (name !== '') {
      localStorage.setItem(KEY, name);
    }
  } catch {
    // a browser that keeps nothing
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

customElements.define('studio-page', StudioPage);
