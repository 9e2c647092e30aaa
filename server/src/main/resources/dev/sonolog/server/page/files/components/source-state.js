// @ts-check
import { t } from '../services/texts.js';

/** @type {Record<string, 'good' | 'bad' | 'calm'>} */
const KINDS = {
  recording: 'good',
  connecting: 'calm',
  idle: 'calm',
  notRunning: 'calm',
  stalled: 'bad',
  waiting: 'bad',
  faulted: 'bad',
};

/** @type {Record<string, string>} */
const SIGNS = { good: '●', bad: '▲', calm: '○' };

/**
 * A source's state in a word, with a sign that does not need a colour.
 * @param {string} state as the server names it
 */
export function sourceState(state) {
  const kind = KINDS[state] ?? 'calm';
  return { kind, sign: SIGNS[kind], text: t('state.' + state) };
}
