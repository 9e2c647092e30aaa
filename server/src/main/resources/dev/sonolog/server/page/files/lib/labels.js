// @ts-check
/** Labels beside an exported file: what other programs show above its wave. Times are milliseconds since 1970. Pure. */

/** @typedef {{from: number, to: number}} Span */
/** @typedef {{start: number, end: number, text: string}} Label in seconds of the file */

/** A cue sheet numbers its tracks with two digits. */
export const MOST_TRACKS = 99;
const FRAMES_PER_SECOND = 75;

/**
 * Where in the file an instant is, in seconds.
 * @param {number} instant
 * @param {Span} span that was exported
 * @param {Span[] | null} there what was recorded of it, in time, where the file holds nothing else; null: silence
 *     stands for what is missing
 */
export function placeOf(instant, span, there) {
  const to = Math.min(Math.max(instant, span.from), span.to);
  if (there === null) {
    return (to - span.from) / 1000;
  }
  let before = 0;
  for (const it of there) {
    const from = Math.max(it.from, span.from);
    before += Math.max(0, Math.min(it.to, span.to, to) - from);
  }
  return before / 1000;
}

/**
 * What lies in the span, in time; what reaches beyond it is cut off.
 * @param {{from: number, to: number | null, text: string}[]} things to: null for an instant
 * @param {Span} span
 * @param {Span[] | null} there
 * @returns {Label[]}
 */
export function labelsOf(things, span, there) {
  return things
    .filter((it) => it.from < span.to && (it.to ?? it.from + 1) > span.from)
    .map((it) => ({
      start: placeOf(it.from, span, there),
      end: placeOf(it.to ?? it.from, span, there),
      text: it.text.replaceAll(/[\t\r\n]+/g, ' '),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * As Audacity's manual describes it: start, end and text, apart by tabs.
 * @param {Label[]} labels
 */
export const audacity = (labels) =>
  labels.map((it) => `${it.start.toFixed(6)}\t${it.end.toFixed(6)}\t${it.text}\n`).join('');

/**
 * A track for each label, and one for what is in front of the first.
 * @param {Label[]} labels no more than there may be tracks
 * @param {{file: string, title: string, start: string, first: string}} about file: the audio's name; start: when it
 *     began, with its zone; first: what is in front of the first label
 */
export function cue(labels, { file, title, start, first }) {
  const tracks = (labels[0]?.start ?? 1) > 0 ? [{ start: 0, text: first }, ...labels] : labels;
  const lines = tracks.flatMap((it, i) => [
    `  TRACK ${two(i + 1)} AUDIO`,
    `    TITLE ${quoted(it.text)}`,
    `    INDEX 01 ${index(it.start)}`,
  ]);
  const head = [`REM START ${start}`, `TITLE ${quoted(title)}`, `FILE ${quoted(file)} ${kindOf(file)}`];
  return [...head, ...lines, ''].join('\n');
}

/** Whether a cue sheet holds them all. @param {Label[]} labels */
export const fitsCue = (labels) => labels.length + ((labels[0]?.start ?? 1) > 0 ? 1 : 0) <= MOST_TRACKS;

/** @param {number} seconds */
function index(seconds) {
  const frames = Math.floor(seconds * FRAMES_PER_SECOND + 1e-6);
  const whole = Math.floor(frames / FRAMES_PER_SECOND);
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}:${two(frames % FRAMES_PER_SECOND)}`;
}

/** Programs take any audio that they can read as WAVE. @param {string} file */
const kindOf = (file) => (file.endsWith('.mp3') ? 'MP3' : 'WAVE');

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', "'")}"`;
