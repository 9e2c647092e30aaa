import assert from 'node:assert/strict';
import test from 'node:test';
import { Reconnecting } from '../../../main/resources/dev/sonolog/server/page/files/lib/reconnecting.js';

const MIDDLE = 0.5;

/** One that was fine for a minute. */
function open(now) {
  const it = new Reconnecting();
  it.begin(now - 60_000);
  it.hear(now - 60_000);
  it.hear(now);
  return it;
}

test('who never was there is lost at once', () => {
  const it = new Reconnecting();
  it.begin(1000);
  assert.equal(it.fail(1100, MIDDLE).isLost, true);
});

test('the pauses double up to half a minute, each with a part by chance', () => {
  const it = new Reconnecting();
  const pauses = (random) => Array.from({ length: 9 }, () => it.fail(0, random).pause);
  assert.deepEqual(pauses(1), [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  it.wake(0);
  assert.deepEqual(pauses(0).slice(0, 3), [250, 500, 1000]);
});

test('what ended and is there again in a moment was not lost', () => {
  const it = open(100_000);
  const { pause, isLost } = it.fail(100_000, MIDDLE);
  assert.equal(isLost, false);
  assert.ok(pause <= 500);
});

test('what does not come back is lost after two seconds', () => {
  const it = open(100_000);
  let now = 100_000;
  let end = it.fail(now, 1);
  while (!end.isLost) {
    now += end.pause;
    it.begin(now);
    end = it.fail(now, 1);
  }
  assert.ok(now + end.pause > 102_000 && now <= 102_000, String(now));
});

test('what comes and goes is asked for less and less often, and is lost while nobody waits for it', () => {
  const it = new Reconnecting();
  let last = { pause: 0, isLost: false };
  for (let i = 0; i < 8; i++) {
    it.begin(i * 60_000);
    it.hear(i * 60_000 + 10);
    last = it.fail(i * 60_000 + 100, MIDDLE);
  }
  assert.ok(last.pause > 20_000);
  assert.equal(last.isLost, true);
});

test('one that lasted begins anew with short pauses', () => {
  const it = new Reconnecting();
  for (let i = 0; i < 5; i++) {
    it.fail(0, MIDDLE);
  }
  it.begin(1000);
  it.hear(1100);
  assert.ok(it.fail(20_000, MIDDLE).pause <= 500);
});

test('an answer whose head does not come is dead sooner than one whose signs of life stop', () => {
  const it = new Reconnecting();
  it.begin(1000);
  assert.equal(it.isDead(15_900), false);
  assert.equal(it.isDead(16_100), true);
  it.begin(20_000);
  it.hear(20_100);
  assert.equal(it.isDead(52_000), false);
  assert.equal(it.isDead(52_200), true);
});

test('after sleep a failure is told only when the network had its time', () => {
  const it = open(100_000);
  assert.equal(it.wasAsleep(100_000), false);
  assert.equal(it.wasAsleep(102_000), false);
  assert.equal(it.wasAsleep(3_700_000), true);
  it.wake(3_700_000);
  it.begin(3_700_000);
  assert.equal(it.isDead(3_700_000), false);
  assert.equal(it.fail(3_700_100, MIDDLE).isLost, false);
  assert.equal(it.fail(3_709_000, MIDDLE).isLost, true);
});

test('who has to log in first is not waited for', () => {
  const it = new Reconnecting();
  it.begin(1000);
  it.hear(Infinity);
  assert.equal(it.isDead(10_000_000), false);
});
