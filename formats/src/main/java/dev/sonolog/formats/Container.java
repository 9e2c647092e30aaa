package dev.sonolog.formats;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * One way of laying packets into bytes: how to recognise it, read it, cut it, and mend what a crash
 * left of it. Stateless.
 */
public interface Container {
  /** The name that people know it by, such as {@code MPEG audio}. */
  String name();

  /**
   * Whether the input begins with this container, junk in front allowed. Only peeks: the input's
   * position does not move.
   *
   * @throws IOException if the input failed
   */
  boolean sniff(ByteInput input) throws IOException;

  /** A reader that stands at the input's position. */
  PacketReader reader(ByteInput input);

  /**
   * A muxer for a new track.
   *
   * @throws IllegalArgumentException if the header is none of this container's
   */
  SegmentMuxer muxer(StreamElement.TrackHeader header);

  /**
   * Reads a whole segment and says what it holds.
   *
   * @throws MalformedSegmentException if it holds no packet of this container
   */
  InspectedSegment inspect(SeekableByteChannel file) throws IOException;

  /**
   * Makes what a killed writer left a whole segment: cuts it behind its last whole packet and
   * writes the head that the seal would have written. Harmless on a sealed segment. Nothing that
   * plays is lost.
   *
   * @return what the segment holds now
   * @throws MalformedSegmentException if it holds no packet; the file is left as it was
   */
  InspectedSegment repair(SeekableByteChannel file) throws IOException;
}
