/**
 * What is heard while it is recorded, in the forms that browsers take piece by piece: the packets
 * as they are, each in a fragment of MP4 or a block of WebM. Nothing is coded anew but plain
 * samples, which no browser takes so: they become FLAC.
 *
 * <p>Reading order: {@link dev.sonolog.formats.streaming.MediaSourceForm}, {@link
 * dev.sonolog.formats.streaming.Wrapping}, {@link dev.sonolog.formats.streaming.FragmentedMp4},
 * {@link dev.sonolog.formats.streaming.Webm}.
 */
@NullMarked
package dev.sonolog.formats.streaming;

import org.jspecify.annotations.NullMarked;
