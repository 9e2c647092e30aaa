import assert from 'node:assert/strict';
import test from 'node:test';
import { USUAL, action, isTyping, pressed } from '../../../main/resources/dev/sonolog/server/page/files/lib/keys.js';

test('no key does two things', () => {
  const all = Object.values(USUAL).flat();
  assert.equal(new Set(all).size, all.length);
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
