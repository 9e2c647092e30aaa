package dev.sonolog.formats;

import java.io.IOException;
import java.util.List;

/**
 * Writes the packets of one track into consecutive segments, each of which plays alone from its
 * right first sample, while their samples one after the other are those of the uncut track. Keeps
 * the bounded history of packets that a cut needs for its pre-roll. One thread; no I/O but the
 * sink's.
 */
public interface SegmentMuxer {
  /**
   * Whether a segment may begin with the next packet: false while packets before it are needed to
   * decode it exactly.
   */
  boolean canBegin();

  /**
   * Begins a segment: writes a head, with room for what only the seal will know, and the pre-roll.
   *
   * @throws IllegalStateException if a segment is open or none can begin here
   */
  void begin(SegmentTags tags, SegmentSink sink) throws IOException;

  /** Whether {@link #link} can be called while a segment is open. */
  default boolean chains() {
    return false;
  }

  /**
   * Goes on with another track of the same format: the next link of a chained stream. Within an
   * open segment that makes the segment a chain.
   *
   * @throws IllegalArgumentException if the header is of another format, or none of this
   *     container's
   * @throws IllegalStateException if a segment is open and this container knows no chains
   */
  default void link(StreamElement.TrackHeader header) throws IOException {
    throw new IllegalStateException("This container knows no chains");
  }

  /**
   * Goes on with what follows the newest packet of another muxer: as the next link of a chained
   * stream, with the same pre-roll in front and dropped as a segment has that begins there.
   *
   * @param ahead took the packets before; not to be used any more
   * @throws IllegalArgumentException if it is of another format, or none of this container's
   * @throws IllegalStateException if this container knows no chains
   */
  default void link(SegmentMuxer ahead) throws IOException {
    throw new IllegalStateException("This container knows no chains");
  }

  /**
   * How many samples per channel in front of a segment a decoder must have decoded to put out the
   * segment's own exactly, and the segment's file does not hold: 0 where each file is exact alone.
   * An excerpt across files finds them at the end of the segment before.
   */
  default int missingPreRoll() {
    return 0;
  }

  /**
   * Tells how long the next segment will be, for who cannot replace its head: it is right at once,
   * as far as that goes, and what only all packets tell stays unknown. Digests are left out.
   *
   * @param samples playable samples per channel
   * @throws IllegalStateException if a segment is open
   */
  default void expect(long samples) {
    // a head without totals is right as it is
  }

  /**
   * The packets that {@link #begin} would put in front of the next one, where they can stand in the
   * middle of a segment as well and make exact what follows them there.
   */
  default List<StreamElement.Packet> leadIn() {
    return List.of();
  }

  /** Takes a packet: into the open segment, where there is one, and into the history. */
  void write(StreamElement.Packet packet) throws IOException;

  /**
   * Ends the open segment behind the last packet and replaces its head by the final one.
   *
   * @param tags the final tags; the start may have been corrected since {@link #begin}
   * @param chapters in order of time; those that the head has no room for are left out, the last
   *     ones first
   * @return the segment's playable samples per channel
   * @throws IllegalStateException if no segment is open
   */
  long seal(SegmentTags tags, List<Chapter> chapters) throws IOException;
}
