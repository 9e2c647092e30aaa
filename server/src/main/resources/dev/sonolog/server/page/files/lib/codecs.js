// @ts-check
/** What codecs are called, and how their files end. Pure. */

/** @type {Record<string, {name: string, full?: string, ending?: string}>} */
const CODECS = {
  mp2: { name: 'MP2', full: 'MPEG Layer II' },
  mp3: { name: 'MP3' },
  aac: { name: 'AAC' },
  vorbis: { name: 'Vorbis', full: 'Ogg Vorbis', ending: 'ogg' },
  opus: { name: 'Opus' },
  flac: { name: 'FLAC' },
  oggFlac: { name: 'Ogg FLAC', ending: 'ogg' },
  pcm: { name: 'WAV', full: 'WAV (PCM)', ending: 'wav' },
};

/**
 * Where there is little room.
 * @param {string} codec as the server names it; it may know more of them
 */
export const codecName = (codec) => CODECS[codec]?.name ?? codec;

/** @param {string} codec */
export const codecInFull = (codec) => CODECS[codec]?.full ?? codecName(codec);

/** @param {string} codec */
export const endingOf = (codec) => CODECS[codec]?.ending ?? codec;
