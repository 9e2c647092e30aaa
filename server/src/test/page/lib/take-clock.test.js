import assert from 'node:assert/strict';
import test from 'node:test';
import { deskState, lengthOf, limit, timer } from '../../../main/resources/dev/sonolog/server/page/files/lib/take-clock.js';

const take = { from: '2026-11-20T14:00:00Z', requestedAt: '2026-11-20T14:00:10Z', recorded: 12, state: 'running' };

test('what goes on is told by the take as much as by the source', () => {
  const states = ['idle', 'connecting', 'recording', 'lost', 'stopping'];
  assert.deepEqual(states.map((state) => deskState({ state, take: null })), ['ready', 'starting', 'ready', 'absent', 'stopping']);
  assert.deepEqual(states.map((state) => deskState({ state, take })), ['recording', 'starting', 'recording', 'lost', 'stopping']);
  assert.equal(deskState({ state: 'idle', take: { ...take, state: 'kept' } }), 'ready');
});

test('a take that goes on is as long as the clock says, one that is over as long as was told', () => {
  const now = Date.parse('2026-11-20T14:00:30Z');
  assert.equal(lengthOf(take, now), 30);
  assert.equal(lengthOf({ ...take, from: null }, now), 20);
  assert.equal(lengthOf({ ...take, state: 'kept' }, now), 12);
  assert.equal(lengthOf(take, Date.parse('2026-11-20T13:59:59Z')), 0);
});

test('the timer has always hours, minutes and seconds, and goes beyond a day', () => {
  assert.deepEqual([0, 59.99, 754, 3600, 100 * 3600 + 61, -3].map(timer), [
    '00:00:00', '00:00:59', '00:12:34', '01:00:00', '100:01:01', '00:00:00',
  ]);
});

test('limits are told when they matter', () => {
  assert.equal(limit({ min: null, max: null }, 5), null);
  assert.deepEqual(limit({ min: 10, max: null }, 4.2), { kind: 'short', seconds: 6 });
  assert.equal(limit({ min: 10, max: 7200 }, 10), null);
  assert.deepEqual(limit({ min: 10, max: 7200 }, 7000.5), { kind: 'ends', seconds: 200 });
  assert.deepEqual(limit({ min: null, max: 7200 }, 7300), { kind: 'ends', seconds: 0 });
});
