import assert from 'node:assert/strict';
import test from 'node:test';
import { frequencies, spectrogramTiles } from '../../../main/resources/dev/sonolog/server/page/files/lib/spectro-tiles.js';

const RATE = 48000;

test('tiles cover the window and what there is of it', () => {
  const tiles = spectrogramTiles({ from: 100, to: 160 }, 1400, RATE, 130 * RATE);
  assert.ok(tiles[0].from <= 100 && tiles[0].to > 100);
  assert.ok(tiles.at(-1).from < 130 && tiles.at(-1).to >= 130);
  tiles.slice(1).forEach((it, i) => assert.equal(it.from, tiles[i].to));
});

test('no tile is longer than the server draws at once', () => {
  const tiles = spectrogramTiles({ from: 0, to: 43_200 }, 1400, RATE, 43_200 * RATE);
  assert.ok(tiles.every((it) => it.to - it.from <= 10_800));
  assert.equal(spectrogramTiles({ from: 0, to: 86_400 }, 1400, RATE, 86_400 * RATE), null);
});

test('the same place is in the same tile, wherever the window is', () => {
  const one = spectrogramTiles({ from: 10, to: 70 }, 1000, RATE, 1800 * RATE);
  const other = spectrogramTiles({ from: 15, to: 75 }, 1000, RATE, 1800 * RATE);
  assert.deepEqual(one[0], other.find((it) => it.number === one[0].number) ?? one[0]);
  assert.equal(one[0].zoom, other[0].zoom);
});

test('each octave is as high as any other', () => {
  const at = Object.fromEntries(frequencies(RATE).map((it) => [it.hertz, it.share]));
  assert.ok(Math.abs(at[10_000] - at[5000] - 1 / Math.log2(24_000 / 50)) < 1e-9);
  assert.deepEqual(frequencies(8000).map((it) => it.hertz), [100, 1000]);
});
