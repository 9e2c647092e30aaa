/**
 * FLAC in its own container (RFC 9639): how its frames are found in any bytes, how they are decoded
 * to prove them, and how a stream of them is cut into segments that play exactly. What Ogg shares
 * of it is public.
 *
 * <p>Reading order: {@link dev.sonolog.formats.flac.FlacFrameHeader}, {@link
 * dev.sonolog.formats.flac.FlacFrame}, {@link dev.sonolog.formats.flac.StreamInfo}, {@link
 * dev.sonolog.formats.flac.FlacTrack}, {@link dev.sonolog.formats.flac.FlacDecoder}, {@link
 * dev.sonolog.formats.flac.FlacReader}, {@link dev.sonolog.formats.flac.FlacMuxer}, {@link
 * dev.sonolog.formats.flac.FlacContainer}.
 */
@NullMarked
package dev.sonolog.formats.flac;

import org.jspecify.annotations.NullMarked;
