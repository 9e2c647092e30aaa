// @ts-check
/** One audio element takes over from another while both play the same recording. */

/** So far ahead the next one waits for the first, in seconds: enough for it to seek there. */
const AHEAD = 0.6;
/** So long it plays before it is heard: the first that some decoders give after a seek is silence. */
const UNHEARD_MILLIS = 120;
const PATIENCE_MILLIS = 20_000;

/**
 * Waits until an element can play from where it stands.
 * @param {HTMLAudioElement} audio
 * @returns {Promise<boolean>} whether it can
 */
export function canPlay(audio) {
  return new Promise((done) => {
    const timer = setTimeout(() => end(false), PATIENCE_MILLIS);
    /** @param {boolean} can */
    const end = (can) => {
      clearTimeout(timer);
      audio.removeEventListener('canplay', look);
      audio.removeEventListener('seeked', look);
      audio.removeEventListener('error', fail);
      done(can);
    };
    const look = () => audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !audio.seeking && end(true);
    const fail = () => end(false);
    audio.addEventListener('canplay', look);
    audio.addEventListener('seeked', look);
    audio.addEventListener('error', fail);
    look();
  });
}

/**
 * Starts the next element at the very moment at which the first one is where it stands.
 * @param {HTMLAudioElement} first that plays
 * @param {HTMLAudioElement} next that can play
 * @param {() => boolean} isWanted asked before it starts
 * @returns {Promise<boolean>} whether the next one plays; the first one does so in any case
 */
export async function handOver(first, next, isWanted) {
  const rate = first.playbackRate;
  const meeting = first.currentTime + AHEAD * rate;
  next.currentTime = Math.min(meeting, next.duration || meeting);
  if (!(await canPlay(next))) {
    return false;
  }
  const wait = ((next.currentTime - first.currentTime) / rate) * 1000;
  await new Promise((go) => setTimeout(go, wait));
  if (!isWanted()) {
    return false;
  }
  if (first.paused) {
    next.currentTime = first.currentTime;
    return true;
  }
  if (!first.ended && Math.abs(first.currentTime - next.currentTime) > 0.25 * rate) {
    next.currentTime = first.currentTime; // it came too late to the meeting
  }
  next.playbackRate = rate;
  next.muted = true;
  try {
    await next.play();
    await new Promise((heard) => setTimeout(heard, first.ended ? 0 : UNHEARD_MILLIS));
  } finally {
    next.muted = false;
  }
  return true;
}
