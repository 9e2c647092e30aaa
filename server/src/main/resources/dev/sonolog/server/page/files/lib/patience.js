// @ts-check
/**
 * A command whose answer does not come is asked again with the same id: it is done once, however often it arrives.
 * How long that goes on is told here. Pure.
 */

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;

/**
 * So long somebody waits for it, in milliseconds. Who wants a recording to begin does not want it to begin minutes later;
 * a mark or a new file has its place; an end is wanted whenever it comes.
 * @type {Record<string, number>}
 */
const WAITS = { start: 60_000, stop: 600_000, cut: 20_000, mark: 20_000 };

/** @param {number} tries that there were */
export const pauseAfter = (tries) => Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));

/**
 * @param {string} what start, stop, cut or mark
 * @param {number} millis since it was asked first
 */
export const isOver = (what, millis) => millis >= (WAITS[what] ?? 0);

/**
 * Whether the same may be asked again: there was no answer, or one of somebody between, or nobody is there who could do it,
 * or a login is needed first.
 * @param {number} status of HTTP; 0 where no answer came
 */
export const isWorthAsking = (status) => [0, 401, 408, 429, 502, 503, 504].includes(status);
