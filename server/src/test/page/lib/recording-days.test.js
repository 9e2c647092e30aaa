import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestOf,
  deletable,
  gapsOf,
  groupByDay,
  loudIn,
  loudOf,
  merge,
  refresh,
  spanOf,
  spansOf,
  total,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/recording-days.js';

/**
 * @param {string} id
 * @param {string} start
 * @param {Partial<Recording>} [more]
 * @returns {Recording}
 */
const recording = (id, start, more = {}) => ({
  id,
  source: 'radio',
  start,
  end: new Date(Date.parse(start) + 3600e3).toISOString(),
  seconds: 3600,
  samples: null,
  rate: 48000,
  channels: 1,
  codec: 'mp3',
  bytes: 1000,
  file: id + '.mp3',
  state: 'sealed',
  startFrom: 'recorder',
  pinned: false,
  estimated: false,
  ...more,
});
const A = recording('a', '2026-11-20T23:30:00Z');
const B = recording('b', '2026-11-20T22:30:00Z');
const C = recording('c', '2026-11-20T21:30:00Z');
const ids = (/** @type {Recording[]} */ list) => list.map((it) => it.id).join('');

test('Days are those of each clock, the newest first, with their sums', () => {
  const groups = groupByDay([A, B, C], () => 'Europe/Berlin');
  assert.deepEqual(
    groups.map((it) => [it.day, ids(it.recordings), it.seconds, it.bytes]),
    [
      ['2026-11-21', 'a', 3600, 1000],
      ['2026-11-20', 'bc', 7200, 2000],
    ],
  );
  assert.deepEqual(groupByDay([A, B, C], () => 'Etc/UTC').length, 1);
});

test('A recording whose zone becomes known moves to its day', () => {
  assert.equal(groupByDay([A], () => 'Etc/UTC')[0].day, '2026-11-20');
  assert.equal(groupByDay([A], () => 'Europe/Berlin')[0].day, '2026-11-21');
});

test('What has not changed is the same object; what is new waits', () => {
  const ended = { ...B, bytes: 2000 };
  const { shown, newer, missing } = refresh([B, C], [A, ended, C], true);
  assert.equal(ids(shown), 'bc');
  assert.equal(shown[0].bytes, 2000);
  assert.equal(shown[1], C);
  assert.equal(ids(newer), 'a');
  assert.deepEqual(missing, []);
});

test('What is missing from a page is told as far as the page reaches', () => {
  assert.equal(ids(refresh([A, B, C], [A], true).missing), 'bc');
  assert.equal(ids(refresh([A, B, C], [A], false).missing), '');
  assert.equal(ids(refresh([A, B, C], [A, C], false).missing), 'b');
});

test('A length that only the recording itself told is kept', () => {
  const running = recording('r', A.start, { state: 'recording', end: null, seconds: 12 });
  assert.equal(refresh([running], [{ ...running, seconds: null }], true).shown[0].seconds, 12);
});

test('Two lists become one, each recording once', () => {
  assert.equal(ids(merge([A, B], [B, C])), 'abc');
});

test('What is pinned or going on is not deleted', () => {
  const pinned = { ...A, pinned: true };
  const running = recording('r', B.start, { state: 'recording', end: null });
  const found = deletable([pinned, running, C]);
  assert.deepEqual([ids(found.pinned), ids(found.running), ids(found.free)], ['a', 'r', 'c']);
  assert.deepEqual(total([A, C]), { seconds: 7200, bytes: 2000 });
});

test('A section belongs to the recording in which it begins', () => {
  const section = (/** @type {string} */ from, /** @type {number} */ score) => ({
    from,
    to: from,
    start: 0,
    end: 0,
    score,
    peakDbfs: null,
    noiseDbfs: -60,
  });
  const sections = [section('2026-11-20T22:30:00Z', 20), section('2026-11-20T23:29:59Z', 30), section(A.start, 40)];
  assert.deepEqual(loudIn(B, sections), { count: 2, best: 30 });
});

test('The best of many are shown in time, each with its rank', () => {
  const shown = bestOf([{ score: 1 }, { score: 9 }, { score: 5 }, { score: 9 }], 3);
  assert.deepEqual(
    shown.map((it) => [it.index, it.rank]),
    [
      [1, 1],
      [2, 3],
      [3, 2],
    ],
  );
});

test('Several span from the first start to the last end, or to now', () => {
  assert.deepEqual(spanOf([B, C]), { source: 'radio', from: Date.parse(C.start), to: Date.parse(A.start) });
  assert.equal(spanOf([{ ...A, end: null }], 77).to, 77);
});

test('It is known how loud a recording is, or why that is not known', () => {
  const sections = /** @type {any[]} */ ([{ from: A.start, score: 7 }]);
  const found = (/** @type {string} */ id) => /** @type {any} */ ({ sections, unmeasured: [{ id, reason: 'broken' }] });
  assert.deepEqual(loudOf(A, undefined), { kind: 'pending' });
  assert.deepEqual(loudOf(A, new Error('no way')), { kind: 'failed', why: 'no way' });
  assert.deepEqual(loudOf(A, found(A.id)), { kind: 'unmeasurable', why: 'broken' });
  assert.deepEqual(loudOf(A, found('another')), { kind: 'known', count: 1, best: 7 });
});

test('Each source that is chosen has a span of its own', () => {
  const other = { ...B, source: 'garden' };
  const spans = spansOf([C, other, B], 0);
  assert.deepEqual(
    spans.map((it) => it.source),
    ['garden', 'radio'],
  );
  assert.deepEqual(spans[0], spanOf([other]));
  assert.deepEqual(spans[1], spanOf([B, C]));
});

test('A gap belongs to the recording that it interrupts or ends, and to no other', () => {
  const gap = (/** @type {string} */ from, cause = 'connection lost') => ({ from, to: null, cause, detail: '' });
  const within = gap('2026-11-20T22:45:00Z', 'overrun');
  const end = gap('2026-11-20T23:30:00.400Z');
  const gaps = [gap('2026-11-20T22:30:00Z'), within, gap('2026-11-20T23:00:00Z', 'between takes'), end];
  assert.deepEqual(gapsOf(B, gaps), [within, end]);
  assert.deepEqual(gapsOf({ ...B, end: null }, gaps), [within, end]);
  assert.deepEqual(gapsOf(C, gaps), [gaps[0]]);
  const stopped = gap('2026-11-20T23:30:00Z', 'recorder stopped');
  assert.deepEqual(gapsOf(B, [stopped, { ...stopped, from: within.from }]), [{ ...stopped, from: within.from }]);
});
