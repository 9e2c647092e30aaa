import assert from 'node:assert/strict';
import test from 'node:test';
import { EventParser } from '../../../main/resources/dev/sonolog/server/page/files/lib/sse.js';

const STREAM = ': alive\n\nevent: hello\nid: 7\ndata: {"a":\ndata: 1}\n\ndata: x\r\n\r\nevent: lost\n\ndata: end\n\n';

function heard(pieces) {
  const events = [];
  const parser = new EventParser((it) => events.push(it));
  pieces.forEach((it) => parser.push(it));
  return events;
}

test('events come out of a stream, however it is cut', () => {
  const whole = heard([STREAM]);
  assert.deepEqual(whole, [
    { name: 'hello', id: '7', data: '{"a":\n1}' },
    { name: 'message', id: '7', data: 'x' },
    { name: 'message', id: '7', data: 'end' },
  ]);
  assert.deepEqual(heard([...STREAM]), whole);
  for (let i = 0; i < STREAM.length; i++) {
    assert.deepEqual(heard([STREAM.slice(0, i), STREAM.slice(i)]), whole, String(i));
  }
});

test('an event that is not whole is none', () => {
  assert.deepEqual(heard(['data: x\n']), []);
});
