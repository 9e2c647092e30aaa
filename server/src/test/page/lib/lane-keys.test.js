import test from 'node:test';
import assert from 'node:assert/strict';
import { moved } from '../../../main/resources/dev/sonolog/server/page/files/lib/lane-keys.js';

const BERLIN = 'Europe/Berlin';
const HOUR = 3600e3;
const at = Date.parse('2026-10-25T10:00:00Z');
const day = { from: Date.parse('2026-10-24T22:00:00Z'), to: Date.parse('2026-10-25T23:00:00Z') };
const hour = { from: at - HOUR / 2, to: at + HOUR / 2 };
const by = (key, view) => moved(key, at, view, 1000, BERLIN) - at;

test('arrows move by a tenth of a step, with Shift by a hundredth', () => {
  assert.equal(by('ArrowRight', day), 2 * HOUR / 10);
  assert.equal(by('ArrowLeft', hour), -30e3);
  assert.equal(by('Shift+ArrowRight', hour), 3e3);
  assert.equal(by('ArrowUp', hour), by('ArrowRight', hour));
});

test('a page is an hour at least, and a step where an hour would be far', () => {
  assert.equal(by('PageUp', day), 2 * HOUR);
  assert.equal(by('PageDown', hour), -300e3);
});

test('Home and End are the ends of the day, also of one with 25 hours', () => {
  assert.equal(moved('Home', at, hour, 1000, BERLIN), day.from);
  assert.equal(moved('End', at, hour, 1000, BERLIN), day.to - 1000);
});

test('other keys are left to others', () => {
  assert.equal(moved('K', at, hour, 1000, BERLIN), null);
});
