package dev.sonolog.formats;

import dev.sonolog.formats.StreamElement.Packet;
import java.io.IOException;

/**
 * A segment that is read from somewhere in it on: as near as the container could come to what was
 * asked for.
 *
 * @param reader gives the packets from there on; behind the repeated ones they follow each other
 *     without a hole
 * @param sample the first sample of the reader's first packet behind the repeated ones, counted
 *     from the segment's own first; not behind the one that was asked for; negative where players
 *     drop what its file holds in front of that
 * @param repeatedPackets how many packets the reader gives first that are none of the segment's own
 */
public record SeekedSegment(PacketReader reader, long sample, int repeatedPackets) {
  /**
   * Reads up to the end.
   *
   * @return the sample behind the last, counted from the segment's own first
   * @throws IOException if the file cannot be read
   */
  public long readToEnd() throws IOException {
    long samples = sample;
    int repeated = repeatedPackets;
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      if (element instanceof Packet packet && repeated-- <= 0) {
        samples += packet.samples();
      }
      element = reader.next();
    }
    return samples;
  }
}
