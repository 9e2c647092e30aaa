import test from 'node:test';
import assert from 'node:assert/strict';
import { concerns, split } from '../../../main/resources/dev/sonolog/server/page/files/lib/attention.js';

const source = (name, more = {}) => ({ name, state: 'recording', openGap: null, analysis: null, ...more });
const gap = (from, cause) => ({ from, to: null, cause, detail: 'refused' });
const told = (sources, more = {}) => ({
  sources,
  live: new Map(sources.map((it) => [it.name, { name: it.name, state: it.state, since: null, detail: null }])),
  recorder: { since: '' },
  volumes: [],
  now: Date.parse('2026-11-22T12:00:00Z'),
  ...more,
});

test('all well is nothing', () => {
  assert.deepEqual(concerns(told([source('a')])), []);
});

test('what was lost last comes first, and a source is named once', () => {
  const found = concerns(told([
    source('a', { state: 'waiting', openGap: gap('2026-11-22T10:00:00Z', 'connection lost') }),
    source('b', { state: 'faulted', openGap: gap('2026-11-22T11:00:00Z', 'unsupported') }),
  ]));
  assert.deepEqual(found.map((it) => [it.source, it.kind, it.cause]), [
    ['b', 'lost', 'unsupported'],
    ['a', 'lost', 'connection lost'],
  ]);
});

test('a pause that somebody wanted is no concern', () => {
  const idle = source('a', { state: 'idle', openGap: gap('2026-11-22T10:00:00Z', 'between takes') });
  assert.deepEqual(concerns(told([idle])), []);
});

test('without a recorder that is the one concern, not each source', () => {
  const stopped = source('a', { state: 'notRunning', openGap: gap('2026-11-22T10:00:00Z', 'recorder stopped') });
  const found = concerns(told([stopped], { recorder: null, live: new Map() }));
  assert.deepEqual(found.map((it) => it.kind), ['recorder']);
});

test('a disk is low, or will be full within a week', () => {
  const low = { directory: '/a', free: 4, total: 100, forecast: null };
  const soon = { directory: '/b', free: 50, total: 100, forecast: { full: '2026-11-25T00:00:00Z' } };
  const fine = { directory: '/c', free: 50, total: 100, forecast: { full: '2027-11-25T00:00:00Z' } };
  assert.deepEqual(concerns(told([], { volumes: [low, soon, fine] })).map((it) => it.kind), ['disk', 'diskSoon']);
});

test('files that cannot be measured come last', () => {
  const found = concerns(told([
    source('a', { analysis: { unmeasurable: 2 } }),
    source('b', { state: 'waiting', openGap: gap('2026-11-22T10:00:00Z', 'stalled') }),
  ]));
  assert.deepEqual(found.map((it) => [it.kind, it.count]), [['lost', 0], ['unmeasurable', 2]]);
});

test('the next try stands at the end of what is the matter', () => {
  assert.deepEqual(split('http://x: refused (next try at 2026-11-22T14:37:12.815378422Z)'), {
    text: 'http://x: refused',
    nextTry: Date.parse('2026-11-22T14:37:12.815Z'),
  });
  assert.deepEqual(split('the card is away (really)'), { text: 'the card is away (really)', nextTry: null });
  assert.deepEqual(split(null), { text: '', nextTry: null });
});
