// @ts-check
import { html } from 'lit';
import { failure, nothing, pending } from '../components/load-state.js';
import { PageElement } from '../components/page-element.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import '../components/attention-list.js';
import '../components/status-strip.js';
import '../components/time-panel.js';

/** What is recorded now, and what there is of all sources. */
class OverviewPage extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(sources, 'change');
    this.watch(live, 'state', () => this.#name());
    this.watch(live, 'change', () => this.#name());
    void sources.need();
    this.#name();
  }

  #name() {
    const count = [...live.sources.values()].filter((it) => it.state === 'recording').length;
    document.title = `${count > 0 ? '● ' : ''}${t('nav.overview')} – Sonolog`;
  }

  render() {
    return html`<h1 tabindex="-1">${t('nav.overview')}</h1>
      ${this.#content()}`;
  }

  #content() {
    if (!sources.isLoaded) {
      return sources.error ? failure(sources.error, () => void sources.load()) : pending();
    }
    if (sources.all.length === 0) {
      return nothing(t('overview.empty'), html`<a class="button" href=${link('/settings')}>${t('nav.settings')}</a>`);
    }
    return html`<div class="overview">
      <section class="sources" aria-labelledby="sources-heading">
        <h2 class="unseen" id="sources-heading">${t('overview.sources')}</h2>
        <status-strip></status-strip>
      </section>
      <aside aria-labelledby="attention-heading">
        <h2 id="attention-heading">${t('attention')}</h2>
        <attention-list @go=${(/** @type {any} */ e) => this.#go(e.detail)}></attention-list>
      </aside>
      <time-panel .names=${sources.all.map((it) => it.name)} .zone=${sources.zone}></time-panel>
    </div>`;
  }

  /** @param {{source: string, instant: number}} place */
  #go({ source, instant }) {
    const panel = /** @type {any} */ (this.querySelector('time-panel'));
    panel.go(instant, source);
  }
}
customElements.define('overview-page', OverviewPage);
