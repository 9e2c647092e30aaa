import assert from 'node:assert/strict';
import test from 'node:test';
import { USUAL, action, areaOf, isDoneIn, isTyping, meet, pressed } from '../../../main/resources/dev/sonolog/server/page/files/lib/keys.js';

test('no key does two things on one page', () => {
  for (const area of ['studio', 'archive']) {
    const all = Object.keys(USUAL).filter((it) => isDoneIn(it, area)).flatMap((it) => USUAL[it]);
    assert.equal(new Set(all).size, all.length, area);
  }
});

test('the same key does one thing in the studio and another elsewhere', () => {
  assert.equal(action('R', {}, areaOf('studio')), 'record');
  assert.equal(action('N', {}, areaOf('studio')), 'newFile');
  assert.equal(action('R', {}, areaOf('review')), 'reviewed');
  assert.equal(action('M', {}, areaOf('studio')), action('M', {}, areaOf('review')));
  assert.ok(!meet('record', 'reviewed'));
  assert.ok(meet('record', 'mark') && meet('mark', 'record') && meet('mark', 'pin'));
});

test('what is pressed has one name in any case of letter', () => {
  assert.equal(pressed({ key: 'j' }), 'J');
  assert.equal(pressed({ key: 'J', shiftKey: true }), 'Shift+J');
  assert.equal(pressed({ key: ' ' }), 'Space');
  assert.equal(pressed({ key: '?', shiftKey: true }), '?');
  assert.equal(pressed({ key: 'ArrowLeft', shiftKey: true }), 'Shift+ArrowLeft');
  assert.equal(pressed({ key: 'j', ctrlKey: true }), '');
});

test('keys can be changed and taken away', () => {
  assert.equal(action('K'), 'next');
  assert.equal(action('K', { next: ['L'] }), '');
  assert.equal(action('L', { next: ['L'] }), 'next');
  assert.equal(action('K', { next: [] }), '');
  assert.equal(action(''), '');
});

test('who types is left alone', () => {
  assert.ok(isTyping([{ tagName: 'INPUT', type: 'text' }]));
  assert.ok(isTyping([{ tagName: 'TEXTAREA' }]));
  assert.ok(!isTyping([{ tagName: 'INPUT', type: 'checkbox' }]));
  assert.ok(!isTyping([{ tagName: 'BUTTON' }]));
});
