// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { airSign, airText, airTime, showName } from './air-words.js';
import { announce } from '../services/announce.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { t } from '../services/texts.js';

/** Whether the station is on air, and with which show: on every page, where there is a station. */
class OnAirLamp extends PageElement {
  constructor() {
    super();
    /** What was told last. */
    this.told = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch(live, 'state');
    this.watch(live, 'station', () => this.#tell());
    this.told = live.station ? airText(live.station) : '';
  }

  #tell() {
    const text = live.station ? airText(live.station) : '';
    if (text !== this.told && text !== '') {
      announce(t('air.told', { state: text }));
    }
    this.told = text;
    this.requestUpdate();
  }

  render() {
    const { station } = live;
    if (!station?.configured) {
      return '';
    }
    const show = station.current.map(showName).join(', ');
    const next = station.next[0];
    const title = next ? t('air.next', { name: showName(next), time: airTime(next.from) }) : '';
    const kind = live.state === 'lost' ? '' : KINDS[station.lamp];
    return html`<a class="chip lamp-chip ${kind}" href=${link('/studio')} title=${title}
      ><span aria-hidden="true">${airSign(station)}</span> <span>${airText(station)}</span
      ><span class="long show">${show === '' ? '' : ': ' + show}</span></a
    >`;
  }
}

/** @type {Record<OnAir['lamp'], string>} */
const KINDS = { on: 'air', off: '', 'should be on': 'bad', unknown: '' };

customElements.define('on-air-lamp', OnAirLamp);
