// @ts-check
/**
 * Peaks as the program audiowaveform writes them (its data format, version 2): a head of 24 bytes,
 * then for each pixel and channel the lowest and the highest sample.
 */

/**
 * @typedef {object} Peaks
 * @property {number} rate in Hz
 * @property {number} zoom samples per pixel
 * @property {number} pixels
 * @property {number} channels
 * @property {number} full the number that stands for full scale
 * @property {Int8Array | Int16Array} data lowest and highest, for each pixel and channel
 */

/**
 * Reads what a server sent.
 * @param {ArrayBuffer} buffer
 * @returns {Peaks}
 * @throws {RangeError} if it is something else
 */
export function parse(buffer) {
  const head = new DataView(buffer);
  if (buffer.byteLength < 24 || head.getInt32(0, true) !== 2) {
    throw new RangeError('These are no peaks');
  }
  const eight = (head.getUint32(4, true) & 1) === 1;
  const channels = head.getInt32(20, true);
  const pixels = head.getUint32(16, true);
  const count = pixels * channels * 2;
  if (buffer.byteLength < 24 + count * (eight ? 1 : 2)) {
    throw new RangeError('These peaks are cut off');
  }
  return {
    rate: head.getInt32(8, true),
    zoom: head.getInt32(12, true),
    pixels,
    channels,
    full: eight ? 128 : 32768,
    data: eight ? new Int8Array(buffer, 24, count) : new Int16Array(buffer, 24, count),
  };
}

/**
 * The lowest and highest of a stretch over all channels, as parts of full scale.
 * @param {Peaks} peaks
 * @param {number} from the first pixel
 * @param {number} to the first behind it
 * @returns {[number, number]} -1 to 1; 0 and 0 where there is nothing
 */
export function extremes(peaks, from, to) {
  let low = 0;
  let high = 0;
  const step = peaks.channels * 2;
  const end = Math.min(to, peaks.pixels) * step;
  for (let i = Math.max(0, from) * step; i < end; i += 2) {
    low = Math.min(low, peaks.data[i]);
    high = Math.max(high, peaks.data[i + 1]);
  }
  return [low / peaks.full, high / peaks.full];
}
