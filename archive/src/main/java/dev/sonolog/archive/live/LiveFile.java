package dev.sonolog.archive.live;

import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.wav.EndlessWav;
import dev.sonolog.formats.wav.WavContainer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;

/**
 * One file of a source, read packet by packet while it grows. What a cut repeats in front of a file
 * is left out. One thread; a platform thread.
 */
final class LiveFile implements Closeable {
  private static final int LOOK_AHEAD = 1 << 20;

  /** Behind every sample that a file can hold, and far from an overflow. */
  private static final long BEHIND_THE_LAST = 1L << 60;

  /** No station sends more of frames that can be joined anywhere, in bytes per second. */
  private static final int MOST_PER_SECOND = 64 << 10;

  private final StoredSegment segment;
  private final Container container;
  private final GrowingFile file;
  private final PacketReader reader;
  private final long from;
  private final long held;
  private int repeated;
  private long at;

  /**
   * Where reading begins.
   *
   * @param first the first sample that is wanted, counted as the reader's
   * @param samples that were there behind it
   */
  private record Place(SeekedSegment seeked, long first, long samples) {}

  private LiveFile(StoredSegment segment, Container container, GrowingFile file, Place place) {
    this.segment = segment;
    this.container = container;
    this.file = file;
    this.reader = place.seeked().reader();
    this.repeated = place.seeked().repeatedPackets();
    this.at = place.seeked().sample();
    this.from = place.first();
    this.held = place.samples();
    file.follow();
  }

  /** What comes next. */
  sealed interface Next {
    /** What the packets that follow have in common. */
    record Header(TrackHeader header) implements Next {}

    /**
     * A packet.
     *
     * @param wanted whether it holds something that was asked for; else it comes before that, or is
     *     what a decoder must have heard before
     */
    record Audio(Packet packet, boolean wanted) implements Next {}

    /** The file is done. */
    record End() implements Next {}
  }

  /**
   * Opens a file at its first packet.
   *
   * @throws NothingYetException if too little of it is stored to know it
   */
  static LiveFile whole(SegmentReading reading, StoredSegment segment) throws IOException {
    return opened(reading, segment, LiveFile::atStart);
  }

  /**
   * Opens a file so far from its end, or at its first packet where it is shorter.
   *
   * @param samples from the first wanted one to the newest
   * @throws NothingYetException if too little of it is stored to know it
   */
  static LiveFile tail(
      SegmentReading reading, StoredSegment segment, AudioFormat format, long samples)
      throws IOException {
    return opened(
        reading,
        segment,
        (container, file) ->
            isJoinedAnywhere(format.codec())
                ? joined(container, file, format, samples)
                : sought(container, file, samples));
  }

  private interface Finding {
    Place in(Container container, GrowingFile file) throws IOException;
  }

  private static LiveFile opened(SegmentReading reading, StoredSegment segment, Finding place)
      throws IOException {
    SegmentReading.Opened opened = openedNow(reading, segment);
    try {
      GrowingFile file = new GrowingFile(opened.file());
      Container container = opened.container();
      return new LiveFile(segment, container, file, place.in(container, file));
    } catch (MalformedSegmentException e) {
      opened.close();
      throw NothingYetException.because(e);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static SegmentReading.Opened openedNow(SegmentReading reading, StoredSegment segment)
      throws IOException {
    try {
      return reading.open(segment);
    } catch (MalformedSegmentException e) {
      throw NothingYetException.because(e);
    }
  }

  /** Frames that say all by themselves. */
  private static boolean isJoinedAnywhere(Codec codec) {
    return switch (codec) {
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC -> true;
      case VORBIS, OPUS, FLAC, OGG_FLAC, PCM -> false;
    };
  }

  // --- where to begin

  private static Place atStart(Container container, GrowingFile file) throws IOException {
    return new Place(seek(container, file, 0), 0, 0);
  }

  private static SeekedSegment seek(Container container, GrowingFile file, long sample)
      throws IOException {
    return container instanceof WavContainer
        ? new SeekedSegment(EndlessWav.reader(file, sample), sample, 0)
        : container.seek(file, sample);
  }

  /** In the middle of the bytes, as one joins a station: nothing in front of that is read. */
  private static Place joined(
      Container container, GrowingFile file, AudioFormat format, long samples) throws IOException {
    long seconds = Math.ceilDiv(samples, format.rate().hertz()) + 1;
    long position = file.size() - seconds * MOST_PER_SECOND;
    if (position <= 0) {
      long stored = container.seek(file, 0).readToEnd();
      return new Place(container.seek(file, 0), Math.max(0, stored - samples), stored);
    }
    long stored = joinedAt(container, file, position).readToEnd();
    return new Place(joinedAt(container, file, position), Math.max(0, stored - samples), stored);
  }

  private static SeekedSegment joinedAt(Container container, GrowingFile file, long position)
      throws IOException {
    ByteInput input = new ByteInput(Channels.newInputStream(file.position(position)), LOOK_AHEAD);
    return new SeekedSegment(container.reader(input), 0, 0);
  }

  private static Place sought(Container container, GrowingFile file, long samples)
      throws IOException {
    long stored = container.seek(file, BEHIND_THE_LAST).readToEnd();
    long first = Math.max(0, stored - samples);
    return new Place(seek(container, file, first), first, stored);
  }

  // --- what follows

  StoredSegment segment() {
    return segment;
  }

  Container container() {
    return container;
  }

  /** How many of the samples that were asked for it held when it was opened. */
  long held() {
    return held - from;
  }

  /** Its writer is done: what follows its last packet is its end. */
  void finish() {
    file.finish();
  }

  /**
   * What comes next; nothing where what was read is not to be told.
   *
   * @throws NothingYetException if that is not stored yet
   */
  Optional<Next> next() throws IOException {
    return switch (reader.next()) {
      case TrackHeader header -> Optional.of(new Next.Header(header));
      case Packet packet -> audio(packet);
      case StreamElement.End _ -> Optional.of(new Next.End());
      case StreamElement.Title _, StreamElement.Damage _, StreamElement.Lost _ -> Optional.empty();
    };
  }

  private Optional<Next> audio(Packet packet) {
    if (repeated > 0) {
      repeated--;
      return Optional.empty();
    }
    at += packet.samples();
    return Optional.of(new Next.Audio(packet, at > from));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
