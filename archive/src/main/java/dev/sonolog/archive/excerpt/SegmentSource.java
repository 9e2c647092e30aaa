package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Opens the files of segments, wherever they lie by now. Immutable; platform threads only. */
final class SegmentSource {
  /** Behind every sample that a file can hold, and far from an overflow. */
  private static final long BEHIND_THE_LAST = 1L << 60;

  private final SegmentReading reading;

  SegmentSource(SegmentReading reading) {
    this.reading = reading;
  }

  /** A segment that was being recorded a moment ago may be sealed now. */
  SegmentReading.Opened open(StoredSegment segment) throws IOException {
    try {
      return reading.open(segment.place());
    } catch (NoSuchFileException e) {
      if (segment.place().equals(segment.file())) {
        throw new IOException(
            segment.file() + " is not there any more; the recorder will notice, or reindex", e);
      }
      return reading.open(segment.file());
    }
  }

  /** The samples that are stored of a segment that is being written. */
  long stored(StoredSegment segment) throws IOException {
    try (SegmentReading.Opened opened = open(segment)) {
      SeekedSegment end = opened.container().seek(opened.file(), BEHIND_THE_LAST);
      long samples = end.sample();
      int repeated = end.repeatedPackets();
      StreamElement element = end.reader().next();
      while (!(element instanceof StreamElement.End)) {
        if (element instanceof StreamElement.Packet packet && repeated-- <= 0) {
          samples += packet.samples();
        }
        element = end.reader().next();
      }
      return samples;
    } catch (MalformedSegmentException | NoSuchFileException _) {
      return 0; // it was only just begun
    }
  }

  /**
   * What must be known of a segment's packets before they are written.
   *
   * @param missingPreRoll as {@link dev.sonolog.formats.SegmentMuxer#missingPreRoll}
   * @param divides as {@link dev.sonolog.formats.Container#divides}
   * @param packetSamples of the first packet
   */
  record PacketFacts(int missingPreRoll, boolean divides, int packetSamples) {}

  PacketFacts packetFacts(StoredSegment segment) throws IOException {
    try (SegmentReading.Opened opened = open(segment)) {
      PacketReader reader = opened.container().seek(opened.file(), 0).reader();
      TrackHeader track = null;
      StreamElement element = reader.next();
      while (!(element instanceof StreamElement.Packet) || track == null) {
        if (element instanceof StreamElement.End) {
          throw new MalformedSegmentException(segment.file() + " holds no packet");
        }
        track = element instanceof TrackHeader header ? header : track;
        element = reader.next();
      }
      return new PacketFacts(
          opened.container().splicer(track).missingPreRoll(),
          opened.container().divides(track),
          ((StreamElement.Packet) element).samples());
    }
  }
}
