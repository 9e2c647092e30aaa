import assert from 'node:assert/strict';
import test from 'node:test';
import { deviceName } from '../../../main/resources/dev/sonolog/server/page/files/lib/device-name.js';
import { HOLD_MILLIS, Hold } from '../../../main/resources/dev/sonolog/server/page/files/lib/hold.js';
import { LoudnessHistory } from '../../../main/resources/dev/sonolog/server/page/files/lib/loudness-history.js';
import { isOver, isWorthAsking, pauseAfter } from '../../../main/resources/dev/sonolog/server/page/files/lib/patience.js';
import { randomId } from '../../../main/resources/dev/sonolog/server/page/files/lib/random-id.js';
import { reading } from '../../../main/resources/dev/sonolog/server/page/files/lib/reading.js';

test('a reading has numbers or nothing, whatever is missing', () => {
  const channel = { peak: -3, hold: -2, highest: -1, truePeak: -0.4, clips: 2 };
  const heard = reading({
    channels: [channel, { peak: null, truePeak: null, clips: 1 }],
    momentary: -20,
    shortTerm: null,
    integrated: -23,
  });
  assert.deepEqual(heard, {
    peaks: [-3, null], truePeak: -0.4, clips: 3, momentary: -20, shortTerm: null, integrated: -23, conditions: [],
  });
  assert.deepEqual(reading({}).peaks, []);
  assert.equal(reading({}).truePeak, null);
});

test('the history keeps some minutes, twice a second', () => {
  const history = new LoudnessHistory(1);
  for (let at = 0; at < 120_000; at += 50) {
    history.hear({ at, shortTerm: -20 - at / 10_000, momentary: -20 });
  }
  assert.ok(history.points.length >= 119 && history.points.length <= 122, String(history.points.length));
  assert.ok(history.points[0].at >= 59_000);
});

test('the history in words: the loudest and the quietest of each minute, silence below all', () => {
  const history = new LoudnessHistory(5);
  [-30, -18, null].forEach((shortTerm, i) => history.hear({ at: 60_000 + i * 1000, shortTerm, momentary: shortTerm }));
  history.hear({ at: 130_000, shortTerm: -25, momentary: -25 });
  assert.deepEqual(history.minutes(), [
    { at: 120_000, loudest: -25, quietest: -25 },
    { at: 60_000, loudest: -18, quietest: null },
  ]);
});

test('what is held for a second is held, and the press that ends it is no other one', () => {
  const hold = new Hold();
  hold.down(0);
  assert.equal(hold.isHeld(HOLD_MILLIS - 1), false);
  assert.equal(hold.isHeld(HOLD_MILLIS), true);
  hold.up();
  assert.equal(hold.takePress(), true);
  assert.equal(hold.takePress(), false);
  hold.down(5000);
  hold.up();
  assert.equal(hold.isHeld(9000), false);
  assert.equal(hold.takePress(), false);
});

test('a key that repeats does not begin the hold anew', () => {
  const hold = new Hold();
  hold.down(0);
  hold.down(900);
  assert.equal(hold.isHeld(HOLD_MILLIS), true);
});

test('it is asked again more and more slowly, and not for ever', () => {
  assert.deepEqual([1, 2, 3, 4, 9].map(pauseAfter), [1000, 2000, 4000, 8000, 8000]);
  assert.ok(isOver('start', 60_000) && !isOver('start', 59_999));
  assert.ok(!isOver('stop', 60_000));
  assert.ok([0, 401, 503].every(isWorthAsking) && ![200, 403, 404, 409].some(isWorthAsking));
});

test('ids are random UUIDs', () => {
  const all = new Set(Array.from({ length: 100 }, randomId));
  assert.equal(all.size, 100);
  all.forEach((it) => assert.match(it, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
});

test('a device has a name that people know it by', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
  assert.equal(deviceName(mac, 0, ''), 'Mac');
  assert.equal(deviceName(mac, 5, 'olga'), 'olga, iPad');
  assert.equal(deviceName('Mozilla/5.0 (Linux; Android 15; Pixel) Mobile', 5, ''), 'Android phone');
  assert.equal(deviceName('something else', 0, ''), 'Browser');
});
