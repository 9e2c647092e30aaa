import { test } from 'node:test';
import assert from 'node:assert/strict';
import { action } from '../../../main/resources/dev/sonolog/server/page/files/lib/keys.js';
import {
  asUsual,
  holderOf,
  isUsable,
  keysOf,
  withKeys,
} from '../../../main/resources/dev/sonolog/server/page/files/lib/key-changes.js';

test('a key goes over to the action that it is given to', () => {
  const changes = withKeys('mark', ['P'], {});
  assert.equal(action('P', changes), 'mark');
  assert.deepEqual(keysOf('pin', changes), []);
  assert.equal(action('M', changes), '');
});

test('who has a key is told before it is given away', () => {
  assert.equal(holderOf('P', 'mark', {}), 'pin');
  assert.equal(holderOf('M', 'mark', {}), '');
  assert.equal(holderOf('P', 'mark', { pin: [] }), '');
});

test('the usual keys are no change', () => {
  assert.deepEqual(withKeys('mark', ['M'], { mark: ['Q'] }), {});
});

test('an action gets its usual keys back unless another has them', () => {
  const changes = withKeys('mark', ['P'], {});
  assert.deepEqual(keysOf('pin', asUsual('pin', changes)), []);
  assert.deepEqual(asUsual('pin', asUsual('mark', changes)), {});
});

test('an action may be without a key', () => {
  const changes = withKeys('play', [], {});
  assert.equal(action('Space', changes), '');
});

test('keys that lead through the page are not given away', () => {
  for (const key of ['Tab', 'Shift+Tab', 'Enter', 'Escape', 'Shift', 'Dead', '']) {
    assert.equal(isUsable(key), false, key);
  }
  for (const key of ['A', 'Shift+A', '+', 'F2', 'ArrowUp', 'Space']) {
    assert.equal(isUsable(key), true, key);
  }
});

test('two that have the same key in different places both lose it to a third that is done everywhere', () => {
  assert.equal(holderOf('R', 'record', {}), '');
  const changes = withKeys('mark', ['R'], {});
  assert.deepEqual([keysOf('record', changes), keysOf('reviewed', changes)], [[], []]);
  const others = withKeys('record', ['N'], {});
  assert.deepEqual([keysOf('newFile', others), keysOf('nextRecording', others)], [[], ['N']]);
});
