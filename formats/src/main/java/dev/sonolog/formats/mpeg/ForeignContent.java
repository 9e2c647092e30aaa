package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what bytes are that are no MPEG audio, so that a person knows what to change. Keeps the
 * first of them; owned by the reader.
 */
final class ForeignContent {
  /** So many bytes are looked at, at most. */
  private static final int KEPT = 8 << 10;

  /** Enough for the longest signature. */
  private static final int SIGNATURE = 12;

  private static final String WANTED = "; MPEG audio (MP3 or MP2) was expected";

  private byte[] kept = new byte[256];
  private int length;

  void add(int octet) {
    if (length == KEPT) {
      return;
    }
    if (length == kept.length) {
      kept = Arrays.copyOf(kept, 2 * length);
    }
    kept[length++] = (byte) octet;
  }

  /** What a file that begins like this is for sure, for a person. */
  static Optional<String> signature(ByteInput input) throws IOException {
    input.ensure(SIGNATURE);
    byte[] first = input.peekBytes(0, Math.min(SIGNATURE, input.buffered()));
    return signature(new String(first, StandardCharsets.ISO_8859_1));
  }

  private static Optional<String> signature(String first) {
    if (first.startsWith("OggS")) {
      return Optional.of("An Ogg stream (Vorbis, Opus or FLAC)" + WANTED);
    }
    if (first.startsWith("fLaC")) {
      return Optional.of("A FLAC stream" + WANTED);
    }
    if (first.startsWith("RIFF") || first.startsWith("RF64")) {
      return Optional.of("A WAV file" + WANTED);
    }
    if (first.startsWith("ftyp", 4) || first.startsWith("styp", 4) || first.startsWith("moof", 4)) {
      return Optional.of("An MP4 file" + WANTED);
    }
    return first.startsWith("#EXTM3U")
        ? Optional.of("A playlist (M3U or HLS), not the stream that it leads to" + WANTED)
        : Optional.empty();
  }

  /** What the kept bytes are, for a person. */
  String describe() {
    return recognised().orElseGet(this::unknown);
  }

  /** What the kept bytes are, if that can be told. */
  Optional<String> recognised() {
    String text = new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    Optional<String> known = signature(text).or(() -> page(text.strip()));
    if (known.isPresent()) {
      return known;
    }
    if (hasPair(ForeignContent::adtsLength)) {
      return Optional.of("An AAC stream (ADTS)" + WANTED);
    }
    if (hasPair(ForeignContent::layerOneLength)) {
      return Optional.of("MPEG audio Layer I, which is not supported; Layer III or II is needed");
    }
    if (hasFreeFormat()) {
      return Optional.of(
          "MPEG audio in free format, which is not supported; a bitrate of the standard is needed");
    }
    return isText(text)
        ? Optional.of("Text that begins " + quoted(text) + WANTED)
        : Optional.empty();
  }

  private static Optional<String> page(String text) {
    if (text.startsWith("ICY ") || text.startsWith("HTTP/1.")) {
      return Optional.of("A server's answer that was taken for audio, " + quoted(text));
    }
    String lower = text.substring(0, Math.min(SIGNATURE, text.length())).toLowerCase(Locale.ROOT);
    boolean html =
        lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml");
    return html ? Optional.of("A web page instead of audio" + WANTED) : Optional.empty();
  }

  private String unknown() {
    StringBuilder hex = new StringBuilder("No frame of MPEG audio in ");
    hex.append(MpegReader.SEARCH_LIMIT).append(" bytes, which begin");
    for (int i = 0; i < Math.min(SIGNATURE, length); i++) {
      hex.append(String.format(Locale.ROOT, " %02X", kept[i]));
    }
    return hex.append(WANTED).toString();
  }

  private static boolean isText(String text) {
    return text.length() > 3 && text.chars().allMatch(c -> (c >= ' ' && c < 127) || isSpace(c));
  }

  private static boolean isSpace(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static String quoted(String text) {
    String line = text.lines().findFirst().orElse("");
    return '"' + line.substring(0, Math.min(60, line.length())) + '"';
  }

  /** The length in bytes of the frame whose header these 64 bits begin, or 0 if they begin none. */
  private interface FrameLength {
    int of(long bits);
  }

  private boolean hasPair(FrameLength frames) {
    for (int at = 0; at + 8 <= length; at++) {
      int first = frames.of(bits(at));
      if (first > 0 && at + first + 8 <= length && frames.of(bits(at + first)) > 0) {
        return true;
      }
    }
    return false;
  }

  private long bits(int at) {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = (bits << 8) | (kept[at + i] & 0xFF);
    }
    return bits;
  }

  /** ISO/IEC 13818-7, 6.2.1: twelve set bits, layer 00, and 13 bits of length from bit 30 on. */
  private static int adtsLength(long bits) {
    boolean sync = ((bits >>> 48) & 0xFFF6) == 0xFFF0;
    int frame = (int) ((bits >>> 21) & 0x1FFF);
    return sync && frame > 7 ? frame : 0;
  }

  /** ISO/IEC 11172-3, 2.4.2.3: layer 11, MPEG-1 only, slots of four bytes. */
  private static int layerOneLength(long bits) {
    int word = (int) (bits >>> 32);
    int bitrate = ((word >>> 12) & 0xF) * 32_000;
    int[] hertz = {44_100, 48_000, 32_000, 0};
    int rate = hertz[(word >>> 10) & 3];
    boolean header = (word & 0xFFFE_0000) == 0xFFFE_0000 && rate > 0 && bitrate > 0;
    return header && bitrate < 480_000 ? (12 * bitrate / rate + ((word >>> 9) & 1)) * 4 : 0;
  }

  /** A free format stream repeats its header, bitrate index 0, at one distance. */
  private boolean hasFreeFormat() {
    for (int at = 0; at + 8 <= length; at++) {
      if (isFreeFormat(bits(at)) && repeats(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFreeFormat(long bits) {
    int word = (int) (bits >>> 32);
    boolean layer = ((word >>> 17) & 3) != 0 && ((word >>> 19) & 3) != 1;
    return (word & 0xFFE0_F000) == 0xFFE0_0000 && layer && ((word >>> 10) & 3) != 3;
  }

  private boolean repeats(int at) {
    for (int distance = 24; at + 2 * distance + 8 <= length; distance++) {
      if (sameTrack(at, at + distance) && sameTrack(at, at + 2 * distance)) {
        return true;
      }
    }
    return false;
  }

  private boolean sameTrack(int one, int other) {
    return (((bits(one) ^ bits(other)) >>> 32) & 0xFFFF_FCC0L) == 0;
  }
}
