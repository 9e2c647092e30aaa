package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;

/** Opens the files of segments, wherever they lie by now. Immutable; platform threads only. */
final class SegmentSource {
  private static final System.Logger LOGGER = System.getLogger(SegmentSource.class.getName());

  /** Behind every sample that a file can hold, and far from an overflow. */
  private static final long BEHIND_THE_LAST = 1L << 60;

  /** So many packets stand in front of a segment's own at most: 1.4 s of 2.5 ms each. */
  private static final int MOST_IN_FRONT = 1_000;

  private final SegmentReading reading;

  SegmentSource(SegmentReading reading) {
    this.reading = reading;
  }

  /** As {@link SegmentReading#open(StoredSegment)}. */
  SegmentReading.Opened open(StoredSegment segment) throws IOException {
    try {
      return reading.open(segment);
    } catch (NoSuchFileException e) {
      if (!segment.place().equals(segment.file())) {
        throw e;
      }
      throw new IOException(
          segment.file() + " is not there any more; the recorder will notice, or reindex", e);
    }
  }

  /** The samples that are stored of a segment that is being written. */
  long stored(StoredSegment segment) throws IOException {
    try (SegmentReading.Opened opened = open(segment)) {
      return opened.container().seek(opened.file(), BEHIND_THE_LAST).readToEnd();
    } catch (MalformedSegmentException | NoSuchFileException _) {
      return 0; // it was only just begun
    }
  }

  /** The samples that the file of a segment holds: all is read. As known where it cannot be. */
  long playable(TimelineRows.Present present) {
    try (SegmentReading.Opened opened = open(present.segment())) {
      return opened.container().inspect(opened.file()).samples();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "The length of {0} stays estimated: {1}", present.segment(), e);
      return present.samples();
    }
  }

  /** The samples that a sealed segment had, and its file does not hold any more: all is read. */
  long lost(StoredSegment segment) throws IOException {
    if (segment.content().isEmpty()) {
      return 0;
    }
    try (SegmentReading.Opened opened = open(segment)) {
      long left = opened.container().seek(opened.file(), 0).readToEnd();
      return Math.max(0, segment.content().get().samples() - left);
    }
  }

  /**
   * What must be known of a segment's packets before they are written.
   *
   * @param missingPreRoll as {@link dev.sonolog.formats.SegmentMuxer#missingPreRoll}
   * @param packetSamples of one of the first packets
   * @param leadSamples of the packets that make exact what follows something that is missing
   * @param begins the first sample of the first packet that a file can begin with, counted from the
   *     segment's own first
   */
  record PacketFacts(int missingPreRoll, int packetSamples, long leadSamples, long begins) {}

  PacketFacts packetFacts(StoredSegment segment) throws IOException {
    try (SegmentReading.Opened opened = open(segment)) {
      SeekedSegment from = opened.container().seek(opened.file(), 0);
      SegmentMuxer muxer = null;
      long at = from.sample();
      int packets = 0;
      StreamElement element = from.reader().next();
      while (!(element instanceof StreamElement.End) && packets < MOST_IN_FRONT) {
        if (element instanceof TrackHeader header) {
          muxer = opened.container().splicer(header);
        } else if (element instanceof Packet packet && muxer != null) {
          boolean could = muxer.canBegin();
          long first = at;
          at += packets < from.repeatedPackets() ? 0 : packet.samples();
          packets++;
          muxer.write(packet);
          if (muxer.canBegin()) {
            return facts(muxer, packet, could ? first : at);
          }
        }
        element = from.reader().next();
      }
      throw new MalformedSegmentException(segment.file() + " holds no packet to begin with");
    }
  }

  private static PacketFacts facts(SegmentMuxer muxer, Packet packet, long begins) {
    long lead = muxer.leadIn().stream().mapToLong(Packet::samples).sum();
    return new PacketFacts(muxer.missingPreRoll(), packet.samples(), lead, begins);
  }
}
