import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  byReason,
  nameOf,
  roomOf,
  splitRetry,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/status.js';

test('when a source is tried again is taken out of the sentence', () => {
  assert.deepEqual(splitRetry('http://a:1/b: refused (next try at 2026-11-22T14:37:11.390533997Z)'), {
    text: 'http://a:1/b: refused',
    retryAt: Date.parse('2026-11-22T14:37:11.390Z'),
  });
  assert.deepEqual(splitRetry('refused (by the station)'), { text: 'refused (by the station)', retryAt: null });
  assert.deepEqual(splitRetry(null), { text: '', retryAt: null });
});

test('a volume is tight or low by its share or by the days that are left', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  assert.equal(roomOf({ free: 50, total: 100, full: null }, now), 'fine');
  assert.equal(roomOf({ free: 9, total: 100, full: null }, now), 'tight');
  assert.equal(roomOf({ free: 4, total: 100, full: null }, now), 'low');
  assert.equal(roomOf({ free: 50, total: 100, full: '2026-12-02T12:00:00Z' }, now), 'tight');
  assert.equal(roomOf({ free: 50, total: 100, full: '2026-11-24T12:00:00Z' }, now), 'low');
  assert.equal(roomOf({ free: 0, total: 0, full: null }, now), 'fine');
});

test('what is deleted is summed by its reason', () => {
  const items = [
    { reason: 'age', bytes: 1 },
    { reason: 'room', bytes: 10 },
    { reason: 'age', bytes: 2 },
  ];
  assert.deepEqual(byReason(items), [
    { reason: 'room', count: 1, bytes: 10 },
    { reason: 'age', count: 2, bytes: 3 },
  ]);
});

test('a file is named without its folders', () => {
  assert.equal(nameOf('/a/b/c.mp3'), 'c.mp3');
  assert.equal(nameOf('c.mp3'), 'c.mp3');
});
