// @ts-check
/** Hands the sections of the recording under review to the queue that all pages share. */
import { clips } from './clips.js';
import { settings } from './settings.js';
import { placeNear } from '../lib/cursors.js';

export class SectionQueue {
  /** @type {unknown} the list that the queue was filled with */
  #filled = null;

  /**
   * @param {import('./review.js').Review} review
   * @param {import('./findings.js').Findings} findings
   * @param {() => string} name what is reviewed, in words
   */
  constructor(review, findings, name) {
    this.review = review;
    this.findings = findings;
    this.name = name;
  }

  /** Whether the queue's sections are those that are shown. */
  get isOurs() {
    return clips.isOpen && this.#filled === this.findings.shown;
  }

  /** The section that the queue is at. */
  get current() {
    return this.isOurs ? this.findings.shown[clips.cursors.place] : undefined;
  }

  /** @param {{at?: number, inFile?: boolean, paused?: boolean}} how */
  async #fill(how) {
    const source = this.review.recording?.source ?? '';
    this.#filled = this.findings.shown;
    await clips.open(
      this.name(),
      this.findings.shown.map((it) => ({ ...it, source })),
      how,
    );
  }

  /**
   * Plays one, and on from there.
   * @param {import('../lib/sections.js').Ranked} section
   */
  async play(section) {
    await this.#fill({ at: this.findings.shown.indexOf(section) });
  }

  /**
   * A step as the keys do it, from where one is.
   * @param {string} step such as "next" or "louder"
   * @param {{spoken?: boolean}} [how]
   */
  async step(step, how = { spoken: true }) {
    if (!this.isOurs) {
      await this.#fill({ paused: true, inFile: !settings.get('highlightsOnly') });
      clips.cursors.place = placeNear(clips.all, this.review.instant(this.review.place), step);
    }
    await clips.step(step, how);
  }

  /** Plays only the highlights, or all again. @param {boolean} only */
  async setOnly(only) {
    settings.set('highlightsOnly', only);
    const wasPlaying = this.review.isPlaying;
    if (!only) {
      if (this.isOurs && wasPlaying) {
        await clips.openInFile();
      }
      return;
    }
    settings.set('autoAdvance', true);
    if (wasPlaying) {
      await this.playHighlights();
    }
  }

  /** From the highlight that one is in, or the next one. */
  async playHighlights() {
    const list = this.findings.shown;
    const chosen = new Set(this.findings.highlights.map((it) => it.key));
    const place = this.review.place;
    const found = list.findIndex((it) => chosen.has(it.key) && it.end > place);
    const at = found >= 0 ? found : list.findIndex((it) => chosen.has(it.key));
    if (at >= 0) {
      await this.#fill({ at });
    }
  }
}
