package dev.sonolog.capture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Playlists that are lines of text: their charset and their entries. */
final class PlaylistText {
  private static final Pattern NUMBERED =
      Pattern.compile("(?im)^[ \\t]*file(\\d{0,9})[ \\t]*=[ \\t]*(\\S.*)$");
  private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]{0,20}://\\S+.*");
  private static final Pattern BREAK = Pattern.compile("\\R");

  private PlaylistText() {}

  /** Whether the bytes can be text at all; audio is not, by its control characters. */
  static boolean isText(byte[] head) {
    if (utf16(head) != null) {
      return true;
    }
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return head.length > 0 && !startsLikeFrame(head);
  }

  /** The text, by its byte order mark, as UTF-8, or as windows-1252. */
  static String decode(byte[] bytes) {
    Charset wide = utf16(bytes);
    if (wide != null) {
      return new String(bytes, 2, bytes.length - 2, wide);
    }
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    return new String(
        bytes, RepairedText.isUtf8(bytes) ? StandardCharsets.UTF_8 : RepairedText.FALLBACK);
  }

  /** All lines but blank ones and remarks. */
  static Stream<String> lines(String text) {
    return BREAK
        .splitAsStream(text)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  /** What stands behind {@code File1=}, {@code File2=} and so on, by number. */
  static Stream<String> numbered(String text) {
    return NUMBERED
        .matcher(text)
        .results()
        .sorted(Comparator.comparingInt(PlaylistText::number))
        .map(entry -> entry.group(2).strip());
  }

  static boolean hasNumbered(String text) {
    return NUMBERED.matcher(text).find();
  }

  /** Whether a line is an address with a scheme. */
  static boolean isAddress(String line) {
    return ADDRESS.matcher(line).matches();
  }

  private static int number(MatchResult entry) {
    return entry.group(1).isEmpty() ? 0 : Integer.parseInt(entry.group(1));
  }

  private static @org.jspecify.annotations.Nullable Charset utf16(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) && bytes.length > 2 && bytes[2] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(bytes, 0xFF, 0xFE) && bytes.length > 3 && bytes[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }

  /** Eleven or more set bits begin a frame of MPEG audio or ADTS, and no text. */
  private static boolean startsLikeFrame(byte[] head) {
    return head.length > 1 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xE0) == 0xE0;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
