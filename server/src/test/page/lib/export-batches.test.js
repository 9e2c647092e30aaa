import assert from 'node:assert/strict';
import test from 'node:test';
import { ExportBatches } from '../../../main/resources/dev/sonolog/server/page/files/lib/export-batches.js';

const job = (id, state) => ({ id, state });

test('it is told when all that was asked for together is over, and once', () => {
  const batches = new ExportBatches();
  batches.add(['a', 'b']);
  assert.deepEqual(batches.look([job('a', 'done'), job('b', 'running')]), []);
  assert.equal(batches.isWaiting, true);
  const all = [job('a', 'done'), job('b', 'failed'), job('c', 'done')];
  assert.deepEqual(batches.look(all), [{ done: [job('a', 'done')], failed: [job('b', 'failed')] }]);
  assert.equal(batches.isWaiting, false);
  assert.deepEqual(batches.look(all), []);
});

test('what was asked for one after the other is told by itself', () => {
  const batches = new ExportBatches();
  batches.add(['a']);
  batches.add(['b']);
  assert.equal(batches.look([job('a', 'done'), job('b', 'waiting')]).length, 1);
});

test('what somebody took away is not waited for, and not told', () => {
  const batches = new ExportBatches();
  batches.add(['a', 'b']);
  batches.add(['c']);
  assert.deepEqual(batches.look([job('a', 'done')]), [{ done: [job('a', 'done')], failed: [] }]);
  assert.equal(batches.isWaiting, false);
});
