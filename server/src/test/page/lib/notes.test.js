import test from 'node:test';
import assert from 'node:assert/strict';
import {
  isReviewed, marksIn, notesOf, reviewedSeconds,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/notes.js';

const at = (seconds) => new Date(seconds * 1000).toISOString();
const span = (from, to) => ({ from: from * 1000, to: to * 1000 });
const reviewed = [span(10, 20), span(30, 40)];

test('marks are in order of time, and one of an instant ends where it begins', () => {
  const { marks, reviewed: spans } = notesOf(
    [
      { id: 2, from: at(50), to: null, label: 'b' },
      { id: 1, from: at(5), to: at(8), label: 'a' },
    ],
    [{ from: at(30), to: at(40) }, { from: at(10), to: at(20) }],
  );
  assert.deepEqual(marks.map((it) => [it.label, it.from, it.to]), [['a', 5000, 8000], ['b', 50_000, 50_000]]);
  assert.deepEqual(spans, reviewed);
});

test('only what lies in one span as a whole is reviewed', () => {
  assert.ok(isReviewed(reviewed, span(10, 20)));
  assert.ok(isReviewed(reviewed, span(31, 32)));
  assert.ok(isReviewed(reviewed, { from: 9999, to: 20_001 }), 'a millisecond is none');
  assert.ok(!isReviewed(reviewed, span(15, 25)));
  assert.ok(!isReviewed(reviewed, span(22, 28)));
  assert.ok(!isReviewed(reviewed, span(15, 35)));
  assert.ok(!isReviewed(reviewed, span(50, 60)));
  assert.ok(!isReviewed([], span(1, 2)));
});

test('what is not there cannot have been reviewed', () => {
  const there = (from, to) => ({ ...span(from, to), kind: 'there', cause: '', detail: '' });
  const parts = [there(0, 12), { ...there(12, 14), kind: 'lost' }, there(14, 18), there(18, 35), there(50, 60)];
  assert.equal(reviewedSeconds(parts, reviewed, 0, 100_000), 2 + 4 + 2 + 5);
  assert.equal(reviewedSeconds(parts, reviewed, 11_000, 16_000), 1 + 2);
  assert.equal(reviewedSeconds(parts, [span(0, 100)], 0, 100_000), 12 + 4 + 17 + 10);
  assert.equal(reviewedSeconds(parts, [], 0, 100_000), 0);
});

test('a mark of a span is found at each of its ends', () => {
  const { marks } = notesOf([{ id: 1, from: at(10), to: at(20), label: '' }, { id: 2, from: at(30), to: null, label: '' }], []);
  const ids = (from, to) => marksIn(marks, from * 1000, to * 1000).map((it) => it.id);
  assert.deepEqual(ids(20, 30), [1]);
  assert.deepEqual(ids(30, 31), [2]);
  assert.deepEqual(ids(0, 10), []);
  assert.deepEqual(ids(12, 40), [1, 2]);
});
