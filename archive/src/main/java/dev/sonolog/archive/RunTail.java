package dev.sonolog.archive;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.time.Instant;
import java.util.List;

/**
 * Where a run stopped, read back from its files: what a recorder must know to go on with it.
 *
 * @param run as the catalogue knows it
 * @param segments how many segments it has
 * @param samples its samples per channel until now
 * @param end when the sample behind the last one was on air
 * @param container of its last file
 * @param track of its last packets
 * @param packets the last of them, in order; those that a cut repeats in front of a file are left
 *     out
 */
public record RunTail(
    StoredRun run,
    int segments,
    long samples,
    Instant end,
    Container container,
    TrackHeader track,
    List<Packet> packets) {
  public RunTail {
    packets = List.copyOf(packets);
  }
}
