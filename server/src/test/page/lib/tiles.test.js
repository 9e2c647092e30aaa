import test from 'node:test';
import assert from 'node:assert/strict';
import {
  Kept, TILE_PIXELS, heightOf, heights, levelOf, tileMillis, tilesOf,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/tiles.js';

test('a tile\'s pixels are not longer than those of the view, and not half as long', () => {
  for (const millis of [5, 100, 1000, 86_400, 2_000_000]) {
    const ours = 2 ** levelOf(millis);
    assert.ok(ours <= millis && ours > millis / 2, String(millis));
  }
  assert.equal(levelOf(0.001), 2);
});

test('tiles cover a view without a hole', () => {
  const level = levelOf(1000);
  const length = tileMillis(level);
  const view = { from: 10 * length - 1, to: 12 * length };
  assert.deepEqual(tilesOf(view, level), [9, 10, 11]);
});

test('a level of −60 dB and less has no height, full scale has all', () => {
  assert.equal(heightOf(0), 0);
  assert.equal(heightOf(0.0001), 0);
  assert.equal(heightOf(1), 1);
  assert.ok(Math.abs(heightOf(10 ** (-30 / 20)) - 0.5) < 1e-9);
});

test('each pixel is the loudest of both channels in its time', () => {
  const data = new Int16Array(4 * 4);
  data[2 * 4] = -32768; // the third pixel, first channel, lowest
  const peaks = { rate: 1000, zoom: 4, pixels: 4, channels: 2, full: 32768, data };
  const found = heights(peaks, 2);
  assert.equal(found.length, TILE_PIXELS);
  assert.deepEqual([...found.slice(0, 5)], [0, 0, 1, 0, 0]);
});

test('coarser data fill several pixels', () => {
  const data = Int16Array.from([0, 32767, 0, 0]);
  const found = heights({ rate: 1000, zoom: 16, pixels: 2, channels: 1, full: 32768, data }, 2);
  assert.ok(found[0] > 0.99 && found[3] > 0.99);
  assert.equal(found[4], 0);
});

test('what was not used for longest is forgotten first', () => {
  const kept = new Kept(2);
  kept.set('a', 1);
  kept.set('b', 2);
  kept.get('a');
  kept.set('c', 3);
  assert.deepEqual([kept.get('a'), kept.get('b'), kept.get('c')], [1, undefined, 3]);
});

test('what begins behind the tile\'s start is drawn there, beside what is there already', () => {
  const data = Int16Array.from([0, 32767]);
  const into = new Float32Array(TILE_PIXELS);
  into[0] = 0.5;
  const found = heights({ rate: 1000, zoom: 4, pixels: 1, channels: 1, full: 32768, data }, 2, { into, after: 12 });
  assert.deepEqual([...found.slice(0, 5)].map((it) => Math.round(it * 10) / 10), [0.5, 0, 0, 1, 0]);
});
