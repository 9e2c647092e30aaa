import assert from 'node:assert/strict';
import test from 'node:test';
import { isMore, placeIn } from '../../../main/resources/dev/sonolog/server/page/files/lib/snapshots.js';

test('another snapshot is worth it when a second more is there, or when the recording is over', () => {
  assert.equal(isMore({ state: 'recording', seconds: 100.9 }, 100), false);
  assert.equal(isMore({ state: 'recording', seconds: 101 }, 100), true);
  assert.equal(isMore({ state: 'recording', seconds: null }, 100), false);
  assert.equal(isMore({ state: 'sealed', seconds: 100 }, 100), true);
});

test('who jumps to the newest is a little behind it', () => {
  assert.equal(placeIn(Infinity, 10, 100), 94);
  assert.equal(placeIn(50, 10, 100), 50);
});

test('who is nearer to it already does not go back', () => {
  assert.equal(placeIn(Infinity, 97, 100), 97);
  assert.equal(placeIn(Infinity, 99.95, 100), 99.8);
});

test('at the start there is nothing in front', () => {
  assert.equal(placeIn(Infinity, 0, 2), 0);
  assert.equal(placeIn(Infinity, 0, 0.1), 0);
});
