// @ts-check
import { html } from 'lit';
import { PageElement } from './page-element.js';
import { timeInShort } from './moment-words.js';
import { confirm } from '../services/ask.js';
import { announce } from '../services/announce.js';
import { control } from '../services/control.js';
import { live } from '../services/live.js';
import { owner } from '../services/owner.js';
import { session } from '../services/session.js';
import { sources } from '../services/sources.js';
import { studio } from '../services/studio.js';
import { t } from '../services/texts.js';
import { wake } from '../services/wake.js';

const LONGEST_NAME = 60;

/** Who is in control, and what can be done about it. Whoever only looks needs none of it. */
class ControlPanel extends PageElement {
  static properties = { source: { attribute: false } };

  constructor() {
    super();
    /** @type {StudioSource} */
    this.source = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    for (const each of [control, owner, session, wake, sources]) {
      this.watch(each, 'change');
    }
    this.watch(studio, 'told', (event) => this.#tell(event.detail));
    const timer = setInterval(() => this.source.request !== null && this.requestUpdate(), 1000);
    this.atEnd(() => clearInterval(timer));
  }

  /**
   * Somebody else came or went; what this device did itself is told by who did it.
   * @param {{before: StudioSource | undefined, source: StudioSource}} change
   */
  #tell({ before, source }) {
    const isOther = before && source.name === this.source.name && before.lease?.version !== source.lease?.version;
    if (!isOther || control.isBusy(source.name) || control.standingOf(source).kind === 'mine') {
      return;
    }
    const wasMine = control.standingOf(before).kind === 'mine';
    if (!wasMine) {
      announce(source.lease ? t('studio.theirs.now', { holder: source.lease.holder }) : t('studio.free.now'));
    }
  }

  render() {
    const it = control.standingOf(this.source);
    return html`${it.kind === 'mine' ? this.#mine(it) : it.kind === 'free' ? this.#free() : this.#theirs(it)}
      ${this.#device()} ${it.kind === 'mine' ? this.#screen() : ''}`;
  }

  /**
   * @param {string} text
   * @param {() => Promise<unknown>} act
   * @param {string} [kind]
   */
  #button(text, act, kind = '') {
    const isBusy = control.isBusy(this.source.name);
    const press = async () => {
      await act();
      await this.updateComplete;
      if (document.activeElement === document.body) {
        /** @type {HTMLElement | null} */ (this.querySelector('button'))?.focus(); // the one that was pressed is gone
      }
    };
    return html`<button class=${kind} aria-disabled=${isBusy} @click=${() => isBusy || void press()}>${text}</button>`;
  }

  #free() {
    return html`<p class="who">○ ${t('studio.free')}</p>
      ${session.may('operator')
        ? html`<div class="buttons">${this.#button(t('studio.take.control'), () => control.take(this.source.name))}</div>`
        : html`<p class="small">${t('studio.viewer')}</p>`}`;
  }

  /** @param {import('../lib/lease.js').Mine} it */
  #mine({ asker, secondsLeft, expires }) {
    const { name } = this.source;
    const until = timeInShort(expires, sources.zoneOf(name));
    return html`<p class="who good">● ${t('studio.mine', { device: owner.name })}</p>
      ${asker !== ''
        ? html`<p class="warn">
            ${t(secondsLeft > 0 ? 'studio.wanted.in' : 'studio.wanted.any', { holder: asker, seconds: secondsLeft })}
          </p>`
        : html`<p class="small muted">
            ${t(live.state === 'lost' ? 'studio.mine.until' : 'studio.mine.renewed', { time: until })}
          </p>`}
      <div class="buttons">
        ${this.#button(t(asker === '' ? 'studio.release' : 'studio.give'), () => control.release(name))}
        ${asker === '' ? '' : this.#button(t('studio.keep'), () => control.keep(name))}
      </div>`;
  }

  /** @param {import('../lib/lease.js').Theirs} it */
  #theirs({ holder, since, hasAsked, secondsLeft, otherAsker }) {
    const { name } = this.source;
    const time = Number.isNaN(since) ? '' : timeInShort(since, sources.zoneOf(name));
    return html`<p class="who">▲ ${t('studio.theirs', { holder, time })}</p>
      ${otherAsker === '' ? '' : html`<p class="small">${t('studio.other.asks', { holder: otherAsker })}</p>`}
      ${hasAsked
        ? html`<p>${t(secondsLeft > 0 ? 'studio.takeOver.in' : 'studio.takeOver.may', { holder, seconds: secondsLeft })}</p>`
        : ''}
      ${session.may('operator')
        ? html`<div class="buttons">
            ${hasAsked
              ? this.#takeOver(secondsLeft)
              : this.#button(t('studio.request'), () => control.request(name), 'main')}
            ${session.may('admin') ? this.#button(t('studio.force'), () => this.#force(holder)) : ''}
          </div>`
        : html`<p class="small">${t('studio.viewer')}</p>`}`;
  }

  /** @param {number} secondsLeft */
  #takeOver(secondsLeft) {
    return secondsLeft > 0
      ? html`<button aria-disabled="true">${t('studio.takeOver')}</button>`
      : this.#button(t('studio.takeOver'), () => control.takeOver(this.source.name), 'main');
  }

  /** @param {string} holder */
  async #force(holder) {
    const text = html`<p>${t('studio.force.what', { holder })}</p>`;
    if (await confirm({ heading: t('studio.force'), text, yes: t('studio.force'), danger: true })) {
      await control.force(this.source.name);
    }
  }

  #device() {
    return session.may('operator')
      ? html`<label class="device"
          ><span>${t('studio.device')}</span>
          <input
            maxlength=${LONGEST_NAME}
            autocomplete="off"
            .value=${owner.name}
            @change=${(/** @type {any} */ e) => owner.rename(e.target.value)}
        /></label>`
      : '';
  }

  /** Whether the screen stays on. */
  #screen() {
    const kind = wake.state === 'on' ? 'muted' : 'warn';
    return wake.state === 'off' ? '' : html`<p class="small ${kind}">${t('studio.screen.' + wake.state)}</p>`;
  }
}
customElements.define('control-panel', ControlPanel);
