import test from 'node:test';
import assert from 'node:assert/strict';
import {
  causeKey, drawn, gapsWithin, kindOf, lasting, partAt, partsOf, rankHeight, ranked, seen, share,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/coverage.js';

const at = (seconds) => new Date(seconds * 1000).toISOString();
const parts = partsOf({
  spans: [{ from: at(10), to: at(20) }, { from: at(21), to: at(30) }],
  gaps: [
    { from: at(0), to: at(10), cause: 'never recorded', detail: '' },
    { from: at(20), to: at(21), cause: 'connection lost', detail: 'x' },
  ],
  to: at(30),
});

test('spans and gaps are one line of time', () => {
  assert.deepEqual(parts.map((it) => it.kind), ['none', 'there', 'lost', 'there']);
  assert.equal(partAt(parts, 20_500)?.cause, 'connection lost');
  assert.equal(partAt(parts, 20_000)?.kind, 'lost');
  assert.equal(partAt(parts, 31_000), undefined);
});

test('what nobody wanted is no loss, and a word of a newer server is one', () => {
  assert.deepEqual(['between takes', 'never recorded', 'stalled', 'eaten'].map(kindOf), ['calm', 'none', 'lost', 'lost']);
  assert.equal(causeKey('defect in the recorder'), 'cause.defect.in.the.recorder');
});

test('what lasted when it was asked for goes on', () => {
  const now = lasting(parts, 30_000, 40_000);
  assert.equal(now[3].to, 40_000);
  assert.equal(lasting(parts, 60_000, 70_000), parts);
  const waiting = [...parts, { from: 30_000, to: 30_500, kind: 'none', cause: 'not recorded yet', detail: '' }];
  assert.deepEqual(lasting(waiting, 30_500, 40_000).map((it) => it.to), [10_000, 20_000, 21_000, 40_000]);
});

test('a short gap is still seen from far away', () => {
  const far = drawn(parts, { from: 0, to: 1_000_000 }, 100);
  const gap = far.find((it) => it.part.kind === 'lost');
  assert.equal(gap?.width, 1);
});

test('many parts of a pixel are one', () => {
  const many = [];
  for (let i = 0; i < 10_000; i++) {
    many.push({ from: i * 10, to: i * 10 + 5, kind: i % 2 ? 'lost' : 'there', cause: '', detail: '' });
  }
  assert.ok(drawn(many, { from: 0, to: 100_000 }, 100).length <= 202);
});

test('gaps of a span are cut to it', () => {
  assert.deepEqual(gapsWithin(parts, 20_500, 40_000).map((it) => [it.from, it.to]), [[20_500, 21_000]]);
  assert.equal(gapsWithin(parts, 0, 10_000).length, 0);
});

test('a share counts what is there', () => {
  assert.deepEqual(share(parts, 10_000, 30_000), { recorded: 19, seconds: 20, percent: 95, isEmpty: false });
  assert.equal(share(parts, 0, 5_000).isEmpty, true);
});

test('sections stay in order of time and know their rank', () => {
  const loud = ranked([
    { from: at(5), to: at(6), score: 20 },
    { from: at(1), to: at(2), score: 30 },
    { from: at(3), to: at(4), score: 10 },
  ]);
  assert.deepEqual(loud.map((it) => it.rank), [1, 3, 2]);
  assert.ok(rankHeight(1, 50) > rankHeight(50, 50) && rankHeight(50, 50) > rankHeight(51, 50));
});

test('of a list in order only what lies in the view is looked at', () => {
  const spans = [[0, 5], [10, 20], [30, 40], [50, 60]].map(([from, to]) => ({ from, to }));
  assert.deepEqual(seen(spans, { from: 20, to: 50 }), [spans[2]]);
  assert.deepEqual(seen(spans, { from: 4, to: 11 }), [spans[0], spans[1]]);
  assert.deepEqual(seen(spans, { from: 60, to: 90 }), []);
});
