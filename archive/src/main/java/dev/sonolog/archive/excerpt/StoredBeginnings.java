package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.formats.wav.WavSamples;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * How much of a segment that is being written is stored, and how many bytes of its file hold its
 * first samples: what was written once does not change any more but for the head, so a beginning
 * stays what it is. Immutable; platform threads only.
 */
public final class StoredBeginnings {
  private static final int LOOK_AHEAD = 1 << 20;

  private final SegmentSource segments;

  /**
   * @param settings of the archive
   */
  public StoredBeginnings(ArchiveSettings settings) {
    segments = new SegmentSource(new SegmentReading(settings.containers()));
  }

  /**
   * The beginning of a file.
   *
   * @param samples that are playable in it, per channel
   * @param bytes how long it is; ends with a whole packet
   */
  public record Beginning(long samples, long bytes) {}

  /** How many samples of a segment are stored now; 0 when it was only just begun. */
  public long samples(StoredSegment segment) throws IOException {
    return segments.stored(segment);
  }

  /**
   * The beginning that holds the first samples, or as many of them as whole packets do. Reads the
   * file up to there, but for WAV.
   */
  public Beginning of(StoredSegment segment, long samples) throws IOException {
    try (SegmentReading.Opened opened = segments.open(segment)) {
      return opened.container() instanceof WavContainer
          ? counted(opened.file(), samples)
          : walked(opened, samples);
    }
  }

  private static Beginning counted(FileChannel file, long samples) throws IOException {
    WavSamples wav = WavSamples.find(file);
    long stride = (long) wav.channels() * wav.format().length();
    long there = Math.min(samples, (file.size() - wav.start()) / stride);
    return new Beginning(there, wav.start() + there * stride);
  }

  private static Beginning walked(SegmentReading.Opened opened, long samples) throws IOException {
    int repeated = opened.container().seek(opened.file(), 0).repeatedPackets();
    ByteInput input = new ByteInput(Channels.newInputStream(opened.file().position(0)), LOOK_AHEAD);
    PacketReader reader = opened.container().reader(input);
    Beginning beginning = new Beginning(0, 0);
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      if (element instanceof Packet packet) {
        long more = repeated-- > 0 ? 0 : packet.samples();
        if (beginning.samples() + more > samples) {
          return beginning;
        }
        beginning = new Beginning(beginning.samples() + more, packet.endPosition());
      }
      element = reader.next();
    }
    return beginning;
  }
}
