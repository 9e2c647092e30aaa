// @ts-check
/** How long the disk has room for. Pure. */

/** Less of it tells little about how much a source needs. */
const ENOUGH_SECONDS = 60;

/** @typedef {{directory: string, free: number, total: number}} Volume */

/**
 * The volume that a file lies on: that of the longest folder above it; where none is, the fullest.
 * @param {string | null} file
 * @param {Volume[]} volumes
 * @returns {Volume | undefined}
 */
export function volumeOf(file, volumes) {
  const above = volumes.filter(({ directory }) => file !== null && isIn(file, directory));
  const sorted = [...above].sort((a, b) => b.directory.length - a.directory.length);
  return sorted[0] ?? [...volumes].sort((a, b) => a.free - b.free)[0];
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isIn(file, folder) {
  const plain = folder.replace(/[/\\]$/, '');
  return file.startsWith(plain) && /^[/\\]/.test(file.slice(plain.length));
}

/**
 * How long may still be recorded, by what the source has needed so far.
 * @param {number} free bytes
 * @param {{bytes: number, seconds: number} | undefined} stored of that source
 * @returns {number | null} seconds; null where nothing tells
 */
export function secondsLeft(free, stored) {
  return stored && stored.seconds >= ENOUGH_SECONDS && stored.bytes > 0 ? (free * stored.seconds) / stored.bytes : null;
}
