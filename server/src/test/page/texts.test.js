import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const FILES = new URL('../../main/resources/dev/sonolog/server/page/files/', import.meta.url);
const LANGUAGES = readdirSync(new URL('texts/', FILES)).filter((it) => it !== 'en.json');

const textsOf = (file) => JSON.parse(readFileSync(new URL('texts/' + file, FILES), 'utf8'));
const english = textsOf('en.json');

const forms = (text) => (typeof text === 'string' ? { other: text } : text);
const places = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const sources = readdirSync(FILES, { recursive: true })
  .filter((it) => it.endsWith('.js') && !it.startsWith('texts'))
  .map((it) => [it, readFileSync(new URL(it, FILES), 'utf8')]);

test('there is another language than English', () => assert.ok(LANGUAGES.length > 0));

for (const language of LANGUAGES) {
  test(`${language} says all that English says, with the same values`, () => {
    const texts = textsOf(language);
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(places(forms(texts[key]).other), places(forms(text).other), key);
    }
  });
}

test('every text that is asked for by its whole name is there', () => {
  for (const [file, code] of sources) {
    for (const [, key] of code.matchAll(/\bt\(\s*'([\w.-]+)'\s*[,)]/g)) {
      assert.ok(key in english, `${file}: ${key}`);
    }
  }
});

const prefixes = (key) => [...key.matchAll(/\./g)].map((it) => key.slice(0, it.index));

test('every text is asked for, by its whole name or by how that begins', () => {
  const code = sources.map(([, it]) => it).join('\n');
  const whole = new Set([...code.matchAll(/'([\w.-]+)'/g)].map((it) => it[1]));
  const beginnings = [...code.matchAll(/['`]([\w.-]+\.)(?:'|\$\{)/g)].map((it) => it[1]);
  for (const key of Object.keys(english)) {
    const isAskedFor = [key, ...prefixes(key)].some((it) => whole.has(it));
    assert.ok(isAskedFor || beginnings.some((it) => key.startsWith(it)), key);
  }
});
