import assert from 'node:assert/strict';
import test from 'node:test';
import { mayCommand, seemsLost, standing } from '../../../main/resources/dev/sonolog/server/page/files/lib/lease.js';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const LEASE = { holder: 'Tablet', version: 7, since: '2026-11-20T13:55:00Z', expires: '2026-11-20T14:04:00Z' };
const NOBODY = { version: null, asked: null };
const REQUEST = { holder: 'Office', since: '2026-11-20T13:59:50Z', takeOverAt: '2026-11-20T14:00:05Z' };

test('nobody is in control', () => {
  assert.deepEqual(standing({ lease: null, request: null }, NOBODY, NOW), { kind: 'free' });
  assert.equal(standing({ lease: null, request: null }, { version: 7, asked: null }, NOW).kind, 'free');
});

test('whoever has the version of the lease has the lease, whatever the device is called', () => {
  const mine = standing({ lease: LEASE, request: null }, { version: 7, asked: null }, NOW);
  assert.deepEqual(mine, { kind: 'mine', expires: Date.parse(LEASE.expires), asker: '', secondsLeft: 0 });
  assert.equal(standing({ lease: { ...LEASE, version: 8 }, request: null }, { version: 7, asked: null }, NOW).kind, 'theirs');
});

test('who is in control is told who wants it, and how long there is to answer', () => {
  const mine = standing({ lease: LEASE, request: REQUEST }, { version: 7, asked: null }, NOW);
  assert.equal(mine.asker, 'Office');
  assert.equal(mine.secondsLeft, 5);
});

test('who has asked may take over when the time is up, and not before', () => {
  const own = { version: null, asked: REQUEST.since };
  const at = (seconds) => standing({ lease: LEASE, request: REQUEST }, own, NOW + seconds * 1000);
  assert.deepEqual([0, 4.5, 5, 60].map((it) => at(it).secondsLeft), [5, 1, 0, 0]);
  assert.ok(at(0).hasAsked);
});

test('a request of somebody else is not ours', () => {
  const theirs = standing({ lease: LEASE, request: REQUEST }, { version: null, asked: '2026-11-20T13:00:00Z' }, NOW);
  assert.equal(theirs.hasAsked, false);
  assert.equal(theirs.otherAsker, 'Office');
});

test('control seems lost when the lease is another one or gone, to who had one', () => {
  assert.equal(seemsLost({ lease: LEASE }, 7), false);
  assert.equal(seemsLost({ lease: LEASE }, 6), true);
  assert.equal(seemsLost({ lease: null }, 7), true);
  assert.equal(seemsLost({ lease: LEASE }, null), false);
});

test('who is not in control gives no commands; where nobody is, anybody may begin', () => {
  assert.ok(mayCommand({ kind: 'free' }));
  assert.ok(mayCommand(standing({ lease: LEASE, request: null }, { version: 7, asked: null }, NOW)));
  assert.ok(!mayCommand(standing({ lease: LEASE, request: null }, NOBODY, NOW)));
});
