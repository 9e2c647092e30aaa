// @ts-check
import { html } from 'lit';
import { PageElement } from '../components/page-element.js';
import '../components/source-status.js';
import '../components/disk-status.js';
import '../components/job-status.js';
import '../components/export-status.js';
import '../components/log-status.js';
import '../components/retention-status.js';
import { live } from '../services/live.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { t } from '../services/texts.js';
import { stamp } from '../lib/time.js';

/** How the station is, in full. */
class StatusPage extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'change');
    this.watch(live, 'state');
    this.watch(sources, 'change');
    this.watch(session, 'change');
  }

  updated() {
    document.title = `${t('nav.status')} – Sonolog`;
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('nav.status')}</h1>
      ${this.#recorder()}
      ${part('sources', html`<source-status></source-status>`)}
      <div class="columns">
        ${part('disks', html`<disk-status></disk-status>`)}
        ${part('retention', html`<retention-status></retention-status>`)}
        ${part('jobs', html`<job-status></job-status>`)} ${part('exports', html`<export-status></export-status>`)}
      </div>
      ${session.may('admin') ? part('log', html`<log-status></log-status>`) : ''}
    `;
  }

  #recorder() {
    if (live.state === 'connecting') {
      return html`<p aria-busy="true">${t('loading')}</p>`;
    }
    if (live.lastHeard === 0) {
      return html`<p class="bad">▲ ${t('connection.lost')}</p>`;
    }
    const { recorder } = live;
    if (recorder === null) {
      return html`<p class="bad">▲ ${t('recorder.none')}. ${t('recorder.none.hint')}</p>`;
    }
    return html`<p>
      ${recorder.version === ''
        ? t('recorder.runs')
        : t('recorder.is', {
            version: recorder.version,
            time: stamp(Date.parse(recorder.since), sources.zone),
          })}
      ${live.state === 'lost' ? html`<span class="bad">${t('connection.lost')}</span>` : ''}
    </p>`;
  }
}

/**
 * @param {string} name
 * @param {unknown} content
 */
const part = (name, content) => html`<section aria-labelledby=${'status-' + name}>
  <h2 id=${'status-' + name} tabindex="-1">${t('status.' + name)}</h2>
  ${content}
</section>`;

customElements.define('status-page', StatusPage);
