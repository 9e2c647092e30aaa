/**
 * Sequences of frames that say their own length, as MPEG audio and ADTS are: how they are found in
 * any bytes, told from what looks like them, and cut where each stands alone. What a frame is, each
 * container says by a {@link dev.sonolog.formats.frames.FrameSyntax}.
 *
 * <p>Reading order: {@link dev.sonolog.formats.frames.FrameHeader}, {@link
 * dev.sonolog.formats.frames.FrameSyntax}, {@link dev.sonolog.formats.frames.FrameReader}, {@link
 * dev.sonolog.formats.frames.FrameSniffer}, {@link dev.sonolog.formats.frames.TaggedMuxer}, {@link
 * dev.sonolog.formats.frames.FrameScan}, {@link dev.sonolog.formats.frames.TornEnd}.
 */
@NullMarked
package dev.sonolog.formats.frames;

import org.jspecify.annotations.NullMarked;
