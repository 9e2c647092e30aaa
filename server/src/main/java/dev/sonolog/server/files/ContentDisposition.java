package dev.sonolog.server.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Whether a client shows a file or saves it, and under which name (RFC 6266). The name may be any:
 * what a header or a file system could take for something else becomes an underscore, and what is
 * beyond ASCII is said once more in UTF-8 (RFC 8187).
 *
 * @param kind show or save
 * @param fileName as people read it
 */
public record ContentDisposition(Kind kind, String fileName) {
  /** What else than letters and digits stands as it is (RFC 8187, 3.2.1). */
  private static final String PLAIN = "!#$&+-.^_`|~";

  private static final char UNKNOWN = '_';

  /** What a client is to do. */
  public enum Kind {
    INLINE,
    ATTACHMENT;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static ContentDisposition attachment(String fileName) {
    return new ContentDisposition(Kind.ATTACHMENT, fileName);
  }

  public static ContentDisposition inline(String fileName) {
    return new ContentDisposition(Kind.INLINE, fileName);
  }

  /** The header's value: printable ASCII. */
  public String value() {
    String safe = mapped(fileName, ContentDisposition::safe);
    String fallback = mapped(safe, ContentDisposition::plain);
    String quoted = kind.word() + "; filename=\"" + fallback + '"';
    return fallback.equals(safe) ? quoted : quoted + "; filename*=UTF-8''" + encoded(safe);
  }

  private interface Mapping {
    int of(int codePoint);
  }

  private static String mapped(String text, Mapping mapping) {
    StringBuilder mapped = new StringBuilder();
    text.codePoints().map(mapping::of).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  /** Neither ends a line, nor a folder's name, nor turns what is read around. */
  private static int safe(int codePoint) {
    boolean harmful =
        Character.isISOControl(codePoint)
            || Character.getType(codePoint) == Character.SURROGATE
            || Character.getType(codePoint) == Character.LINE_SEPARATOR
            || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
            || turnsAround(codePoint)
            || codePoint == '/'
            || codePoint == '\\';
    return harmful ? UNKNOWN : codePoint;
  }

  /** The marks of bidirectional text (Unicode Standard Annex 9, 2). */
  private static boolean turnsAround(int codePoint) {
    return codePoint == 0x61C
        || (codePoint >= 0x200E && codePoint <= 0x200F)
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /** Clients differ about what percent signs and quotes in quotes are (RFC 6266, appendix D). */
  private static int plain(int codePoint) {
    return codePoint > '~' || codePoint == '"' || codePoint == '%' ? UNKNOWN : codePoint;
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || PLAIN.indexOf(octet) >= 0;
  }
}
