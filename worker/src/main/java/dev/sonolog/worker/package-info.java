/**
 * The process that decodes: reads jobs on its standard input, lets FFmpeg's libraries decode the
 * file, codes it anew where that is asked, and answers on its standard output. What a broken file
 * does to it happens to nobody else.
 *
 * <p>Reading order: {@link dev.sonolog.worker.Main}, {@code Measuring}, {@code AudioFile}, {@code
 * Decoding}, {@code FrameDecoder}, {@code SampleIntake}; {@code StretchMeasuring}, {@code
 * Stretches}; {@code Transcoding}, {@code TargetShape}, {@code Reshaping}, {@code CodedFile},
 * {@code Encoding}.
 */
@NullMarked
package dev.sonolog.worker;

import org.jspecify.annotations.NullMarked;
