package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what bytes are that hold no frames of the kind that was expected, so that a person knows
 * what to change. Keeps the first of them; owned by the reader.
 */
public final class ForeignContent {
  /** So many bytes are looked at, at most. */
  private static final int KEPT = 8 << 10;

  /** Enough for the longest signature. */
  private static final int SIGNATURE = 12;

  private final FrameSyntax<?> expected;
  private byte[] kept = new byte[256];
  private int length;

  ForeignContent(FrameSyntax<?> expected) {
    this.expected = expected;
  }

  void add(int octet) {
    if (length == KEPT) {
      return;
    }
    if (length == kept.length) {
      kept = Arrays.copyOf(kept, 2 * length);
    }
    kept[length++] = (byte) octet;
  }

  /**
   * What a file that begins like this is for sure, for a person. Only peeks.
   *
   * @param expected what was expected instead
   */
  public static Optional<String> signature(ByteInput input, String expected) throws IOException {
    input.ensure(SIGNATURE);
    byte[] first = input.peekBytes(0, Math.min(SIGNATURE, input.buffered()));
    return signature(new String(first, StandardCharsets.ISO_8859_1))
        .map(found -> found + "; " + expected + " was expected");
  }

  private static Optional<String> signature(String first) {
    if (first.startsWith("OggS")) {
      return Optional.of("An Ogg stream (Vorbis, Opus or FLAC)");
    }
    if (first.startsWith("fLaC")) {
      return Optional.of("A FLAC stream");
    }
    if (first.startsWith("RIFF") || first.startsWith("RF64")) {
      return Optional.of("A WAV file");
    }
    if (first.startsWith("ftyp", 4) || first.startsWith("styp", 4) || first.startsWith("moof", 4)) {
      return Optional.of("An MP4 file");
    }
    return first.startsWith("#EXTM3U")
        ? Optional.of("A playlist (M3U or HLS), not the stream that it leads to")
        : Optional.empty();
  }

  /** What the kept bytes are, for a person. */
  String describe() {
    return recognised().orElseGet(this::unknown);
  }

  /** What the kept bytes are, if that can be told. */
  Optional<String> recognised() {
    String text = new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    return signature(text)
        .or(() -> page(text.strip()))
        .or(() -> expected.foreign(Arrays.copyOf(kept, length)))
        .or(() -> isText(text) ? Optional.of("Text that begins " + quoted(text)) : Optional.empty())
        .map(found -> found + wanted());
  }

  private String wanted() {
    return "; " + expected.name() + " was expected";
  }

  private static Optional<String> page(String text) {
    if (text.startsWith("ICY ") || text.startsWith("HTTP/1.")) {
      return Optional.of("A server's answer that was taken for audio, " + quoted(text));
    }
    String lower = text.substring(0, Math.min(SIGNATURE, text.length())).toLowerCase(Locale.ROOT);
    boolean html =
        lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml");
    return html ? Optional.of("A web page instead of audio") : Optional.empty();
  }

  private String unknown() {
    StringBuilder hex = new StringBuilder("No frame in ");
    hex.append(FrameReader.SEARCH_LIMIT).append(" bytes, which begin");
    for (int i = 0; i < Math.min(SIGNATURE, length); i++) {
      hex.append(String.format(Locale.ROOT, " %02X", kept[i]));
    }
    return hex.append(wanted()).toString();
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
}
