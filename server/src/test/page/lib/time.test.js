import assert from 'node:assert/strict';
import test from 'node:test';
import * as time from '../../../main/resources/dev/sonolog/server/page/files/lib/time.js';

const BERLIN = 'Europe/Berlin';
const at = Date.parse;

test('an instant is shown on the clock of its zone', () => {
  const instant = at('2026-11-20T13:03:22.549Z');
  assert.equal(time.clock(instant, BERLIN), '14:03:22');
  assert.equal(time.clock(instant, BERLIN, { tenths: true }), '14:03:22.5');
  assert.equal(time.clock(instant, 'Asia/Kathmandu', { seconds: false }), '18:48');
  assert.equal(time.stamp(at('2026-11-20T23:30:00Z'), BERLIN), '2026-11-21 00:30:00');
  assert.equal(time.clock(at('2026-11-20T23:00:00Z'), BERLIN), '00:00:00');
});

test('a day begins where its zone says', () => {
  assert.equal(time.iso(time.startOfDay('2026-11-20', BERLIN)), '2026-11-19T23:00:00.000Z');
  assert.equal(time.iso(time.startOfDay('2026-07-01', BERLIN)), '2026-06-30T22:00:00.000Z');
  assert.equal(time.addDays('2026-02-28', 1), '2026-03-01');
  assert.equal(time.addDays('2026-01-01', -1), '2025-12-31');
});

test('a day whose midnight is left out begins with the first instant that there is', () => {
  // Beirut put its clocks forward at midnight of 29 March 2026.
  const start = time.startOfDay('2026-03-29', 'Asia/Beirut');
  assert.equal(time.dayOf(start, 'Asia/Beirut'), '2026-03-29');
  assert.equal(time.dayOf(start - 1, 'Asia/Beirut'), '2026-03-28');
});

test('an hour that comes twice has two instants, one that is left out has none', () => {
  const half = 2.5 * 3600;
  assert.deepEqual(
    time.instantsOf('2026-10-25', half, BERLIN).map(time.iso),
    ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
  );
  assert.deepEqual(time.instantsOf('2026-03-29', half, BERLIN), []);
  assert.deepEqual(time.instantsOf('2026-06-01', half, BERLIN).map(time.iso), ['2026-06-01T00:30:00.000Z']);
});

test('times of day are read as people write them', () => {
  assert.equal(time.parseTimeOfDay('14:03:22'), 50602);
  assert.equal(time.parseTimeOfDay('14:03:22,5'), 50602.5);
  assert.equal(time.parseTimeOfDay('140322'), 50602);
  assert.equal(time.parseTimeOfDay('1403'), 50580);
  assert.equal(time.parseTimeOfDay('7'), 25200);
  for (const wrong of ['', '24:00', '12:60', '1:2:3', '12345', 'noon']) {
    assert.equal(time.parseTimeOfDay(wrong), null, wrong);
  }
});

test('what is shown leads back to the instant, on every day of a year', () => {
  for (let instant = at('2026-01-01T00:00:00Z'); instant < at('2027-01-01T00:00:00Z'); instant += 7_199_000) {
    const day = time.dayOf(instant, BERLIN);
    const seconds = time.parseTimeOfDay(time.clock(instant, BERLIN));
    assert.ok(time.instantsOf(day, seconds, BERLIN).includes(instant), time.iso(instant));
  }
});

test('a day in short has its weekday', () => {
  assert.equal(time.dayInShort('2026-11-20', 'en'), 'Fri 20 Nov');
  assert.match(time.dayInShort('2026-11-20', 'de'), /^Fr\.?, 20\. Nov/);
  assert.equal(time.dayInShort('2026-11-20', 'en'), 'Fri 20 Nov');
});
