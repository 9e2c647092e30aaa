import assert from 'node:assert/strict';
import test from 'node:test';
import { ClipLamp, FallingPeak } from '../../../main/resources/dev/sonolog/server/page/files/lib/ballistics.js';

test('a peak is there at once and falls by 20 dB in 1.7 s', () => {
  const peak = new FallingPeak();
  peak.hear(-6, 1000);
  assert.equal(peak.level(1000), -6);
  assert.ok(Math.abs(peak.level(2700) + 26) < 1e-9);
  peak.hear(-20, 2700);
  assert.equal(peak.level(2700), -20);
});

test('what is lower than it has fallen to does not lift it or push it down', () => {
  const peak = new FallingPeak();
  peak.hear(0, 0);
  peak.hear(-60, 50);
  assert.ok(Math.abs(peak.level(100) + 100 * (20 / 1700)) < 1e-9);
});

test('the highest stands for a second and a half', () => {
  const peak = new FallingPeak();
  peak.hear(-3, 0);
  peak.hear(-40, 1000);
  assert.equal(peak.hold(1500), -3);
  assert.ok(peak.hold(1700) < -3);
  assert.ok(peak.hold(1700) >= peak.level(1700));
});

test('silence is no level at all', () => {
  const peak = new FallingPeak();
  assert.equal(peak.level(10), -Infinity);
  peak.hear(null, 10);
  assert.equal(peak.hold(20), -Infinity);
});

test('the lamp stays on until it is put out, and tells when it clipped last', () => {
  const lamp = new ClipLamp();
  lamp.hear(4, 100);
  assert.equal(lamp.count, 0);
  lamp.hear(6, 200);
  lamp.hear(6, 300);
  assert.deepEqual([lamp.count, lamp.lastAt], [2, 200]);
  lamp.reset();
  lamp.hear(6, 400);
  assert.deepEqual([lamp.count, lamp.lastAt], [0, 0]);
});

test('a meter that begins anew counts from nothing', () => {
  const lamp = new ClipLamp();
  lamp.hear(9, 100);
  lamp.hear(2, 200);
  assert.deepEqual([lamp.count, lamp.lastAt], [2, 200]);
});
