package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Divides a FLAC file into stretches of whole frames by what their headers say, without decoding.
 * Whoever decodes them sees from the numbers of the samples whether it was right: where a header's
 * bytes stand by chance within a frame, it was not. One thread.
 */
public final class FlacStretches {
  /** What is read at a time, in bytes. */
  private static final int CHUNK = 256 << 10;

  /** A longer frame is none, in bytes. */
  private static final int LONGEST_FRAME = 16 << 20;

  /** What a stretch decodes to at most, in samples per channel, but for a single frame. */
  private static final long MOST_SAMPLES = 1 << 18;

  private static final int LONGEST_HEAD = 1 << 20;

  private final InputStream in;
  private final StreamInfo info;
  private final FlacFrameHeader kind;
  private byte[] buffer;
  private int from;
  private int to;
  private boolean ended;

  private FlacStretches(InputStream in, StreamInfo info, FlacFrameHeader kind, byte[] begun) {
    this.in = in;
    this.info = info;
    this.kind = kind;
    this.buffer = Arrays.copyOf(begun, Math.max(begun.length, 2 * CHUNK));
    this.to = begun.length;
  }

  /**
   * The stretches of a file.
   *
   * @param in from its first byte on
   * @return empty where it is no FLAC file that begins with STREAMINFO and goes on with a frame
   */
  public static Optional<FlacStretches> of(InputStream in) throws IOException {
    ByteInput input = new ByteInput(in, LONGEST_HEAD, CHUNK);
    if (!input.ensure(Integer.BYTES) || input.peekInt(0) != FrameSearch.MAGIC) {
      return Optional.empty();
    }
    Optional<StreamInfo> info = new MetadataReader(input).read().info();
    input.ensure(FlacFrameHeader.MAX_LENGTH);
    int there = input.buffered();
    byte[] begun = input.peekBytes(0, there);
    return info.flatMap(
        it ->
            FlacFrameHeader.parse(Arrays.copyOf(begun, Math.min(there, FlacFrameHeader.MAX_LENGTH)))
                .map(header -> new FlacStretches(in, it, header, begun)));
  }

  /** What the file says of itself. */
  public StreamInfo info() {
    return info;
  }

  /**
   * The next stretch.
   *
   * @return empty at the end
   * @throws MalformedFrameException if no border of frames can be found, or the last is cut off
   */
  public Optional<byte[]> next() throws IOException, MalformedFrameException {
    fill(CHUNK);
    while (from < to) {
      int border = border();
      if (border > from) {
        byte[] stretch = Arrays.copyOfRange(buffer, from, border);
        from = border;
        return Optional.of(stretch);
      }
      if (to - from > LONGEST_FRAME) {
        throw new MalformedFrameException("No frame is that long");
      }
      fill(2 * (to - from));
    }
    return Optional.empty();
  }

  private void fill(int wanted) throws IOException {
    if (!ended && to - from < wanted) {
      byte[] next = wanted > buffer.length ? new byte[wanted] : buffer;
      System.arraycopy(buffer, from, next, 0, to - from);
      to -= from;
      from = 0;
      buffer = next;
      int count = in.readNBytes(buffer, to, wanted - to);
      ended = count < wanted - to;
      to += count;
    }
  }

  /** Where the stretch ends that begins at {@link #from}; there, where it is not known yet. */
  private int border() throws MalformedFrameException {
    FlacFrameHeader begin = header(from).orElseThrow(FlacStretches::nothing);
    int limit = to;
    int border = borderBefore(limit, begin);
    while (border > from && samples(begin, border) > MOST_SAMPLES) {
      limit = from + (border - from) / 2;
      int nearer = borderBefore(limit, begin);
      if (nearer == from) {
        return firstBorder(begin, border);
      }
      border = nearer;
    }
    return ended && limit == to ? last(border) : border;
  }

  private static MalformedFrameException nothing() {
    return new MalformedFrameException("No frame begins where one should");
  }

  /** The last frame that begins before a place and behind {@link #from}; else {@link #from}. */
  private int borderBefore(int limit, FlacFrameHeader begin) {
    for (int at = limit - FlacFrameHeader.MIN_LENGTH; at > from; at--) {
      if (isBorder(at, begin)) {
        return at;
      }
    }
    return from;
  }

  private int firstBorder(FlacFrameHeader begin, int otherwise) {
    for (int at = from + 1; at < otherwise; at++) {
      if (isBorder(at, begin)) {
        return at;
      }
    }
    return otherwise;
  }

  private boolean isBorder(int at, FlacFrameHeader begin) {
    if (!FlacFrameHeader.isSync(buffer[at] & 0xFF, buffer[at + 1] & 0xFF)) {
      return false;
    }
    return header(at)
        .filter(kind::agreesWith)
        .filter(it -> it.number() > begin.number() && it.number() - begin.number() <= most(at))
        .isPresent();
  }

  /** So far the numbers can go up to a place. */
  private long most(int at) {
    long each = kind.strategy() == FlacFrameHeader.Strategy.FIXED ? 1 : info.maxBlockSize();
    return (at - from) / FlacFrameHeader.MIN_LENGTH * each;
  }

  private long samples(FlacFrameHeader begin, int border) {
    long numbers = header(border).map(FlacFrameHeader::number).orElse(0L) - begin.number();
    return kind.strategy() == FlacFrameHeader.Strategy.FIXED
        ? numbers * begin.blockSize()
        : numbers;
  }

  private Optional<FlacFrameHeader> header(int at) {
    int length = Math.min(FlacFrameHeader.MAX_LENGTH, to - at);
    return FlacFrameHeader.parse(Arrays.copyOfRange(buffer, at, at + length));
  }

  /** The end, if the last frame is whole. */
  private int last(int begin) throws MalformedFrameException {
    FlacFrameHeader header = header(begin).orElseThrow(FlacStretches::nothing);
    byte[] frame = Arrays.copyOfRange(buffer, begin, to);
    if (new FlacDecoder().decode(header, info.bitDepth(), frame) != frame.length) {
      throw new MalformedFrameException("Something else stands behind the last frame");
    }
    return to;
  }
}
