/**
 * RIFF/WAVE, its 64-bit form RF64 and the chunks of the Broadcast Wave Format: samples as they are,
 * behind a head that says what they are. Written from the blocks of a sound card, and read back
 * into blocks. Finished files get marks.
 *
 * <p>Reading order: {@link dev.sonolog.formats.wav.WaveFormat}, {@link
 * dev.sonolog.formats.wav.HeadReader}, {@link dev.sonolog.formats.wav.WavReader}, {@link
 * dev.sonolog.formats.wav.SegmentHead}, {@link dev.sonolog.formats.wav.WavMuxer}, {@link
 * dev.sonolog.formats.wav.WavContainer}, {@link dev.sonolog.formats.wav.WavSamples}, {@link
 * dev.sonolog.formats.wav.WavForm}, {@link dev.sonolog.formats.wav.WavStart}, {@link
 * dev.sonolog.formats.wav.WavMarks}.
 */
@NullMarked
package dev.sonolog.formats.wav;

import org.jspecify.annotations.NullMarked;
