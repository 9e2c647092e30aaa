import test from 'node:test';
import assert from 'node:assert/strict';
import {
  nearest, parseMoment, spokenTime,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/go-to.js';

const BERLIN = 'Europe/Berlin';
const read = (text) => parseMoment(text, '2026-11-20', BERLIN)?.instants.map((it) => new Date(it).toISOString());

test('a time alone is one of the day that is shown', () => {
  assert.deepEqual(read('14:03:22'), ['2026-11-20T13:03:22.000Z']);
  assert.deepEqual(read(' 9 '), ['2026-11-20T08:00:00.000Z']);
});

test('a day may stand with it in several ways', () => {
  for (const text of ['2026-11-19 14:03', '2026-11-19T14:03:00', '19.11.2026 14:03', '19.11.2026, 14:03', '2026-11-19_14-03-00']) {
    assert.deepEqual(read(text), ['2026-11-19T13:03:00.000Z'], text);
  }
  assert.deepEqual(read('2026-11-19'), ['2026-11-18T23:00:00.000Z']);
});

test('with an offset it is one instant', () => {
  assert.deepEqual(read('2026-11-19T14:03:22+01:00'), ['2026-11-19T13:03:22.000Z']);
  assert.deepEqual(read('2026-11-19T14:03:22.5Z'), ['2026-11-19T14:03:22.500Z']);
});

test('in the hour that comes twice it is two, in the one left out none', () => {
  assert.deepEqual(read('2026-10-25T02:30'), ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
  assert.deepEqual(read('2026-03-29T02:30'), []);
});

test('nonsense is none', () => {
  for (const text of ['', 'noon', '25:00', '2026-02-31 12:00', '2026-13-01', '12:61']) {
    assert.equal(parseMoment(text, '2026-11-20', BERLIN), null, text);
  }
});

test('of two the nearer one is taken', () => {
  assert.equal(nearest([100, 200], 190), 200);
  assert.equal(nearest([100, 200], 10), 100);
});

test('a time is spoken in whole units', () => {
  assert.equal(spokenTime(14 * 3600 + 180, false, 'en'), '14 hours, 3 minutes');
  assert.equal(spokenTime(3601, true, 'en'), '1 hour, 0 minutes, 1 second');
});
