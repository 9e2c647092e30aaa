/**
 * MPEG audio, Layer III and Layer II, in all its sample rates: how its frames are found in any
 * bytes, and how a stream of them is cut into segments that play exactly. Layer I and free format
 * are recognised and refused.
 *
 * <p>Reading order: {@link dev.sonolog.formats.mpeg.MpegHeader}, {@link
 * dev.sonolog.formats.mpeg.MpegFrame}, {@link dev.sonolog.formats.mpeg.MpegReader}, {@link
 * dev.sonolog.formats.mpeg.PreRoll}, {@link dev.sonolog.formats.mpeg.ReservoirFrame}, {@link
 * dev.sonolog.formats.mpeg.InfoFrame}, {@link dev.sonolog.formats.mpeg.MpegMuxer}, {@link
 * dev.sonolog.formats.mpeg.MpegContainer}.
 */
@NullMarked
package dev.sonolog.formats.mpeg;

import org.jspecify.annotations.NullMarked;
