import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Cursors,
  placeNear,
  rankingOf,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/cursors.js';

const ALL = { top: 50, only: false };
const BEST_TWO = { top: 2, only: true };
const SCORES = [20, 35, 12, 40, 35];

/**
 * @param {Cursors} cursors
 * @param {string} step
 * @param {{top: number, only: boolean}} [choice]
 */
const after = (cursors, step, choice = ALL) => [cursors.step(step, choice), cursors.place];

test('The loudest comes first, of equal ones the earlier', () => {
  assert.deepEqual(rankingOf(SCORES), [3, 1, 4, 0, 2]);
  assert.equal(new Cursors(SCORES).rankOf(3), 1);
});

test('In time it goes from one to the next and stops at the ends', () => {
  const cursors = new Cursors(SCORES);
  assert.deepEqual(after(cursors, 'next'), [true, 0]);
  assert.deepEqual(after(cursors, 'previous'), [false, 0]);
  assert.deepEqual(after(cursors, 'last'), [true, 4]);
  assert.deepEqual(after(cursors, 'next'), [false, 4]);
  assert.deepEqual(after(cursors, 'first'), [true, 0]);
});

test('By loudness it begins with the loudest, whichever key is first', () => {
  assert.deepEqual(after(new Cursors(SCORES), 'quieter'), [true, 3]);
  assert.deepEqual(after(new Cursors(SCORES), 'louder'), [true, 3]);
  assert.deepEqual(after(new Cursors(SCORES), 'quietest'), [true, 2]);
});

test('A step in time does not move the place in the ranking', () => {
  const cursors = new Cursors(SCORES);
  cursors.step('loudest', ALL);
  cursors.step('quieter', ALL);
  assert.equal(cursors.place, 1);
  cursors.step('next', ALL);
  assert.deepEqual([cursors.place, cursors.order], [2, 'time']);
  assert.deepEqual(after(cursors, 'quieter'), [true, 4]);
  assert.deepEqual(cursors.position(ALL), { at: 3, of: 5 });
});

test('What is pointed at begins the walk by loudness anew', () => {
  const cursors = new Cursors(SCORES);
  cursors.step('quietest', ALL);
  cursors.choose(0);
  assert.deepEqual(after(cursors, 'quieter'), [true, 3]);
});

test('By loudness it does not go below the highlights', () => {
  const cursors = new Cursors(SCORES);
  cursors.step('loudest', BEST_TWO);
  assert.deepEqual(after(cursors, 'quieter', BEST_TWO), [true, 1]);
  assert.deepEqual(after(cursors, 'quieter', BEST_TWO), [false, 1]);
  assert.deepEqual(cursors.position(BEST_TWO), { at: 2, of: 2 });
});

test('With highlights only, all others are passed over in time', () => {
  const cursors = new Cursors(SCORES);
  assert.deepEqual(after(cursors, 'first', BEST_TWO), [true, 1]);
  assert.deepEqual(after(cursors, 'next', BEST_TWO), [true, 3]);
  assert.deepEqual(after(cursors, 'next', BEST_TWO), [false, 3]);
  assert.deepEqual(cursors.position(BEST_TWO), { at: 2, of: 2 });
  assert.deepEqual(after(cursors, 'last', BEST_TWO), [true, 3]);
});

test('Where there is nothing, there is no step', () => {
  const cursors = new Cursors([]);
  for (const step of ['next', 'previous', 'first', 'last', 'louder', 'quieter', 'loudest', 'quietest']) {
    assert.deepEqual(after(cursors, step), [false, -1]);
  }
});

test('In a file, a step begins at what is heard', () => {
  const at = (/** @type {number} */ second) => ({ from: new Date(second * 1000).toISOString() });
  const sections = [at(10), at(20), at(30)];
  const step = (/** @type {number} */ second, /** @type {string} */ which) => {
    const cursors = new Cursors([1, 2, 3]);
    cursors.place = placeNear(sections, second * 1000, which);
    return cursors.step(which, ALL) ? cursors.place : null;
  };
  assert.equal(step(5, 'next'), 0);
  assert.equal(step(20, 'next'), 2);
  assert.equal(step(35, 'next'), null);
  assert.equal(placeNear(sections, 9500, 'next', 1000), 0, 'what is about to begin is passed over');
  assert.equal(step(25, 'previous'), 1);
  assert.equal(step(21, 'previous'), 0);
  assert.equal(step(5, 'previous'), null);
});
