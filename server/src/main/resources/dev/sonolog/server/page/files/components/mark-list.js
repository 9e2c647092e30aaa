// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { nothing } from './load-state.js';
import { typedValue } from './typed-value.js';
import { session } from '../services/session.js';
import { messages, tellTrouble } from '../services/messages.js';
import { t } from '../services/texts.js';
import { timeThere } from '../lib/clip-label.js';
import { clock } from '../lib/time.js';
import { length } from '../lib/format.js';

const LONGEST = 200;

/** What people marked in this recording. */
class MarkList extends PageElement {
  static properties = { review: { attribute: false }, findings: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../services/review.js').Review} */
    this.review = /** @type {any} */ (null);
    /** @type {import('../services/findings.js').Findings} */
    this.findings = /** @type {any} */ (null);
  }

  /** Labels that were typed and could not be saved yet. @type {Map<number, string>} */
  #unsaved = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.watch(session, 'loggedIn', () => this.#saveUnsaved());
    this.watch(this.findings, 'change');
    this.watch(this.review, 'change');
    this.watch(session, 'change');
  }

  /**
   * Marks where one is, and lets the label be written.
   * @param {boolean} isWritten whether the focus goes there
   */
  async add(isWritten) {
    try {
      const mark = await this.findings.addMark(this.review.place, '');
      await this.updateComplete;
      if (isWritten) {
        /** @type {HTMLElement | null} */ (this.querySelector(`input[data-id="${mark.id}"]`))?.focus();
      }
      return mark;
    } catch (error) {
      tellTrouble(error);
      return null;
    }
  }

  /** @param {import('../services/findings.js').PlacedMark} mark */
  async #remove(mark) {
    const { marks } = this.findings;
    const after = marks[marks.indexOf(mark) + 1] ?? marks[marks.indexOf(mark) - 1];
    try {
      await this.findings.removeMark(mark);
      messages.add(t('mark.removed'), {
        action: { name: t('undo'), act: () => void this.findings.restoreMark(mark).catch(tellTrouble) },
      });
      await this.updateComplete;
      const next = after && this.querySelector(`button[data-go="${after.id}"]`);
      /** @type {HTMLElement | null} */ (next ?? this.querySelector('button'))?.focus();
    } catch (error) {
      tellTrouble(error);
    }
  }

  /**
   * @param {import('../services/findings.js').PlacedMark} mark
   * @param {string} label
   */
  async #label(mark, label) {
    this.#unsaved.set(mark.id, label);
    try {
      await this.findings.changeMark(mark.id, { label: label.trim() });
      this.#unsaved.delete(mark.id);
    } catch (error) {
      tellTrouble(error);
    }
  }

  /** Who has logged in again need not type it again. */
  #saveUnsaved() {
    for (const mark of this.findings.marks) {
      const label = this.#unsaved.get(mark.id);
      if (label !== undefined) {
        void this.#label(mark, label);
      }
    }
  }

  render() {
    const { marks } = this.findings;
    return html`${session.may('operator')
      ? html`<p class="buttons">
          <button @click=${() => void this.add(true)}>${t('action.mark')}</button>
        </p>`
      : ''}
    ${marks.length === 0
      ? nothing(t('mark.none'))
      : html`<ul class="marks">
          ${repeat(
            marks,
            (it) => it.id,
            (it) => this.#mark(it),
          )}
        </ul>`}`;
  }

  /** @param {import('../services/findings.js').PlacedMark} it */
  #mark(it) {
    const { review } = this;
    const time = timeThere(review.instant(it.start), review.zone, { tenths: true });
    const until = it.end === null ? '' : ` – ${clock(review.instant(it.end), review.zone, { tenths: true })}`;
    const go = () => {
      review.goTo(it.start);
      if (it.end !== null) {
        review.select({ from: it.start, to: it.end });
      }
    };
    return html`<li>
      <button data-go=${it.id} @click=${go} title=${length(it.start, { tenths: true })}>${time}${until}</button>
      ${session.may('operator')
        ? html`<label class="label"
              ><span class="unseen">${t('mark.label', { time })}</span
              ><input
                data-id=${it.id}
                maxlength=${LONGEST}
                .value=${typedValue(this, `input[data-id="${it.id}"]`, this.#unsaved.get(it.id) ?? it.label)}
                placeholder=${t('mark.placeholder')}
                @change=${(/** @type {any} */ e) => void this.#label(it, e.target.value)}
            /></label>
            <button class="quiet" aria-label=${t('mark.remove', { time })} @click=${() => void this.#remove(it)}>
              ✕
            </button>`
        : html`<span class="label">${it.label}</span>`}
      <span class="muted">${it.by}</span>
    </li>`;
  }
}
customElements.define('mark-list', MarkList);
