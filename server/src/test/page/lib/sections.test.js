import assert from 'node:assert/strict';
import test from 'node:test';
import * as sections from '../../../main/resources/dev/sonolog/server/page/files/lib/sections.js';

const at = (start, end, score, peakDbfs = -10) => ({
  from: `f${start}`,
  to: `t${end}`,
  start,
  end,
  score,
  peakDbfs,
  noiseDbfs: -50,
});
const ranked = sections.rank([at(30, 33, 20), at(0, 2, 30, null), at(60, 61, 30), at(90, 99, 10)]);

test('ranks go by score, of the same score the earlier comes first', () => {
  assert.deepEqual(ranked.map((it) => [it.start, it.rank]), [[0, 1], [30, 3], [60, 2], [90, 4]]);
});

test('they are sorted in each order, and backwards', () => {
  const starts = (order, back = false) => sections.sorted(ranked, order, back).map((it) => it.start);
  assert.deepEqual(starts('time'), [0, 30, 60, 90]);
  assert.deepEqual(starts('score'), [0, 60, 30, 90]);
  assert.deepEqual(starts('length'), [90, 30, 0, 60]);
  assert.deepEqual(starts('peak'), [30, 60, 90, 0]);
  assert.deepEqual(starts('time', true), [90, 60, 30, 0]);
});

test('a place belongs to the section that began last', () => {
  assert.equal(sections.before(ranked, 59)?.start, 30);
  assert.equal(sections.before(ranked, -1), undefined);
});

test('a section is reviewed when all of it is', () => {
  const spans = [{ start: -5, end: 31 }, { start: 60, end: 70 }];
  assert.deepEqual(ranked.map((it) => sections.isReviewed(it, spans)), [true, false, true, false]);
});

test('what is played around sections is counted once', () => {
  const close = [{ start: 1, end: 2 }, { start: 3, end: 4 }, { start: 9, end: 10 }];
  assert.equal(sections.together(close, 0, 0, 10), 3);
  assert.equal(sections.together(close, 2, 2, 10), 9); // 0 to 6 and 7 to 10
  assert.equal(sections.together([], 1, 1, 10), 0);
});

test('the best so many stay in order of time', () => {
  assert.deepEqual(sections.top(ranked, 2).map((it) => it.start), [0, 60]);
});
