import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, decibels, length, parseLength, percent, spokenLength } from '../../../main/resources/dev/sonolog/server/page/files/lib/format.js';

test('sizes have three digits and units of a thousand', () => {
  assert.equal(bytes(0, 'en'), '0 B');
  assert.equal(bytes(999, 'en'), '999 B');
  assert.equal(bytes(999.6, 'en'), '1 kB');
  assert.equal(bytes(9_400_000_000, 'en'), '9.4 GB');
  assert.equal(bytes(12_345_678, 'en'), '12.3 MB');
  assert.equal(bytes(999_600, 'en'), '1 MB');
  assert.equal(bytes(9_400_000_000, 'de'), '9,4 GB');
});

test('lengths are told as on a clock', () => {
  assert.equal(length(0), '0:00');
  assert.equal(length(247.9), '4:07');
  assert.equal(length(3723), '1:02:03');
  assert.equal(length(59.96, { tenths: true }), '0:59.9');
  assert.equal(length(-1), '0:00');
});

test('lengths are read as they are told', () => {
  assert.equal(parseLength('83.5'), 83.5);
  assert.equal(parseLength('1:23'), 83);
  assert.equal(parseLength(' 1:02:03,25 '), 3723.25);
  assert.equal(parseLength('100:00'), null);
  for (const wrong of ['', 'x', '1:60', '1:60:00', '-3', '1:2:3:4', '1 2']) {
    assert.equal(parseLength(wrong), null, wrong);
  }
  for (let seconds = 0; seconds < 100_000; seconds += 617) {
    assert.equal(parseLength(length(seconds)), seconds);
  }
});

test('lengths are spoken in two units at most', () => {
  assert.equal(spokenLength(3725, 'en'), '1 hour, 2 minutes');
  assert.equal(spokenLength(0, 'en'), '0 seconds');
  assert.equal(spokenLength(86_400, 'en'), '1 day');
  assert.equal(spokenLength(61, 'de'), '1 Minute, 1 Sekunde');
});

test('a part is never rounded to the whole', () => {
  assert.equal(percent(99.99, 'en'), '99.9 %');
  assert.equal(percent(100, 'en'), '100 %');
  assert.equal(percent(0.001, 'en'), '0.1 %');
  assert.equal(percent(0, 'en'), '0 %');
});

test('levels have a sign of their own', () => {
  assert.equal(decibels(-18.24), '−18.2 dB');
  assert.equal(decibels(null), '−∞ dB');
});
