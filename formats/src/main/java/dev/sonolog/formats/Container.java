package dev.sonolog.formats;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;

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
   * How many playable samples per channel a file holds by what its head says, of which no more is
   * read; empty where it says nothing. A damaged file may hold less.
   *
   * @param file whoever wrote it
   */
  default OptionalLong declaredSamples(SeekableByteChannel file) throws IOException {
    return OptionalLong.empty();
  }

  /**
   * Makes what a killed writer left a whole segment: cuts it behind its last whole packet and
   * writes the head that the seal would have written. Harmless on a sealed segment. Nothing that
   * plays is lost.
   *
   * @return what the segment holds now
   * @throws MalformedSegmentException if it holds no packet; the file is left as it was
   */
  InspectedSegment repair(SeekableByteChannel file) throws IOException;

  /**
   * A file that is still being written as a player can take it: cut behind its last whole packet
   * where that can be found, with a head that says how long that is. As it is where its head cannot
   * be read, or needs nothing. Reads the head and the end of the file only.
   *
   * @param length how many bytes of the file count, at most its size
   * @param samples how many samples per channel these hold, all in whole packets, where the writer
   *     is there to tell
   * @throws IOException if the file cannot be read, or has become shorter
   */
  default Snapshot snapshot(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    return Snapshot.unchanged(length);
  }

  // --- excerpts

  /**
   * A reader of a segment of ours that stands so far in front of a sample that a {@link #splicer}
   * can begin exactly with the packet that holds it; at the start where the segment is shorter or
   * no better place can be found. Reads no more of the file than that takes.
   *
   * @param file a segment, or the beginning of one that is still being written; the reader goes on
   *     reading it
   * @param sample counted from the segment's own first; may lie behind the last
   * @throws MalformedSegmentException if it holds no packet of this container
   */
  default SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    int repeated = inspect(file.position(0)).repeatedPackets();
    return new SeekedSegment(
        reader(new ByteInput(Channels.newInputStream(file.position(0)), 1 << 20)), 0, repeated);
  }

  /**
   * A muxer for packets of several segments. Where the container can, it takes them although the
   * segments' last ones may have been shorter than the others, and divided ones.
   *
   * @throws IllegalArgumentException if the header is none of this container's
   */
  default SegmentMuxer splicer(StreamElement.TrackHeader header) {
    return muxer(header);
  }

  /**
   * A {@link #splicer} whose first packets are {@link #silence} in front of the track's own:
   * nothing of them is dropped. What follows them is a link of its own where the container knows
   * chains.
   *
   * @throws IllegalArgumentException if the header is none of this container's
   */
  default SegmentMuxer silentSplicer(StreamElement.TrackHeader header) {
    return splicer(header);
  }

  /**
   * A part of a packet, for a {@link #splicer}; the whole packet where it cannot be divided without
   * loss.
   *
   * @param track of the packet
   * @param from the first sample of the part, counted from the packet's first
   * @param to the sample behind its last
   */
  default StreamElement.Packet part(
      StreamElement.TrackHeader track, StreamElement.Packet packet, int from, int to) {
    return packet;
  }

  /** Whether {@link #part} can divide the packets of a track at any sample. */
  default boolean divides(StreamElement.TrackHeader track) {
    return false;
  }

  /**
   * A packet of silence for a {@link #splicer}; empty where this container has none.
   *
   * @param like a packet of the track that it follows or precedes
   * @param samples how long it should be, 1 or more: it is shorter where no packet is so long, and
   *     longer where none is so short
   */
  default Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    return Optional.empty();
  }
}
