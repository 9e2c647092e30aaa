import { test } from 'node:test';
import assert from 'node:assert/strict';
import { deflection, spokenLevel } from '../../../main/resources/dev/sonolog/server/page/files/lib/meter.js';

test('a meter goes out further the louder it is, without a step', () => {
  let before = 0;
  for (let level = -80; level <= 6; level += 0.1) {
    const now = deflection(level);
    assert.ok(now >= before && now - before < 0.005, `${level}: ${before} ${now}`);
    before = now;
  }
  assert.equal(before, 1);
});

test('the points of the scale are where they are in other meters', () => {
  assert.deepEqual([-70, -60, -50, -40, -30, -20, 0].map(deflection), [0, 0.025, 0.075, 0.15, 0.3, 0.5, 1]);
});

test('silence is no level', () => {
  assert.equal(deflection(null), 0);
  assert.equal(deflection(undefined), 0);
  assert.equal(deflection(NaN), 0);
  assert.equal(spokenLevel(null), -60);
});

test('a voice hears whole decibels within the scale', () => {
  assert.equal(spokenLevel(-18.4), -18);
  assert.equal(spokenLevel(-93), -60);
  assert.equal(spokenLevel(1.2), 0);
});
