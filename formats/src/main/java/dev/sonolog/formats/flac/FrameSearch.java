package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the next whole frame ahead of an input's cursor. A header does not say how long its frame
 * is: the frame ends where a header that agrees with it begins and the CRC-16 over all between is 0
 * (RFC 9639, 9.3). Where no such header comes, because the input ends or something else follows,
 * the frame is decoded to find its end. Only peeks; owned by one reader.
 *
 * <p>A frame whose end is lost looks endless. So each header that is met begins a candidate of its
 * own, and the first candidate that is proved ends the search, with what lies before it.
 */
final class FrameSearch {
  /** So many candidates are followed at once; of more, the oldest and the newest. */
  private static final int MAX_CANDIDATES = 8;

  /** "fLaC" (RFC 9639, 6). */
  static final int MAGIC = 0x664C_6143;

  /** The header of STREAMINFO, the first block of all (RFC 9639, 8), whether or not the last. */
  private static final int STREAM_INFO_HEADER = StreamInfo.LENGTH;

  private static final int ALL_BUT_LAST_FLAG = 0x7FFF_FFFF;

  /** So many bytes are looked at in one go. */
  private static final int WINDOW = 4 << 10;

  /** The first bytes of frames, heads and tags. */
  private static final boolean[] BEGINNINGS = new boolean[256];

  static {
    for (int octet : new int[] {0xFF, 'f', 'T', 'I', 'A'}) {
      BEGINNINGS[octet] = true;
    }
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_1 = 0x0101_0101_0101_0101L;
  private static final long EACH_128 = 0x8080_8080_8080_8080L;

  private final ByteInput input;
  private final FlacDecoder decoder = new FlacDecoder();
  private final List<Candidate> candidates = new ArrayList<>();

  /** A header that may begin a frame, and the CRC-16 from it on. */
  private static final class Candidate {
    private final int start;
    private final FlacFrameHeader header;
    private int crc;

    /** Where the CRC became 0, of which zeros behind a frame make no other. */
    private int end;

    Candidate(int start, FlacFrameHeader header) {
      this.start = start;
      this.header = header;
    }

    /**
     * Carries the CRC on over the first {@code count} bytes of a window, which lies at {@code at}.
     */
    void follow(byte[] window, int count, int at) {
      crc = FlacCrc.crc16(crc, window, 0, count);
      int behind = crc == 0 ? count : 0;
      while (behind > 0 && window[behind - 1] == 0) {
        behind--;
      }
      end = behind > 0 ? at + behind : end;
    }

    boolean endsBefore(int at) {
      return crc == 0 && at >= start + header.length() + FlacFrame.FOOTER;
    }
  }

  /** What lies ahead; all counts in bytes. */
  sealed interface Found {
    /** A whole frame, behind {@code start} bytes that are none. */
    record Frame(int start, FlacFrameHeader header, int length) implements Found {}

    /** The head of a stream, behind {@code start} bytes that are no frame. */
    record Metadata(int start) implements Found {}

    /** No frame begins in the next {@code bytes}; {@code ended} if the input does so there. */
    record Nothing(int bytes, boolean ended) implements Found {}
  }

  FrameSearch(ByteInput input) {
    this.input = input;
  }

  /**
   * What comes first within the next {@code limit} bytes.
   *
   * @param info what the frames may refer to
   * @param limit not more than the input keeps
   * @throws IOException if the input failed
   */
  Found next(Optional<StreamInfo> info, int limit) throws IOException {
    Optional<Found> standing = standing(limit);
    if (standing.isPresent()) {
      return standing.get();
    }
    candidates.clear();
    int last = limit - FlacFrameHeader.MAX_LENGTH;
    for (int at = 0; at < last && input.ensure(at + 1); at = followed(at, last)) {
      Optional<Found> found = border(at, input.peek(at), info);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return withoutBorder(last, info);
  }

  /**
   * The frame at the cursor, where the header behind it is there as well: nearly always in a file.
   * What is not so plain is left to the search.
   */
  private Optional<Found> standing(int limit) throws IOException {
    Optional<FlacFrameHeader> first = headerAt(0);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer ahead = input.ahead();
    byte[] bytes = ahead.array();
    int start = ahead.arrayOffset() + ahead.position();
    int last = start + Math.min(ahead.remaining(), limit) - FlacFrameHeader.MAX_LENGTH;
    int crc = 0;
    int checked = start;
    int at = sync(bytes, start + first.get().length() + FlacFrame.FOOTER, last);
    while (at < last) {
      crc = FlacCrc.crc16(crc, bytes, checked, at);
      checked = at;
      Optional<FlacFrameHeader> next = crc == 0 ? headerAt(at - start) : Optional.empty();
      if (next.isPresent()) {
        boolean plain = bytes[at - 1] != 0; // zeros behind a frame leave the CRC 0
        return plain && first.get().agreesWith(next.get())
            ? Optional.of(new Found.Frame(0, first.get(), at - start))
            : Optional.empty();
      }
      at = sync(bytes, at + 1, last);
    }
    return Optional.empty();
  }

  /** Where the next sync code stands; {@code end} or behind where none does. */
  private static int sync(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      at = octetOfOnes(bytes, at, end);
      if (at < end && FlacFrameHeader.isSync(0xFF, bytes[at + 1] & 0xFF)) {
        return at;
      }
      at++;
    }
    return end;
  }

  /** Where the next byte of eight set bits stands, eight bytes at a time. */
  private static int octetOfOnes(byte[] bytes, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long cleared = ~(long) LONGS.get(bytes, at);
      long zeros = cleared - EACH_1 & ~cleared & EACH_128;
      if (zeros != 0) {
        return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < end && bytes[at] != -1) {
      at++;
    }
    return at;
  }

  /** Goes on to the next place where something may begin, {@code end} at most. */
  private int followed(int at, int end) {
    byte[] window = input.peekBytes(at, Math.min(WINDOW, Math.min(input.buffered(), end) - at));
    int count = 1;
    while (count < window.length && !mayBegin(window, count)) {
      count++;
    }
    for (Candidate candidate : candidates) {
      candidate.follow(window, count, at);
    }
    return at + count;
  }

  /** Whether something of what {@link #border} looks for may begin there, by two bytes of it. */
  private static boolean mayBegin(byte[] window, int at) {
    if (!BEGINNINGS[window[at] & 0xFF]) {
      return false;
    }
    if (at + 1 == window.length) {
      return true;
    }
    int next = window[at + 1];
    return switch (window[at]) {
      case 'f' -> next == 'L';
      case 'T' -> next == 'A';
      case 'I' -> next == 'D';
      case 'A' -> next == 'P';
      default -> FlacFrameHeader.isSync(window[at] & 0xFF, next & 0xFF);
    };
  }

  /** What is found by what begins {@code at} bytes ahead. */
  private Optional<Found> border(int at, int octet, Optional<StreamInfo> info) throws IOException {
    if (octet == 0xFF) {
      Optional<FlacFrameHeader> header = headerAt(at);
      return header.isPresent() ? border(at, header.get(), info) : Optional.empty();
    }
    if (octet == 'f' && streamAt(at)) {
      return Optional.of(decoded(at, at, info).orElse(new Found.Metadata(at)));
    }
    return (octet == 'T' || octet == 'I' || octet == 'A') && tagBehindFrame(at)
        ? decoded(at, at, info)
        : Optional.empty();
  }

  private Optional<Found> border(int at, FlacFrameHeader header, Optional<StreamInfo> info)
      throws IOException {
    for (Candidate candidate : candidates) {
      if (candidate.endsBefore(at) && candidate.header.agreesWith(header)) {
        Found frame = new Found.Frame(candidate.start, candidate.header, at - candidate.start);
        int before = candidate.end < at ? candidate.start + 1 : candidate.start;
        return Optional.of(decoded(before, at, info).orElse(frame));
      }
    }
    if (candidates.size() == MAX_CANDIDATES) {
      candidates.remove(1);
    }
    candidates.add(new Candidate(at, header));
    return Optional.empty();
  }

  private Optional<FlacFrameHeader> headerAt(int at) throws IOException {
    input.ensure(at + FlacFrameHeader.MAX_LENGTH);
    int length = Math.min(FlacFrameHeader.MAX_LENGTH, input.buffered() - at);
    return length >= FlacFrameHeader.MIN_LENGTH
            && FlacFrameHeader.isSync(input.peek(at), input.peek(at + 1))
        ? FlacFrameHeader.parse(input.peekBytes(at, length))
        : Optional.empty();
  }

  /** Whether the head of a stream begins there; rather its first two words than the magic alone. */
  boolean streamAt(int at) throws IOException {
    return input.ensure(at + 2 * Integer.BYTES)
        && input.peekInt(at) == MAGIC
        && (input.peekInt(at + Integer.BYTES) & ALL_BUT_LAST_FLAG) == STREAM_INFO_HEADER;
  }

  private boolean tagBehindFrame(int at) throws IOException {
    return candidates.stream().anyMatch(candidate -> candidate.endsBefore(at))
        && ForeignTag.at(input, at).isPresent();
  }

  /** Nothing showed where a frame ends: the candidates are decoded. */
  private Found withoutBorder(int last, Optional<StreamInfo> info) {
    int ahead = input.buffered();
    boolean ended = ahead < last;
    int searched = ended ? ahead : Math.max(1, last / 2);
    return decoded(ahead, ahead, info).orElse(new Found.Nothing(searched, ended));
  }

  /**
   * The first frame that begins before {@code before} and whose decoding ends not behind {@code
   * end}.
   */
  private Optional<Found> decoded(int before, int end, Optional<StreamInfo> info) {
    for (Candidate candidate : candidates) {
      OptionalInt depth = candidate.header.bitDepth(info);
      if (candidate.start < before && depth.isPresent()) {
        OptionalInt length = length(candidate, depth.getAsInt(), end);
        if (length.isPresent()) {
          return Optional.of(new Found.Frame(candidate.start, candidate.header, length.getAsInt()));
        }
      }
    }
    return Optional.empty();
  }

  private OptionalInt length(Candidate candidate, int depth, int end) {
    byte[] bytes = input.peekBytes(candidate.start, end - candidate.start);
    try {
      return OptionalInt.of(decoder.decode(candidate.header, depth, bytes));
    } catch (MalformedFrameException _) {
      return OptionalInt.empty();
    }
  }
}
