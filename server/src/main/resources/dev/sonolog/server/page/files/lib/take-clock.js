// @ts-check
/** What goes on with a take, and for how long. Pure; the clock is the server's. */

/** So near its longest length it is told that a take will end. */
const NEAR_END = 600;

/**
 * @typedef {'ready' | 'starting' | 'recording' | 'lost' | 'absent' | 'stopping'} DeskState
 *     lost: a take goes on and nothing comes; absent: nothing comes, and nothing is wanted
 */

/**
 * What a person is to know of a source first. One that is recorded all the while is ready as long as nobody wants a take.
 * @param {Pick<StudioSource, 'state' | 'take'>} source
 * @returns {DeskState}
 */
export function deskState({ state, take }) {
  const isWanted = take?.state === 'running';
  switch (state) {
    case 'stopping':
      return 'stopping';
    case 'connecting':
      return 'starting';
    case 'lost':
      return isWanted ? 'lost' : 'absent';
    default:
      return isWanted ? 'recording' : 'ready';
  }
}

/**
 * How long a take is, in seconds.
 * @param {Pick<Take, 'from' | 'requestedAt' | 'recorded' | 'state'>} take
 * @param {number} now
 */
export function lengthOf(take, now) {
  const from = Date.parse(take.from ?? take.requestedAt);
  return take.state === 'running' ? Math.max(0, (now - from) / 1000) : take.recorded;
}

/**
 * Hours, minutes and seconds, always all of them: "00:12:34".
 * @param {number} seconds
 */
export function timer(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/**
 * What a limit means for a take now: it would be too short to keep, or it will end by itself.
 * @param {StudioSource['limits']} limits
 * @param {number} seconds its length
 * @returns {{kind: 'short' | 'ends', seconds: number} | null} seconds: until that changes
 */
export function limit({ min, max }, seconds) {
  if (min !== null && seconds < min) {
    return { kind: 'short', seconds: Math.ceil(min - seconds) };
  }
  return max !== null && max - seconds < NEAR_END ? { kind: 'ends', seconds: Math.max(0, Math.ceil(max - seconds)) } : null;
}
