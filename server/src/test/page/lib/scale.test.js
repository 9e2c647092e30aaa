import test from 'node:test';
import assert from 'node:assert/strict';
import {
  DAY, LONGEST, SHORTEST, daysOf, frameOf, instantAt, isChangeDay, limited, showing, ticks, xOf, zoomed,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/scale.js';

const BERLIN = 'Europe/Berlin';
const at = (text) => Date.parse(text);
const day = (text) => text;

test('pixels and instants are each other\'s inverse', () => {
  const view = { from: at('2026-11-20T00:00:00Z'), to: at('2026-11-21T00:00:00Z') };
  assert.equal(xOf(view, 2400, at('2026-11-20T12:00:00Z')), 1200);
  assert.equal(instantAt(view, 2400, 100), at('2026-11-20T01:00:00Z'));
});

test('zooming leaves what is under the pointer where it is', () => {
  const view = { from: 0, to: 1_000_000 };
  const near = zoomed(view, 0.5, 250_000);
  assert.deepEqual(near, { from: 125_000, to: 625_000 });
  assert.equal(xOf(near, 1000, 250_000), xOf(view, 1000, 250_000));
});

test('nothing is shorter than a second or longer than the longest', () => {
  const near = zoomed({ from: 0, to: 1500 }, 0.01, 100);
  assert.equal(near.to - near.from, SHORTEST);
  const far = zoomed({ from: 0, to: 30 * DAY }, 100, 0);
  assert.equal(far.to - far.from, LONGEST);
  assert.deepEqual(limited({ from: 0, to: 100 }), { from: -450, to: 550 });
});

test('a place outside is moved into the view', () => {
  const view = { from: 1000, to: 2000 };
  assert.equal(showing(view, 1500), view);
  assert.deepEqual(showing(view, 500), { from: 400, to: 1400 });
  assert.deepEqual(showing(view, 3000), { from: 2100, to: 3100 });
});

test('frames are days, weeks from Monday, months, by the clock of the station', () => {
  assert.deepEqual(frameOf('day', '2026-10-25', BERLIN), {
    from: at('2026-10-24T22:00:00Z'), to: at('2026-10-25T23:00:00Z'), first: '2026-10-25', days: 1,
  });
  const week = frameOf('week', '2026-11-22', BERLIN);
  assert.deepEqual([week.first, week.days], ['2026-11-16', 7]);
  const month = frameOf('month', '2026-02-10', BERLIN);
  assert.deepEqual([month.first, month.days], ['2026-02-01', 28]);
});

test('a view tells its days', () => {
  const view = { from: at('2026-11-20T22:59:00Z'), to: at('2026-11-21T23:00:00Z') };
  assert.deepEqual(daysOf(view, BERLIN), ['2026-11-20', '2026-11-21']);
});

test('lines stand on round times of the clock', () => {
  const view = frameOf('day', '2026-11-20', BERLIN);
  const all = ticks(view, 1000, BERLIN, day);
  assert.deepEqual(all.map((it) => it.text).slice(0, 4), ['2026-11-20', '02:00', '04:00', '06:00']);
  assert.ok(all[0].isDay && !all[1].isDay);
});

test('where clocks are changed, the zone stands with the time', () => {
  assert.ok(isChangeDay('2026-10-25', BERLIN));
  assert.ok(!isChangeDay('2026-10-24', BERLIN));
  const view = { from: at('2026-10-24T23:30:00Z'), to: at('2026-10-25T02:30:00Z') };
  const all = ticks(view, 300, BERLIN, day).map((it) => it.text);
  assert.deepEqual(all, ['02:00 CEST', '02:00 CET', '03:00 CET']);
});

test('close to it, lines stand on seconds and tenths', () => {
  const from = at('2026-11-20T13:00:00Z');
  const seconds = ticks({ from, to: from + 10_000 }, 800, BERLIN, day);
  assert.deepEqual(seconds.map((it) => it.text).slice(0, 2), ['14:00:00', '14:00:01']);
  const tenths = ticks({ from, to: from + 1000 }, 800, BERLIN, day);
  assert.deepEqual(tenths.map((it) => it.text).slice(0, 2), ['14:00:00.0', '14:00:00.1']);
});

test('of a month there are not more lines than fit', () => {
  const view = frameOf('month', '2026-10-01', BERLIN);
  for (const width of [300, 800, 1400]) {
    assert.ok(ticks(view, width, BERLIN, day).length <= width / 60);
  }
});
