// @ts-check
/** Who is in control of a source, as one device sees it. Pure; the clock is the server's. */

/**
 * What this device knows of its own part.
 * @typedef {object} Own
 * @property {number | null} version of the lease that it was given; null where it has none
 * @property {string | null} asked when it asked the holder, as the server told it; null where it has not
 */

/**
 * @typedef {{kind: 'free'}} Free
 * @typedef {{kind: 'mine', expires: number, asker: string, secondsLeft: number}} Mine
 *     asker: who wants it; empty where nobody does
 * @typedef {object} Theirs
 * @property {'theirs'} kind
 * @property {string} holder
 * @property {number} since
 * @property {boolean} hasAsked whether this device asked for it
 * @property {number} secondsLeft until whoever asked may take over
 * @property {string} otherAsker who else asked; empty where nobody did
 *
 * @typedef {Free | Mine | Theirs} Standing
 */

/**
 * @param {Pick<StudioSource, 'lease' | 'request'>} source
 * @param {Own} own
 * @param {number} now
 * @returns {Standing}
 */
export function standing({ lease, request }, own, now) {
  if (lease === null) {
    return { kind: 'free' };
  }
  const secondsLeft = request === null ? 0 : Math.max(0, Math.ceil((Date.parse(request.takeOverAt) - now) / 1000));
  if (own.version === lease.version) {
    return { kind: 'mine', expires: Date.parse(lease.expires), asker: request?.holder ?? '', secondsLeft };
  }
  const hasAsked = request !== null && request.since === own.asked;
  return {
    kind: 'theirs',
    holder: lease.holder,
    since: Date.parse(lease.since),
    hasAsked,
    secondsLeft,
    otherAsker: request !== null && !hasAsked ? request.holder : '',
  };
}

/**
 * Whether the control that this device had seems to be gone. News may come late: who is told so asks.
 * @param {Pick<StudioSource, 'lease'>} source
 * @param {number | null} version of the lease that it was given
 */
export const seemsLost = ({ lease }, version) => version !== null && lease?.version !== version;

/**
 * Whether the source may be told to record, stop, cut: who is in control may, and where nobody is, anybody, who takes
 * control by that.
 * @param {Standing} it
 */
export const mayCommand = (it) => it.kind !== 'theirs';
