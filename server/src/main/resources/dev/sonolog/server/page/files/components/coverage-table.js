// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { causeText, dayInShort } from './moment-words.js';
import { live } from '../services/live.js';
import { link } from '../services/router.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';
import { timeline } from '../services/timeline.js';
import { gapsWithin, share } from '../lib/coverage.js';
import { isReviewed, marksIn, reviewedSeconds } from '../lib/notes.js';
import { daysOf, frameOf, isChangeDay } from '../lib/scale.js';
import { length, percent, spokenLength } from '../lib/format.js';
import { clock, zoneName } from '../lib/time.js';

/** @typedef {import('../lib/coverage.js').Part} Part */

/** So many gaps and marks of a day stand in the table at once; the others are unfolded. */
const SHOWN = 6;
const MOST = 200;
const ROWS = 60;

/** What the timeline shows, as a table: for each source and day. */
class CoverageTable extends PageElement {
  static properties = { names: { attribute: false }, view: { attribute: false }, zone: { attribute: false } };

  constructor() {
    super();
    /** @type {string[]} */
    this.names = [];
    this.view = { from: 0, to: 1 };
    this.zone = 'UTC';
  }

  #soon = 0;
  #rows = ROWS;

  connectedCallback() {
    super.connectedCallback();
    this.watch(timeline, 'change', () => {
      this.#soon ||= setTimeout(() => {
        this.#soon = 0;
        this.requestUpdate();
      }, 500);
    });
    this.watch(settings, 'change');
    this.atEnd(() => clearTimeout(this.#soon));
  }

  render() {
    const days = daysOf(this.view, this.zone);
    const rows = days.flatMap((day) => this.names.map((name) => ({ name, day })));
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t('table.coverage')}>
        <table class="coverage">
        <caption class="unseen">${t('table.coverage')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('source')}</th>
            <th scope="col">${t('table.day')}</th>
            <th scope="col" class="number">${t('table.recorded')}</th>
            <th scope="col" class="number">${t('table.percent')}</th>
            <th scope="col">${t('table.gaps')}</th>
            <th scope="col">${t('table.sections')}</th>
            <th scope="col" class="number">${t('table.reviewed')}</th>
            <th scope="col">${t('table.marks')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows.slice(0, this.#rows),
            ({ name, day }) => name + day,
            ({ name, day }) => this.#row(name, day),
          )}
        </tbody>
      </table>
      </div>
      ${rows.length > this.#rows
        ? html`<button @click=${() => this.#more()}>
            ${t('table.moreRows', { count: rows.length - this.#rows })}
          </button>`
        : ''}`;
  }

  #more() {
    this.#rows += ROWS;
    this.requestUpdate();
  }

  /**
   * @param {string} name
   * @param {string} day
   */
  #row(name, day) {
    const coverage = timeline.coverage(name);
    const frame = frameOf('day', day, this.zone);
    const to = Math.min(frame.to, live.now());
    const head = html`<th scope="row">${name}</th>
      <td>${dayInShort(day)}</td>`;
    if (!coverage || to <= frame.from) {
      const text = !coverage ? t(timeline.isBusy ? 'loading' : 'overview.notLoaded') : t('overview.future');
      return html`<tr>${head}<td colspan="6" class="muted">${text}</td></tr>`;
    }
    const of = share(coverage.parts, frame.from, to);
    if (of.isEmpty) {
      return html`<tr>${head}<td colspan="6" class="muted">${t('overview.nothing')}</td></tr>`;
    }
    return html`<tr>
      ${head}
      <td class="number">${length(of.recorded)}</td>
      <td class="number">${percent(of.percent)}</td>
      <td>${this.#gaps(gapsWithin(coverage.parts, frame.from, to), day)}</td>
      <td>${this.#sections(name, day)}</td>
      ${this.#notes(name, frame.from, to, of.recorded)}
    </tr>`;
  }

  /**
   * @param {Part[]} gaps
   * @param {string} day
   */
  #gaps(gaps, day) {
    if (gaps.length === 0) {
      return html`<span class="muted">${t('table.noGaps')}</span>`;
    }
    return folded(gaps, (it) => this.#gap(it, day));
  }

  /**
   * @param {Part} gap
   * @param {string} day
   */
  #gap(gap, day) {
    const name = isChangeDay(day, this.zone) ? ' ' + zoneName(gap.from, this.zone) : '';
    const time = clock(gap.from, this.zone) + name;
    const long = spokenLength((gap.to - gap.from) / 1000);
    return html`<time datetime=${new Date(gap.from).toISOString()}>${time}</time>, ${long}:
      ${causeText(gap.cause)}${gap.detail === '' ? '' : html` <span class="muted detail">(${gap.detail})</span>`}`;
  }

  /**
   * @param {string} name
   * @param {string} day
   */
  #sections(name, day) {
    const known = timeline.sections(name, day);
    if (!known) {
      return html`<span class="muted">${t('table.closer')}</span>`;
    }
    const loudest = known.sections.find((it) => it.rank === 1);
    const count = t('table.count', { count: known.sections.length });
    if (!loudest) {
      return count;
    }
    const reviewed = timeline.notes(name)?.reviewed;
    const left = reviewed ? known.sections.filter((it) => !isReviewed(reviewed, it)).length : 0;
    const best = t('table.loudest', { time: clock(loudest.from, this.zone), score: loudest.score.toFixed(1) });
    return html`${count}, ${best}${left > 0 ? `, ${t('table.left', { count: left })}` : ''}`;
  }

  /**
   * @param {string} name
   * @param {number} from
   * @param {number} to
   * @param {number} recorded seconds
   */
  #notes(name, from, to, recorded) {
    const notes = timeline.notes(name);
    if (!notes) {
      return html`<td colspan="2" class="muted">${t(timeline.isBusy ? 'loading' : 'table.notesUnknown')}</td>`;
    }
    const seconds = reviewedSeconds(timeline.coverage(name)?.parts ?? [], notes.reviewed, from, to);
    const marks = marksIn(notes.marks, from, to);
    return html`<td class="number">${recorded > 0 ? percent((100 * seconds) / recorded) : '–'}</td>
      <td>${folded(marks, (it) => this.#mark(name, it))}</td>`;
  }

  /**
   * @param {string} name
   * @param {import('../lib/notes.js').Flag} mark
   */
  #mark(name, mark) {
    const at = new Date(mark.from).toISOString();
    const path = `/at/${encodeURIComponent(name)}/${encodeURIComponent(at)}`;
    return html`<a href=${link(path)}
      ><time datetime=${at}>${clock(mark.from, this.zone)}</time> ${mark.label || t('overview.mark.unnamed')}</a
    >`;
  }
}
/**
 * A list of which more is unfolded.
 * @template T
 * @param {T[]} all
 * @param {(it: T) => unknown} content
 */
function folded(all, content) {
  const list = (/** @type {T[]} */ some) => html`<ul class="plain">
    ${some.map((it) => html`<li>${content(it)}</li>`)}
  </ul>`;
  const more = all.slice(SHOWN, MOST);
  return html`${all.length > 0 ? list(all.slice(0, SHOWN)) : ''}
  ${more.length > 0
    ? html`<details>
        <summary>${t('table.more', { count: all.length - SHOWN })}</summary>
        ${list(more)}
      </details>`
    : ''}`;
}

customElements.define('coverage-table', CoverageTable);
