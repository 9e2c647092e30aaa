package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement;

/**
 * One packet of a logical stream.
 *
 * <p>In a segment that begins in the middle of a link the packets in front of its first sample have
 * no samples: who joins segments leaves them out, except in the first.
 *
 * @param track the link that it stands in
 * @param bytes as received; shared, not to be changed
 * @param endPosition the position behind its last byte in its input
 * @param samples what it adds to the timeline: less than a decoder puts out where the container
 *     drops some at the start or the end of a link
 * @param endTrim samples that are dropped at its end, because the link ends before
 */
@SuppressWarnings(
    "ArrayRecordComponent") // shared by contract; compared by identity, as packets are
record OggPacket(OggTrack track, byte[] bytes, long endPosition, int samples, int endTrim)
    implements StreamElement.Packet {
  @Override
  public long fingerprint() {
    return track.fingerprint(bytes);
  }
}
