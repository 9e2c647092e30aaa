import assert from 'node:assert/strict';
import test from 'node:test';
import { secondsLeft, volumeOf } from '../../../main/resources/dev/sonolog/server/page/files/lib/record-room.js';

const volumes = [
  { directory: '/data', free: 500, total: 1000 },
  { directory: '/data/takes', free: 900, total: 1000 },
  { directory: '/other', free: 100, total: 1000 },
];

test('a file lies on the volume of the longest folder above it', () => {
  assert.equal(volumeOf('/data/takes/a.flac', volumes)?.directory, '/data/takes');
  assert.equal(volumeOf('/data/x/a.flac', volumes)?.directory, '/data');
});

test('a folder whose name only begins alike is another one', () => {
  assert.equal(volumeOf('/data/takes-old/a.flac', volumes)?.directory, '/data');
});

test('without a file it is the fullest volume that is told', () => {
  assert.equal(volumeOf(null, volumes)?.directory, '/other');
  assert.equal(volumeOf(null, []), undefined);
});

test('the room is as long as the source has needed so far', () => {
  assert.equal(secondsLeft(1_000_000, { bytes: 500_000, seconds: 100 }), 200);
  assert.equal(secondsLeft(1_000_000, { bytes: 500, seconds: 1 }), null);
  assert.equal(secondsLeft(1_000_000, undefined), null);
});
