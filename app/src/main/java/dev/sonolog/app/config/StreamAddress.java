package dev.sonolog.app.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a stream as people write it: with blanks, umlauts and passwords that no strict
 * parser takes. What RFC 3986 does not allow is percent-encoded (RFC 3987, section 3.1), a host
 * with letters of other scripts becomes ASCII (RFC 5891).
 */
final class StreamAddress {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:(.*)@)?(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]*)(?::([0-9]{0,5}))?");
  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._-]{1,253}|\\[.*]");
  private static final String UNRESERVED = "-._~";
  private static final String SUB_DELIMITERS = "!$&'()*+,;=";
  private static final int LONGEST = 4096;

  private StreamAddress() {}

  static URI parse(String text) throws BadValueException {
    if (text.length() > LONGEST) {
      throw new BadValueException("is longer than " + LONGEST + " characters");
    }
    Matcher match = ADDRESS.matcher(text);
    if (!match.matches()) {
      throw new BadValueException("is no address; write it from http:// or https:// on");
    }
    String scheme = match.group(1).toLowerCase(java.util.Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new BadValueException(
          "begins with "
              + scheme
              + "://, which cannot be recorded; write an http:// or https:// address");
    }
    return uri(scheme + "://" + authority(match.group(2)) + encoded(match.group(3), ":@/?#[]"));
  }

  private static String authority(String text) throws BadValueException {
    Matcher match = AUTHORITY.matcher(text);
    if (!match.matches()) {
      throw new BadValueException("names no host and port; write it as http://host:8000/stream");
    }
    String user = match.group(1) == null ? "" : encoded(match.group(1), ":") + "@";
    return user + host(match.group(2)) + port(match.group(3));
  }

  private static String host(String text) throws BadValueException {
    try {
      String host = text.startsWith("[") ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
      if (HOST.matcher(host).matches()) {
        return host;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for every other host that is none.
    }
    throw new BadValueException("names no host; write it as http://host:8000/stream");
  }

  private static String port(@org.jspecify.annotations.Nullable String digits)
      throws BadValueException {
    if (digits == null || digits.isEmpty()) {
      return "";
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new BadValueException("names a port that does not exist; write 1 to 65535");
    }
    return ":" + port;
  }

  private static URI uri(String text) throws BadValueException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new BadValueException("is no address: " + e.getReason());
    }
  }

  /** The text with what cannot stand in an address encoded; what is encoded already stays. */
  private static String encoded(String text, String allowed) {
    StringBuilder encoded = new StringBuilder();
    int[] characters = text.codePoints().toArray();
    for (int at = 0; at < characters.length; at++) {
      int character = characters[at];
      boolean kept = character == '%' ? isEscape(characters, at) : isPlain(character, allowed);
      encoded.append(kept ? Character.toString(character) : escaped(character));
    }
    return encoded.toString();
  }

  private static boolean isEscape(int[] characters, int at) {
    return at + 2 < characters.length
        && HexFormat.isHexDigit(characters[at + 1])
        && HexFormat.isHexDigit(characters[at + 2]);
  }

  private static boolean isPlain(int character, String allowed) {
    return character < 128
        && (Character.isLetterOrDigit(character)
            || UNRESERVED.indexOf(character) >= 0
            || SUB_DELIMITERS.indexOf(character) >= 0
            || allowed.indexOf(character) >= 0);
  }

  private static String escaped(int character) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
    }
    return escaped.toString();
  }
}
