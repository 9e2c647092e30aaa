// @ts-check
/** The tiles that a spectrogram is put together from. Pure. */

/**
 * @typedef {object} Tile
 * @property {number} number from the start of the recording
 * @property {number} zoom samples per pixel
 * @property {number} from seconds
 * @property {number} to
 * @property {number} last the sample behind it
 * @property {number} width pixels
 */

const WIDTH = 1024;
const FINEST = 64;
/** The server draws at most three hours at once. */
const MOST_SECONDS = 10_800;
const MOST_TILES = 12;

/**
 * @param {{from: number, to: number}} window seconds
 * @param {number} width of the picture
 * @param {number} rate
 * @param {number} there samples that there are
 * @returns {Tile[] | null} null where too many would be needed
 */
export function spectrogramTiles(window, width, rate, there) {
  const wanted = Math.max(FINEST, ((window.to - window.from) * rate) / width);
  const longest = 2 ** Math.floor(Math.log2((MOST_SECONDS * rate) / WIDTH));
  const zoom = Math.min(longest, 2 ** Math.floor(Math.log2(wanted * 1.0001)));
  const each = WIDTH * zoom;
  const first = Math.max(0, Math.floor((window.from * rate) / each));
  const end = Math.min(Math.ceil((window.to * rate) / each), Math.ceil(there / each));
  if (end - first > MOST_TILES) {
    return null;
  }
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => {
    const number = first + i;
    return {
      number,
      zoom,
      from: (number * each) / rate,
      to: ((number + 1) * each) / rate,
      last: (number + 1) * each,
      width: WIDTH,
    };
  });
}

/** Where the picture begins, in Hz. */
const LOWEST = 50;

/**
 * Frequencies to be written beside the picture, and how high they stand.
 * @param {number} rate of the samples
 * @returns {{hertz: number, share: number}[]} share: 0 is the bottom, 1 the top
 */
export function frequencies(rate) {
  const highest = rate / 2;
  const lowest = Math.min(LOWEST, highest / 2);
  return [100, 1000, 5000, 10_000]
    .map((hertz) => ({ hertz, share: Math.log(hertz / lowest) / Math.log(highest / lowest) }))
    .filter(({ share }) => share > 0.06 && share < 0.94);
}
