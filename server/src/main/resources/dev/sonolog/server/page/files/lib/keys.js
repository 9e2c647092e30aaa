// @ts-check
/**
 * Which key does what. A key is written as KeyboardEvent.key says it, with "Shift+" in front where
 * it matters ("Shift+J"); letters are written in capitals. Pure.
 */

/**
 * All actions, each with its usual keys, in the order of the help.
 * @type {Record<string, string[]>}
 */
export const USUAL = {
  play: ['Space'],
  back: ['ArrowLeft'],
  forward: ['ArrowRight'],
  backLittle: ['Shift+ArrowLeft'],
  forwardLittle: ['Shift+ArrowRight'],
  backFine: [','],
  forwardFine: ['.'],
  previous: ['J'],
  next: ['K'],
  first: ['Shift+J'],
  last: ['Shift+K'],
  louder: ['U'],
  quieter: ['I'],
  loudest: ['Shift+U'],
  quietest: ['Shift+I'],
  selectionStart: ['['],
  selectionEnd: [']'],
  clearSelection: ['X'],
  mark: ['M'],
  reviewed: ['R'],
  pin: ['P'],
  export: ['E'],
  highlightsOnly: ['H'],
  zoomIn: ['+'],
  zoomOut: ['-'],
  zoomFit: ['0'],
  slower: ['<'],
  faster: ['>'],
  goTo: ['G'],
  nextRecording: ['N'],
  help: ['?'],
};

/**
 * The name of what was pressed; empty where a modifier is down that is none of ours.
 * @param {{key: string, shiftKey?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}} event
 */
export function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return '';
  }
  const key = event.key === ' ' ? 'Space' : event.key;
  if (key.length === 1 && key.toUpperCase() === key.toLowerCase()) {
    return key; // which sign it is, Shift has already told
  }
  const name = key.length === 1 ? key.toUpperCase() : key;
  return event.shiftKey ? `Shift+${name}` : name;
}

/**
 * What a key does.
 * @param {string} key as {@link pressed} names it
 * @param {Record<string, string[]>} changed those actions whose keys are others; an empty list is none
 * @returns {string} an action; empty where it does nothing
 */
export function action(key, changed = {}) {
  if (key === '') {
    return '';
  }
  return Object.keys(USUAL).find((it) => (changed[it] ?? USUAL[it]).includes(key)) ?? '';
}

/**
 * Whether a single letter or sign must be left to the field that has the focus.
 * @param {EventTarget[]} path of the event
 */
export function isTyping(path) {
  const target = /** @type {any} */ (path[0]);
  const tag = target?.tagName;
  return (
    tag === 'TEXTAREA' ||
    tag === 'SELECT' ||
    target?.isContentEditable === true ||
    (tag === 'INPUT' && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type))
  );
}
