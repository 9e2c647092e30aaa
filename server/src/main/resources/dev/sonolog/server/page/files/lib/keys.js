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
  record: ['R'],
  newFile: ['N'],
  help: ['?'],
};

/**
 * Where an action is done, if not everywhere: the same key may do one thing in the studio and another elsewhere.
 * @type {Record<string, string>}
 */
const AREAS = { record: 'studio', newFile: 'studio', reviewed: 'archive', nextRecording: 'archive' };

/**
 * @param {string} page the name of the one that is shown
 */
export const areaOf = (page) => (page === 'studio' ? 'studio' : 'archive');

/**
 * Whether an action is done in an area; empty is any.
 * @param {string} action
 * @param {string} area
 */
export const isDoneIn = (action, area) => area === '' || (AREAS[action] ?? area) === area;

/**
 * Whether there is a page on which both are done, so that they cannot have the same key.
 * @param {string} one
 * @param {string} other
 */
export const meet = (one, other) => isDoneIn(one, AREAS[other] ?? '');

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
 * @param {string} [area] where it is pressed; all where it is not said
 * @returns {string} an action; empty where it does nothing
 */
export function action(key, changed = {}, area = '') {
  if (key === '') {
    return '';
  }
  return Object.keys(USUAL).find((it) => isDoneIn(it, area) && (changed[it] ?? USUAL[it]).includes(key)) ?? '';
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
