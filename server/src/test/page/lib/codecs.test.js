import assert from 'node:assert/strict';
import test from 'node:test';
import * as codecs from '../../../main/resources/dev/sonolog/server/page/files/lib/codecs.js';
import { speedsWith } from '../../../main/resources/dev/sonolog/server/page/files/lib/speeds.js';

test('a codec has a short name, a full one and an ending of files', () => {
  assert.deepEqual([codecs.codecName('pcm'), codecs.codecInFull('pcm'), codecs.endingOf('pcm')], ['WAV', 'WAV (PCM)', 'wav']);
  assert.deepEqual([codecs.codecName('mp3'), codecs.codecInFull('mp3'), codecs.endingOf('mp3')], ['MP3', 'MP3', 'mp3']);
});

test('one that this page does not know is called as the server calls it', () => {
  assert.deepEqual([codecs.codecName('new'), codecs.codecInFull('new'), codecs.endingOf('new')], ['new', 'new', 'new']);
});

test('a speed that is none of the usual ones stands among them', () => {
  assert.ok(speedsWith(1).includes(1));
  const speeds = speedsWith(1.95);
  assert.equal(speeds.indexOf(1.95), speeds.indexOf(2) - 1);
});
