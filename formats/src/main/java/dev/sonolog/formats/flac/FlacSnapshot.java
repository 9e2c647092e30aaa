package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A file that is being written, cut behind its last whole frame, with STREAMINFO right for that.
 * The last frame is looked for from the end on: a header whose CRC agrees begins it, and decoding
 * proves it and shows where it ends, so neither a torn frame nor zeros behind it mislead. Made for
 * one snapshot.
 */
final class FlacSnapshot {
  /** Where STREAMINFO's content begins behind "fLaC", and that (RFC 9639, 8.1). */
  private static final int INFO = 2 * Integer.BYTES;

  /** A tag in front may be so long with the head, in bytes; one that is longer is left alone. */
  private static final int MAX_HEAD = 64 << 10;

  /** How far is looked at first, and by how much further then, in bytes. */
  private static final int FIRST_REACH = 64 << 10;

  private static final int WIDER = 8;

  /** No whole frame and torn one behind it are longer, in bytes. */
  private static final int MAX_REACH = 4 << 20;

  /** So many headers are tried in one stretch: a file that is made of them costs no more. */
  private static final int MAX_TRIED = 64;

  private final SeekableByteChannel file;
  private final long length;
  private final StreamInfo info;
  private final FlacDecoder decoder = new FlacDecoder();

  /**
   * What is whole.
   *
   * @param end behind it, in bytes from the start of the file
   * @param samples in front of there, per channel
   */
  private record Whole(long end, long samples) {
    /**
     * @param place where STREAMINFO's content begins
     */
    Snapshot snapshot(byte[] start, int place, StreamInfo info) {
      byte[] head = Arrays.copyOf(start, place + StreamInfo.LENGTH);
      System.arraycopy(info.unfinished(samples).bytes(), 0, head, place, StreamInfo.LENGTH);
      return new Snapshot(end, head);
    }
  }

  private FlacSnapshot(SeekableByteChannel file, long length, StreamInfo info) {
    this.file = file;
    this.length = length;
    this.info = info;
  }

  /**
   * @param length how many bytes of the file count
   * @param samples how many samples these are, all in whole frames, where somebody knows
   */
  static Snapshot of(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    byte[] start = StoredBytes.read(file, 0, (int) Math.min(length, MAX_HEAD));
    OptionalInt place = infoPlace(start);
    if (place.isEmpty()) {
      return Snapshot.unchanged(length);
    }
    int at = place.getAsInt();
    Optional<StreamInfo> info = StreamInfo.parse(Arrays.copyOfRange(start, at, start.length));
    return info.isEmpty()
        ? Snapshot.unchanged(length)
        : new FlacSnapshot(file, length, info.get())
            .whole(samples)
            .map(whole -> whole.snapshot(start, at, info.get()))
            .orElse(Snapshot.unchanged(length));
  }

  /** Where STREAMINFO's content begins. */
  private static OptionalInt infoPlace(byte[] start) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(start), MAX_HEAD);
    int magic = ForeignTag.at(input, 0).orElse(0);
    return magic <= MAX_HEAD - INFO && new FrameSearch(input).streamAt(magic)
        ? OptionalInt.of(magic + INFO)
        : OptionalInt.empty();
  }

  private Optional<Whole> whole(OptionalLong samples) throws IOException {
    return samples.isPresent()
        ? Optional.of(new Whole(length, samples.getAsLong()))
        : searched(StoredHead.read(StoredHead.open(file)).length());
  }

  // --- the last frame

  private Optional<Whole> searched(long from) throws IOException {
    long reach = FIRST_REACH;
    Optional<Whole> found = last(from, reach);
    while (found.isEmpty() && length - from > reach && reach < MAX_REACH) {
      reach *= WIDER;
      found = last(from, reach);
    }
    return found;
  }

  private Optional<Whole> last(long from, long reach) throws IOException {
    long begin = Math.max(from, length - reach);
    byte[] bytes = StoredBytes.read(file, begin, (int) Math.max(0, length - begin));
    int tried = 0;
    for (int at = bytes.length - FlacFrameHeader.MIN_LENGTH; at >= 0 && tried < MAX_TRIED; at--) {
      Optional<FlacFrameHeader> header = header(bytes, at);
      if (header.isPresent()) {
        tried++;
        OptionalInt end = end(bytes, at, header.get());
        if (end.isPresent()) {
          return Optional.of(new Whole(begin + end.getAsInt(), samplesUpTo(header.get())));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FlacFrameHeader> header(byte[] bytes, int at) {
    if (!FlacFrameHeader.isSync(bytes[at] & 0xFF, bytes[at + 1] & 0xFF)) {
      return Optional.empty();
    }
    int end = Math.min(bytes.length, at + FlacFrameHeader.MAX_LENGTH);
    return FlacFrameHeader.parse(Arrays.copyOfRange(bytes, at, end)).filter(this::belongs);
  }

  private boolean belongs(FlacFrameHeader header) {
    return header.channels() == info.channels()
        && header.bitDepth().orElse(info.bitDepth()) == info.bitDepth()
        && header.hertz().orElse(info.hertz()) == info.hertz();
  }

  private OptionalInt end(byte[] bytes, int at, FlacFrameHeader header) {
    byte[] frame = Arrays.copyOfRange(bytes, at, bytes.length);
    try {
      return OptionalInt.of(at + decoder.decode(header, info.bitDepth(), frame));
    } catch (MalformedFrameException _) {
      return OptionalInt.empty();
    }
  }

  private long samplesUpTo(FlacFrameHeader last) {
    long before =
        switch (last.strategy()) {
          case FIXED -> last.number() * Math.max(last.blockSize(), info.maxBlockSize());
          case VARIABLE -> last.number();
        };
    return before + last.blockSize();
  }
}
