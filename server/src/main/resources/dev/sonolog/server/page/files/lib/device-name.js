// @ts-check
/** What a device may be called as long as nobody has named it. Pure. */

/** @type {[RegExp, string][]} */
const KINDS = [
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/Android.*Mobile/, 'Android phone'],
  [/Android/, 'Android tablet'],
  [/CrOS/, 'Chromebook'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows PC'],
  [/Linux/, 'Linux PC'],
];

/**
 * @param {string} agent the browser's user agent
 * @param {number} touchPoints an iPad says that it is a Mac, and only these give it away
 * @param {string} user who is logged in; empty where nobody is
 */
export function deviceName(agent, touchPoints, user) {
  const kind = KINDS.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Browser';
  const device = kind === 'Mac' && touchPoints > 1 ? 'iPad' : kind;
  return user === '' ? device : `${user}, ${device}`;
}
