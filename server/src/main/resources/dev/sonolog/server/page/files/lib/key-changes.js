// @ts-check
/** Changes of keys, and what stands in the way of them. Pure; keys are named as in keys.js. */
import { USUAL, meet } from './keys.js';

/** @typedef {Record<string, string[]>} Changes actions whose keys are not the usual ones; an empty list is none */

/** Keys that lead through the page and close things: they are not given away. */
const NEEDED = ['Tab', 'Enter', 'Escape'];
const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process', 'Unidentified'];

/**
 * @param {string} action
 * @param {Changes} changes
 */
export const keysOf = (action, changes) => changes[action] ?? USUAL[action];

/**
 * Whether a key can be given to an action.
 * @param {string} key as pressed() names it
 */
export function isUsable(key) {
  const plain = key.replace(/^Shift\+(?=.)/, '');
  return key !== '' && !NEEDED.includes(plain) && !MODIFIERS.includes(plain);
}

/**
 * Who has a key already; what is done elsewhere is in nobody's way.
 * @param {string} key
 * @param {string} action that it is to be for
 * @param {Changes} changes
 * @returns {string} an action; empty where nobody has it
 */
export const holderOf = (key, action, changes) =>
  Object.keys(USUAL).find((it) => it !== action && meet(it, action) && keysOf(it, changes).includes(key)) ?? '';

/**
 * Gives an action a key of its own; who had it, has it no more.
 * @param {string} action
 * @param {string[]} keys none where the action is to have none
 * @param {Changes} changes
 * @returns {Changes}
 */
export function withKeys(action, keys, changes) {
  const all = { ...changes, [action]: keys };
  for (const key of keys) {
    for (let other = holderOf(key, action, all); other !== ''; other = holderOf(key, action, all)) {
      const of = other;
      all[of] = keysOf(of, all).filter((it) => it !== key);
    }
  }
  return withoutUsual(all);
}

/**
 * The usual keys again, as far as nobody else has got them.
 * @param {string} action
 * @param {Changes} changes
 */
export function asUsual(action, changes) {
  const free = USUAL[action].filter((key) => holderOf(key, action, changes) === '');
  return withoutUsual({ ...changes, [action]: free });
}

/** @param {Changes} changes */
const withoutUsual = (changes) =>
  Object.fromEntries(Object.entries(changes).filter(([action, keys]) => USUAL[action]?.join() !== keys.join()));
