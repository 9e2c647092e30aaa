import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOf } from '../../../main/resources/dev/sonolog/server/page/files/lib/cut.js';
import {
  NO_FILTER,
  asked,
  filterOf,
  isFiltered,
  isUnreviewed,
  leastOf,
  noted,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/recording-filter.js';

test('What the address keeps is read again as it was', () => {
  const filter = { ...NO_FILTER, source: 'a b', from: '2026-11-01', text: 'x&y', pinned: true, unreviewed: true, score: '12,5' };
  const kept = Object.entries(noted(filter)).filter(([, value]) => value !== null);
  assert.deepEqual(filterOf(new URLSearchParams(/** @type {any} */ (kept))), filter);
});

test('What is no filter in an address is passed over', () => {
  assert.deepEqual(filterOf(new URLSearchParams('from=yesterday&to=2026-13-45&state=x&codec=exe&pinned=2&unreviewed=yes&score=loud')), NO_FILTER);
  assert.equal(isFiltered(NO_FILTER), false);
  assert.equal(isFiltered({ ...NO_FILTER, text: ' ' }), false);
  assert.equal(isFiltered({ ...NO_FILTER, pinned: true }), true);
});

test('A recording whose end alone was not heard is reviewed; one of which nothing is known is not', () => {
  assert.deepEqual([{ reviewed: 1 }, { reviewed: 0.996 }, { reviewed: 0.9 }, {}].map(isUnreviewed), [false, false, true, true]);
});

test('The least score is a number with either mark, and nothing asks for all', () => {
  assert.deepEqual(['12', '12,5', '12.5', '', '-3', 'x'].map(leastOf), [12, 12.5, 12.5, 0, 0, 0]);
});

test('Days are asked for as instants of the clock there, the last one whole', () => {
  const filter = { ...NO_FILTER, from: '2026-03-29', to: '2026-03-29' };
  const { from, to } = asked(filter, 'Europe/Berlin');
  assert.deepEqual([from, to], ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
});

test('A cut lies within the recording, in the right order', () => {
  assert.deepEqual(cutOf(5, 10, 60), { start: 5, end: 10, error: '', field: 'to' });
  assert.deepEqual(cutOf(5, 100, 60), { start: 5, end: 60, error: '', field: 'to' });
  assert.equal(cutOf(null, 10, 60).field, 'from');
  assert.equal(cutOf(0, null, 60).error, 'recs.cut.no.time');
  assert.equal(cutOf(60, 70, 60).error, 'recs.cut.behind');
  assert.equal(cutOf(10, 10, 60).error, 'recs.cut.order');
  assert.equal(cutOf(10, 20, null).error, '');
});
