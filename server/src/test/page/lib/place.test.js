import assert from 'node:assert/strict';
import test from 'node:test';
import * as place from '../../../main/resources/dev/sonolog/server/page/files/lib/place.js';

const frame = { start: Date.parse('2026-11-20T22:50:00Z'), zone: 'Europe/Berlin', seconds: 3600 };

test('a place is written on the clock or from the start', () => {
  assert.equal(place.written(83.456, 'clock', frame), '23:51:23.46');
  assert.equal(place.written(83.456, 'elapsed', frame), '1:23.46');
  assert.equal(place.written(0, 'elapsed', frame), '0:00.00');
});

test('what is written is read as the same place', () => {
  for (let at = 0; at < 3600; at += 12.37) {
    for (const mode of ['clock', 'elapsed']) {
      const found = place.read(place.written(at, mode, frame), mode, frame, 0);
      assert.ok(Math.abs(found - at) <= 0.0051, `${mode} ${at} ${found}`);
    }
  }
});

test('a time behind midnight lies in the recording that began before it', () => {
  assert.equal(place.read('00:10:00', 'clock', frame, 0), 1200);
  assert.equal(place.read('22:00', 'clock', frame, 0), null);
  assert.equal(place.read('no time', 'clock', frame, 0), null);
  assert.equal(place.read('1:30:00', 'elapsed', frame, 0), null);
});

test('a time that comes twice is the one that is nearer', () => {
  const autumn = { start: Date.parse('2026-10-24T23:30:00Z'), zone: 'Europe/Berlin', seconds: 10800 };
  assert.equal(place.read('02:30', 'clock', autumn, 0), 3600);
  assert.equal(place.read('02:30', 'clock', autumn, 7000), 7200);
});

test('an end that passes the other one pushes it', () => {
  assert.deepEqual(place.withEnd(null, 'from', 50, 100), { from: 50, to: 60 });
  assert.deepEqual(place.withEnd(null, 'to', 50, 100), { from: 40, to: 50 });
  assert.deepEqual(place.withEnd({ from: 10, to: 20 }, 'from', 15, 100), { from: 15, to: 20 });
  assert.deepEqual(place.withEnd({ from: 10, to: 20 }, 'from', 30, 100), { from: 30, to: 40 });
  assert.deepEqual(place.withEnd({ from: 10, to: 20 }, 'to', 5, 100), { from: 0, to: 5 });
  const { from, to } = place.withEnd({ from: 10, to: 20 }, 'from', 100, 100);
  assert.ok(from < to && to === 100);
});
