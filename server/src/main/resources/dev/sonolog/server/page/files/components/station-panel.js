// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { airSign, airText, airTime, showName } from './air-words.js';
import { confirm } from '../services/ask.js';
import { send } from '../services/api.js';
import { control } from '../services/control.js';
import { live } from '../services/live.js';
import { messages, tellTrouble } from '../services/messages.js';
import { session } from '../services/session.js';
import { studio } from '../services/studio.js';
import { t } from '../services/texts.js';
import { randomId } from '../lib/random-id.js';

const SHOWN = 3;

/** What the station says, and its main input: on air or off, alone or with the recording. */
class StationPanel extends PageElement {
  static properties = { source: { attribute: false }, busy: { state: true } };

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
    /** What LibreTime was asked for and has not answered. */
    this.busy = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'station');
    this.watch(live, 'state');
    this.watch(control, 'change');
    this.watch(session, 'change');
  }

  // --- what is done

  /** @param {'connect' | 'disconnect'} action */
  async #switch(action) {
    await this.#ask(action, { action });
  }

  /** @param {'connect' | 'disconnect'} action */
  async #together(action) {
    const source = this.source.name;
    const heading = t('air.disconnectStop');
    if (action === 'disconnect' && !(await confirm({ heading, text: t('air.disconnectStop.what'), yes: heading, danger: true }))) {
      return;
    }
    if (control.tokenOf(source) === '' && !(await control.take(source))) {
      return; // why not was told
    }
    const recording = { source, request: randomId(), token: control.tokenOf(source) };
    await this.#ask(action + '+', { action, recording });
  }

  /**
   * @param {string} what
   * @param {object} body
   */
  async #ask(what, body) {
    this.busy = what;
    try {
      const answer = await (await send('POST', 'studio/station/master', { body })).json();
      if (answer.recording) {
        studio.put(answer.recording.source);
        messages.add(t('air.half.recording', { message: answer.recording.message }));
      }
      if (answer.refused) {
        messages.add(t('air.half.recording', { message: answer.refused.why }), { trouble: true });
      }
      messages.add(t('air.half.master', { message: answer.master.message }), { trouble: !answer.master.so });
    } catch (error) {
      tellTrouble(error);
    } finally {
      this.busy = '';
    }
  }

  // --- what is seen

  render() {
    const { station } = live;
    if (!station?.configured) {
      return '';
    }
    return html`<h2>${station.station ?? t('air.station')}</h2>
      <p class="who"><span aria-hidden="true">${airSign(station)}</span> ${airText(station)}</p>
      ${this.#shows(station)} ${station.reach.trouble ? html`<p class="warn">${station.reach.trouble}</p>` : ''}
      ${this.#master(station)}`;
  }

  /** @param {OnAir} station */
  #shows({ current, next }) {
    return html`<ul class="shows">
      ${current.length === 0 ? html`<li>${t('air.none')}</li>` : ''}
      ${current.map(
        (it) => html`<li><strong>${showName(it)}</strong> ${t('air.until', { time: airTime(it.to) })} ${recorded(it)}</li>`,
      )}
      ${next.slice(0, SHOWN).map((it) => html`<li>${airTime(it.from)} ${showName(it)} ${recorded(it)}</li>`)}
    </ul>`;
  }

  /** @param {OnAir} station */
  #master({ inputs }) {
    const { main } = inputs;
    return html`<h3>${t('air.main')}</h3>
      <p class="small">${t('air.encoder.' + main.connected)} ${t('air.switch.' + main.onAir)}</p>
      ${inputs.switchable
        ? session.may('operator')
          ? this.#buttons(main.onAir)
          : ''
        : html`<p class="small muted">${inputs.why}</p>`}`;
  }

  /** @param {string} onAir */
  #buttons(onAir) {
    const isRunning = this.source.take?.state === 'running';
    const button = (/** @type {string} */ text, /** @type {string} */ what, /** @type {() => void} */ act) => html`<button
      aria-disabled=${this.busy !== ''}
      aria-busy=${this.busy === what}
      @click=${() => this.busy === '' && act()}
    >
      ${text}
    </button>`;
    return html`<div class="buttons">
        ${onAir === 'yes' ? '' : button(t('air.connect'), 'connect', () => void this.#switch('connect'))}
        ${onAir === 'yes' || isRunning
          ? ''
          : button(t('air.connectStart'), 'connect+', () => void this.#together('connect'))}
        ${onAir === 'no' ? '' : button(t('air.disconnect'), 'disconnect', () => void this.#switch('disconnect'))}
        ${onAir === 'no' || !isRunning
          ? ''
          : button(t('air.disconnectStop'), 'disconnect+', () => void this.#together('disconnect'))}
      </div>
      <p class="small" role="status">${this.busy === '' ? '' : t('air.asked')}</p>`;
  }
}

/** @param {OnAir['current'][0]} show */
const recorded = (show) => (show.recorded ? html`<span class="muted">${t('air.recorded')}</span>` : '');

customElements.define('station-panel', StationPanel);
