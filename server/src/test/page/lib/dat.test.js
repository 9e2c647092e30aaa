import assert from 'node:assert/strict';
import test from 'node:test';
import { extremes, parse } from '../../../main/resources/dev/sonolog/server/page/files/lib/dat.js';

function made(bits, values, channels = 1, version = 2) {
  const buffer = new ArrayBuffer(24 + (values.length * bits) / 8);
  const view = new DataView(buffer);
  view.setInt32(0, version, true);
  view.setUint32(4, bits === 8 ? 1 : 0, true);
  view.setInt32(8, 48000, true);
  view.setInt32(12, 256, true);
  view.setUint32(16, values.length / 2 / channels, true);
  view.setInt32(20, channels, true);
  values.forEach((it, i) => (bits === 8 ? view.setInt8(24 + i, it) : view.setInt16(24 + 2 * i, it, true)));
  return buffer;
}

test('peaks of 8 and of 16 bits are read', () => {
  for (const bits of [8, 16]) {
    const peaks = parse(made(bits, [-64, 32, -1, 2]));
    assert.equal(peaks.pixels, 2);
    assert.equal(peaks.rate, 48000);
    assert.equal(peaks.zoom, 256);
    assert.deepEqual([...peaks.data], [-64, 32, -1, 2]);
    assert.equal(peaks.full, bits === 8 ? 128 : 32768);
  }
});

test('the extremes of a stretch are those of all channels', () => {
  const peaks = parse(made(8, [-64, 32, -1, 2, 0, 0, -128, 127], 2));
  assert.deepEqual(extremes(peaks, 0, 1), [-0.5, 0.25]);
  assert.deepEqual(extremes(peaks, 0, 9), [-1, 127 / 128]);
  assert.deepEqual(extremes(peaks, 5, 9), [0, 0]);
});

test('what is none is refused', () => {
  assert.throws(() => parse(new ArrayBuffer(3)), RangeError);
  assert.throws(() => parse(made(8, [1, 2], 1, 1)), RangeError);
  assert.throws(() => parse(made(16, [1, 2]).slice(0, 26)), RangeError);
});
