// @ts-check
/** What the keys do while a recording is reviewed. */
import { announce } from '../services/announce.js';
import { tellTrouble } from '../services/messages.js';
import { player } from '../services/player.js';
import { session } from '../services/session.js';
import { settings } from '../services/settings.js';
import { t } from '../services/texts.js';
import { before } from '../lib/sections.js';

/**
 * @typedef {object} Page
 * @property {import('../services/review.js').Review} review
 * @property {import('../services/findings.js').Findings} findings
 * @property {import('../services/section-queue.js').SectionQueue} queue
 * @property {() => Promise<void>} export
 * @property {(name: string) => any} querySelector
 */

const STEPS = ['previous', 'next', 'first', 'last', 'louder', 'quieter', 'loudest', 'quietest'];
const SKIPS = /** @type {Record<string, number>} */ ({
  back: -5,
  forward: 5,
  backLittle: -1,
  forwardLittle: 1,
  backFine: -0.1,
  forwardFine: 0.1,
});

/**
 * @param {string} what
 * @param {Page} page
 * @returns {boolean} whether it was for this page
 */
export function act(what, page) {
  const { review } = page;
  if (!review.recording || !review.isThere) {
    return what === 'nextRecording' && review.recording !== null && (page.querySelector('review-head').goNext(), true);
  }
  if (STEPS.includes(what)) {
    void page.queue.step(what);
    return true;
  }
  if (what in SKIPS) {
    return skip(what, review);
  }
  switch (what) {
    case 'play':
      if (!review.isHere && player.isPlaying) {
        return false; // what is heard comes from elsewhere: it stops
      }
      void page.querySelector('transport-bar').play();
      return true;
    case 'selectionStart':
    case 'selectionEnd':
      review.setEnd(what === 'selectionStart' ? 'from' : 'to', review.place);
      announce(t(what === 'selectionStart' ? 'review.starts' : 'review.ends'));
      return true;
    case 'clearSelection':
      review.select(null);
      return true;
    case 'zoomIn':
    case 'zoomOut':
      review.zoom(what === 'zoomIn' ? 0.5 : 2);
      return true;
    case 'zoomFit':
      review.fit();
      return true;
    default:
      return change(what, page);
  }
}

/**
 * @param {string} what
 * @param {Page['review']} review
 */
function skip(what, review) {
  if (Math.abs(SKIPS[what]) < 1 && review.isPlaying) {
    return false;
  }
  review.goTo(review.place + SKIPS[what]);
  return true;
}

/**
 * @param {string} what
 * @param {Page} page
 */
function change(what, page) {
  const mayChange = session.may('operator');
  const head = page.querySelector('review-head');
  switch (what) {
    case 'mark':
      return page.findings.keepsMarks && mayChange && (void mark(page), true);
    case 'reviewed':
      return page.findings.keepsReviewed && (void reviewed(page), true);
    case 'pin':
      return mayChange && (void head.togglePin(), true);
    case 'export':
      return mayChange && (void page.export(), true);
    case 'highlightsOnly': {
      const only = !settings.get('highlightsOnly');
      announce(t(only ? 'clip.only.on' : 'clip.only.off'));
      void page.queue.setOnly(only);
      return true;
    }
    case 'nextRecording':
      head.goNext();
      return true;
    case 'goTo':
      page.querySelector('transport-bar').focusGoTo();
      return true;
    default:
      return false;
  }
}

/** @param {Page} page */
async function mark({ findings, review }) {
  try {
    await findings.addMark(review.place, '');
    announce(t('mark.set'));
  } catch (error) {
    tellTrouble(error);
  }
}

/**
 * The section where one is: reviewed, and to the next one.
 * @param {Page} page
 */
async function reviewed({ findings, review, queue }) {
  const section = queue.current ?? before(findings.shown, review.place + 0.05) ?? findings.shown[0];
  if (!section) {
    return;
  }
  const isNow = !findings.isReviewed(section);
  try {
    await findings.setReviewed(section, isNow);
    announce(t(isNow ? 'review.reviewed.now' : 'review.unreviewed.now', { rank: section.rank }));
    if (isNow && findings.left > 0) {
      await queue.step('next', { spoken: false });
    }
  } catch (error) {
    tellTrouble(error);
  }
}
