package dev.sonolog.formats;

import java.util.List;
import java.util.Optional;

/**
 * What a segment's bytes say, found by reading them.
 *
 * @param format the format of its packets
 * @param tags its tags, when it is one of ours
 * @param headLength the length of the head that a seal replaces, in bytes from the start of the
 *     file
 * @param length the bytes up to the end of the last whole packet
 * @param samples playable samples per channel, trims honoured
 * @param repeatedPackets how many packets in front of the segment's own a reader finds in the file:
 *     pre-roll, and what says something of the others
 * @param missingPreRoll as {@link SegmentMuxer#missingPreRoll}
 * @param chapters the titles as its tag remembers them
 * @param sealed whether the head says the same as the packets; false in a file whose writer was
 *     killed
 * @param damages what lies between packets and is none
 */
public record InspectedSegment(
    AudioFormat format,
    Optional<SegmentTags> tags,
    int headLength,
    long length,
    long samples,
    int repeatedPackets,
    int missingPreRoll,
    List<Chapter> chapters,
    boolean sealed,
    List<StreamElement.Damage> damages) {
  public InspectedSegment {
    chapters = List.copyOf(chapters);
    damages = List.copyOf(damages);
  }
}
