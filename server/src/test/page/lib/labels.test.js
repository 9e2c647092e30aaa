import assert from 'node:assert/strict';
import test from 'node:test';
import * as labels from '../../../main/resources/dev/sonolog/server/page/files/lib/labels.js';

const at = (text) => Date.parse(`2026-11-20T${text}Z`);
const SPAN = { from: at('14:00:00'), to: at('15:00:00') };
/** Ten minutes are missing from 14:20 on. */
const THERE = [
  { from: at('13:00:00'), to: at('14:20:00') },
  { from: at('14:30:00'), to: at('16:00:00') },
];

test('where silence stands for what is missing, a place is the time since the start', () => {
  assert.equal(labels.placeOf(at('14:40:00'), SPAN, null), 2400);
});

test('where gaps are closed, only what was recorded counts', () => {
  assert.equal(labels.placeOf(at('14:10:00'), SPAN, THERE), 600);
  assert.equal(labels.placeOf(at('14:25:00'), SPAN, THERE), 1200);
  assert.equal(labels.placeOf(at('14:40:00'), SPAN, THERE), 1800);
  assert.equal(labels.placeOf(at('17:00:00'), SPAN, THERE), 3000);
});

test('what lies outside is left out, what reaches beyond is cut off', () => {
  const things = [
    { from: at('15:00:00'), to: null, text: 'behind' },
    { from: at('14:59:00'), to: at('15:01:00'), text: 'over the end' },
    { from: at('13:59:00'), to: at('14:00:01'), text: 'over the start' },
    { from: at('14:00:00'), to: null, text: 'at the\tstart' },
    { from: at('13:00:00'), to: at('14:00:00'), text: 'in front' },
  ];
  assert.deepEqual(labels.labelsOf(things, SPAN, null), [
    { start: 0, end: 0, text: 'at the start' },
    { start: 0, end: 1, text: 'over the start' },
    { start: 3540, end: 3600, text: 'over the end' },
  ]);
});

test('labels of Audacity are seconds and a text between tabs', () => {
  const list = [{ start: 1.5, end: 2, text: 'loud' }];
  assert.equal(labels.audacity(list), '1.500000\t2.000000\tloud\n');
});

test('a cue sheet begins at nothing, and counts 75 frames in a second', () => {
  const about = { file: 'a.flac', title: 'studio', start: '2026-11-20T14:00:00Z', first: 'before' };
  assert.equal(
    labels.cue([{ start: 61.5, end: 70, text: 'a "word"' }], about),
    [
      'REM START 2026-11-20T14:00:00Z',
      'TITLE "studio"',
      'FILE "a.flac" WAVE',
      '  TRACK 01 AUDIO',
      '    TITLE "before"',
      '    INDEX 01 00:00:00',
      '  TRACK 02 AUDIO',
      '    TITLE "a \'word\'"',
      '    INDEX 01 01:01:37',
      '',
    ].join('\n'),
  );
  assert.ok(labels.cue([{ start: 0, end: 1, text: 'x' }], { ...about, file: 'a.mp3' }).includes('"a.mp3" MP3\n  TRACK 01 AUDIO\n    TITLE "x"'));
});

test('a cue sheet holds 99 tracks', () => {
  const many = (count, first) => Array.from({ length: count }, (_, i) => ({ start: first + i, end: first + i, text: '' }));
  assert.equal(labels.fitsCue(many(99, 0)), true);
  assert.equal(labels.fitsCue(many(99, 1)), false);
  assert.equal(labels.fitsCue([]), true);
});
