/**
 * The words that every module speaks, and the seams between bytes and packets: what a stream
 * consists of, how it is read and how it is written into segments. Nothing here knows a socket, a
 * clock or a thread; each container is a subpackage, and the tags that they share another.
 *
 * <p>Reading order: {@link dev.sonolog.formats.AudioFormat}, {@link
 * dev.sonolog.formats.StreamElement}, {@link dev.sonolog.formats.ByteInput}, {@link
 * dev.sonolog.formats.PacketReader}, {@link dev.sonolog.formats.SegmentMuxer}, {@link
 * dev.sonolog.formats.Container}.
 */
@NullMarked
package dev.sonolog.formats;

import org.jspecify.annotations.NullMarked;
