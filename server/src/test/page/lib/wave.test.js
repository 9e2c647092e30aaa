import assert from 'node:assert/strict';
import test from 'node:test';
import * as wave from '../../../main/resources/dev/sonolog/server/page/files/lib/wave.js';

const RATE = 48000;

test('a picture is drawn from tiles that are not coarser than it', () => {
  assert.equal(wave.tileZoom(256), 256);
  assert.equal(wave.tileZoom(511), 256);
  assert.equal(wave.tileZoom(512), 512);
  assert.equal(wave.tileZoom(3_000_000), 2 ** 21);
  assert.equal(wave.tileZoom(255), 64, 'what must be decoded comes in few sizes');
  assert.equal(wave.tileZoom(3), 16);
});

test('only the tiles that are looked at and exist are asked for', () => {
  const there = 1800 * RATE;
  const each = (wave.TILE * 1024) / RATE; // 43.7 s
  assert.deepEqual(wave.tilesOf({ from: 0, to: each }, 1024, RATE, there), [0]);
  assert.deepEqual(wave.tilesOf({ from: each - 1, to: each + 1 }, 1024, RATE, there), [0, 1]);
  assert.deepEqual(wave.tilesOf({ from: 1790, to: 9000 }, 1024, RATE, there), [40, 41]);
  assert.deepEqual(wave.tilesOf({ from: 2000, to: 2010 }, 1024, RATE, there), []);
});

test('a finished recording is shown to its end, one that goes on with room for more', () => {
  assert.equal(wave.extentOf(1800, false), 1800);
  assert.equal(wave.extentOf(10, true), 30);
  assert.equal(wave.extentOf(290, true), 600);
  for (let seconds = 1; seconds < 200_000; seconds = seconds * 1.3 + 1) {
    assert.ok(wave.extentOf(seconds, true) > seconds, `${seconds} s`);
  }
});

test('a window stays within the whole and keeps its length where it can', () => {
  assert.deepEqual(wave.within({ from: -5, to: 5 }, 100, 1), { from: 0, to: 10 });
  assert.deepEqual(wave.within({ from: 95, to: 105 }, 100, 1), { from: 90, to: 100 });
  assert.deepEqual(wave.within({ from: -50, to: 500 }, 100, 1), { from: 0, to: 100 });
  assert.deepEqual(wave.within({ from: 50, to: 50.1 }, 100, 1), { from: 50, to: 51 });
});

test('zooming keeps the place where it is', () => {
  const window = { from: 100, to: 200 };
  const near = wave.zoomed(window, 0.5, 125);
  assert.deepEqual(near, { from: 112.5, to: 162.5 });
  assert.equal((125 - near.from) / (near.to - near.from), 0.25);
  assert.deepEqual(wave.zoomed(near, 2, 125), window);
});

test('a place is brought into the window only where it is not in it', () => {
  const window = { from: 0, to: 10 };
  assert.equal(wave.showing(window, 5), window);
  assert.deepEqual(wave.showing(window, 50, 0.2), { from: 48, to: 58 });
});

test('the ruler has round times of the clock', () => {
  assert.equal(wave.rulerStep(1400 / 1800, 92), 120);
  assert.equal(wave.rulerStep(1000, 92), 0.1);
  // it began at 14:03:22: the first full minute is 38 s behind that
  assert.deepEqual(wave.rulerLines({ from: 0, to: 200 }, 60, 14 * 3600 + 3 * 60 + 22), [38, 98, 158]);
});

test('buttons do not overlap, and the best ranks get theirs first', () => {
  const sections = Array.from({ length: 500 }, (_, i) => ({ start: i * 3, end: i * 3 + 1, rank: ((i * 7) % 500) + 1 }));
  const placed = wave.placeButtons(sections, { from: 0, to: 1500 }, 1000, 28, 60);
  assert.ok(placed.length > 20 && placed.length <= 60);
  assert.ok(placed.some((it) => it.section.rank === 1));
  placed.forEach((it, i) => {
    assert.ok(it.width >= 27, 'wide enough to be pressed');
    assert.ok(it.x >= 0 && it.x + it.width <= 1000);
    assert.ok(i === 0 || it.x >= placed[i - 1].x + placed[i - 1].width - 1);
  });
});

test('a long section has a button as wide as what is seen of it', () => {
  const placed = wave.placeButtons([{ start: 10, end: 200, rank: 1 }], { from: 0, to: 100 }, 1000, 28, 60);
  assert.equal(placed[0].x, 100);
  assert.equal(placed[0].width, 900);
});

/** Two channels: the first between -1 and 1, the second between -2 and 2, with each pixel one more. */
const tile = (pixels) => ({
  rate: RATE,
  zoom: 256,
  pixels,
  channels: 2,
  full: 100,
  data: Int16Array.from({ length: pixels * 4 }, (_, i) => (i % 2 === 0 ? -1 : 1) * ((i % 4 < 2 ? 1 : 2) + (i >> 2))),
});

test('columns take the extremes of their pixels, of one channel or of all', () => {
  const window = { from: 0, to: (8 * 256) / RATE };
  const of = (channel) => wave.columnsOf(window, 4, RATE, 256, (n) => (n === 0 ? tile(8) : undefined), channel);
  assert.deepEqual([...of(null)].map((it) => Math.round(it * 100)), [-3, 3, -5, 5, -7, 7, -9, 9]);
  assert.deepEqual([...of(0)].map((it) => Math.round(it * 100)), [-2, 2, -4, 4, -6, 6, -8, 8]);
});

test('what is not there is no silence', () => {
  const window = { from: 0, to: (16 * 256) / RATE };
  const columns = wave.columnsOf(window, 4, RATE, 256, (n) => (n === 0 ? tile(8) : undefined), null);
  assert.ok(!Number.isNaN(columns[2]));
  assert.ok(Number.isNaN(columns[4]) && Number.isNaN(columns[7]));
});

test('a cut goes to the quietest place, and of several to the nearest', () => {
  const columns = Float32Array.from([9, 1, 1, 9, 0.1, 9, 9, 0.1, 9, 9].flatMap((it) => [-it, it]));
  const at = (place) => Math.floor(wave.quietest(columns, { from: 0, to: 10 }, place));
  assert.equal(at(3), 4);
  assert.equal(at(9), 7);
  assert.equal(wave.quietest(new Float32Array([NaN, NaN]), { from: 0, to: 1 }, 0.7), 0.7);
});
