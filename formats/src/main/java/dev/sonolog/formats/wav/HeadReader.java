package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.tags.TagContent;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks in front of the samples, one after the other. Goes on where it was after the
 * input failed. Owned by whoever reads the file.
 */
final class HeadReader {
  /** "RIFF", a length and "WAVE", in bytes. */
  static final int FORM_HEADER = 12;

  /** No chunk in front of the samples is longer, in bytes: room for pictures and cue sheets. */
  private static final int MAX_CHUNK = 64 << 20;

  /** The length of {@link ChunkId#DS64} without its table, in bytes (EBU Tech 3306, 4). */
  private static final int DS64_LENGTH = 28;

  /** A length of 32 bits that is not known, or stands elsewhere. */
  private static final long UNSAID = 0xFFFF_FFFFL;

  private final ByteInput input;
  private final long start;
  private boolean opened;
  private long formLength;
  private OptionalLong wideDataLength = OptionalLong.empty();
  private @Nullable WaveFormat format;
  private TagContent tag = TagContent.NONE;
  private long next;

  /**
   * @param input stands where a form begins
   */
  HeadReader(ByteInput input) {
    this.input = input;
    this.start = input.position();
  }

  /**
   * How many bytes ahead a form begins.
   *
   * @param limit how far is looked, in bytes; not more than the input keeps
   */
  static OptionalInt find(ByteInput input, int limit) throws IOException {
    for (int at = 0; at <= limit - FORM_HEADER && input.ensure(at + 1); at++) {
      if (beginsAt(input, at)) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean beginsAt(ByteInput input, int at) throws IOException {
    int first = input.peek(at);
    return (first == 'R' || first == 'B')
        && input.ensure(at + FORM_HEADER)
        && isForm(input.peekInt(at))
        && input.peekInt(at + 8) == ChunkId.WAVE;
  }

  private static boolean isForm(int id) {
    return id == ChunkId.RIFF || id == ChunkId.RF64 || id == ChunkId.BW64;
  }

  /**
   * The head; the input stands at the first sample then. Empty if the input ended before.
   *
   * @throws UnsupportedFormatException if the samples are none that are known
   */
  Optional<WavHead> read() throws IOException {
    if (!opened) {
      formLength = unsigned(4);
      input.skip(FORM_HEADER);
      next = input.position();
      opened = true;
    }
    while (pass() && input.ensure(ChunkId.HEADER)) {
      int id = input.peekInt(0);
      long length = unsigned(4);
      if (id == ChunkId.DATA) {
        return Optional.of(head(length));
      }
      if (!chunk(id, length)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Goes on to where the next chunk begins; false if the input ends before. */
  private boolean pass() throws IOException {
    while (input.position() < next && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), next - input.position()));
    }
    return input.position() == next;
  }

  private boolean chunk(int id, long length) throws IOException {
    if (length > MAX_CHUNK) {
      throw FormatTag.refused(
          "a chunk '" + ChunkId.name(id) + "' of " + length + " bytes in front of its samples");
    }
    int wanted = (int) Math.min(length, wanted(id, length));
    if (!input.ensure(ChunkId.HEADER + wanted)) {
      return false;
    }
    take(id, wanted);
    next = input.position() + ChunkId.HEADER + length + (length & 1);
    return true;
  }

  /** How much of a chunk is looked at. */
  private int wanted(int id, long length) {
    if (id == ChunkId.FMT) {
      return WaveFormat.LONGEST;
    }
    if (id == ChunkId.DS64) {
      return DS64_LENGTH;
    }
    int limit = Math.min(Id3v2Parser.MAX_LENGTH, input.limit() - ChunkId.HEADER);
    return id == ChunkId.ID3 && length <= limit ? limit : 0;
  }

  private void take(int id, int length) throws UnsupportedFormatException {
    if (id == ChunkId.FMT) {
      format = WaveFormat.parse(input.peekBytes(ChunkId.HEADER, length));
    } else if (id == ChunkId.DS64 && length == DS64_LENGTH) {
      formLength = wide(ChunkId.HEADER);
      wideDataLength = OptionalLong.of(wide(ChunkId.HEADER + 8));
    } else if (id == ChunkId.ID3) {
      tag = Id3v2Parser.parse(input.peekBytes(ChunkId.HEADER, length));
    }
  }

  private long unsigned(int offset) {
    return Integer.toUnsignedLong(Integer.reverseBytes(input.peekInt(offset)));
  }

  /** Lengths of more than 63 bits are as good as none. */
  private long wide(int offset) {
    return (unsigned(offset) | unsigned(offset + 4) << 32) & Long.MAX_VALUE;
  }

  private WavHead head(long length) throws UnsupportedFormatException {
    if (format == null) {
      throw FormatTag.refused("samples without a 'fmt ' chunk in front that says what they are");
    }
    input.skip(ChunkId.HEADER);
    long dataStart = input.position();
    long formEnd = start + Math.min(formLength, Long.MAX_VALUE - start - 8) + 8;
    return new WavHead(
        format, tag, start, dataStart, dataLength(format, length, dataStart, formEnd), formEnd);
  }

  /**
   * How many bytes of samples follow for sure. Writers that cannot go back, and those that were
   * killed, leave 0 or the largest number; a head of ours is right when its tag agrees.
   */
  private OptionalLong dataLength(WaveFormat known, long length, long dataStart, long formEnd) {
    long said = length == UNSAID ? wideDataLength.orElse(0) : length;
    boolean open = said == 0 && (length == UNSAID || formLength == UNSAID || formEnd <= dataStart);
    boolean agrees =
        tag.samples().isPresent()
            && said % known.frameLength() == 0
            && tag.samples().getAsLong() == said / known.frameLength();
    return open || (tag.ours() && !agrees) ? OptionalLong.empty() : OptionalLong.of(said);
  }
}
