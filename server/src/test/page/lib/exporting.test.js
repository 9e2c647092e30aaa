import assert from 'node:assert/strict';
import test from 'node:test';
import * as exporting from '../../../main/resources/dev/sonolog/server/page/files/lib/exporting.js';

const recording = { bytes: 28_800_000, seconds: 1800, rate: 48000, channels: 2 };

test('the size is estimated from the bitrate or the samples', () => {
  assert.equal(exporting.estimate(recording, 60, '', null), 960_000);
  assert.equal(exporting.estimate(recording, 1, 'wav', null), 192_044);
  assert.ok(exporting.estimate(recording, 1, 'flac', null) < 192_000);
  assert.equal(exporting.estimate(recording, 10, 'mp3', 128), 160_000);
  assert.equal(exporting.estimate({ ...recording, seconds: null }, 10, '', null), 0);
});

test('the file is called as the server will call it', () => {
  const name = (as, codec) => exporting.fileName('studio', '2026-11-20', '14:03:22', as, codec);
  assert.equal(name('', 'pcm'), 'studio_2026-11-20T14-03-22.wav');
  assert.equal(name('', 'mp3'), 'studio_2026-11-20T14-03-22.mp3');
  assert.equal(name('m4a', 'flac'), 'studio_2026-11-20T14-03-22.m4a');
});

test('only what is coded with loss has a bitrate', () => {
  assert.deepEqual(exporting.bitrates('flac'), []);
  assert.deepEqual(exporting.bitrates(''), []);
  assert.ok(exporting.bitrates('opus').includes(128));
});

test('other sources are those that were recorded then', () => {
  const source = (name, first, last, state = 'idle') => ({ name, first, last, state });
  const all = [
    source('this', '2026-11-20T10:00:00Z', null, 'recording'),
    source('never', null, null),
    source('before', '2026-11-19T10:00:00Z', '2026-11-19T11:00:00Z'),
    source('then', '2026-11-19T10:00:00Z', '2026-11-20T13:00:00Z'),
    source('still', '2026-11-19T10:00:00Z', '2026-11-20T11:00:00Z', 'recording'),
    source('later', '2026-11-20T15:00:00Z', null),
  ];
  const span = { from: Date.parse('2026-11-20T12:00:00Z'), to: Date.parse('2026-11-20T14:00:00Z') };
  assert.deepEqual(exporting.othersIn(all, 'this', span), ['then', 'still']);
});
