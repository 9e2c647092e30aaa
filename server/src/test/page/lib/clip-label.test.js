import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clipSpan,
  isDayOfChange,
  timeThere,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/clip-label.js';

const BERLIN = 'Europe/Berlin';

test('A stretch is told by its start and end on the clock there', () => {
  const span = { from: '2026-11-20T02:46:20Z', to: '2026-11-20T02:46:22.9Z' };
  assert.deepEqual(clipSpan(span, BERLIN), { from: '03:46:20', to: '03:46:22' });
});

test('Where both would read the same, tenths are told', () => {
  const span = { from: '2026-11-20T02:46:20.1Z', to: '2026-11-20T02:46:20.8Z' };
  assert.deepEqual(clipSpan(span, BERLIN), { from: '03:46:20.1', to: '03:46:20.8' });
});

test('On the day on which the clock is changed, its name is told', () => {
  assert.equal(timeThere(Date.parse('2026-10-25T00:30:00Z'), BERLIN), '02:30:00 CEST');
  assert.equal(timeThere(Date.parse('2026-10-25T01:30:00Z'), BERLIN), '02:30:00 CET');
  assert.deepEqual(
    ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-26'].map((it) => isDayOfChange(it, BERLIN)),
    [false, true, false, false, false],
  );
});
