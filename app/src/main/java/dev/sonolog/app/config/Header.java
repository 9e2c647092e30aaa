package dev.sonolog.app.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A request header that a person adds (RFC 9110, section 5). */
record Header(String name, String value) {
  /** A token (RFC 9110, section 5.6.2). */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

  /** Visible characters, spaces and tabs (RFC 9110, section 5.5). */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]{0,4096}");

  /** What the connection decides itself. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "host",
          "icy-metadata",
          "range",
          "te",
          "transfer-encoding",
          "upgrade");

  static Header parse(String text) throws BadValueException {
    int colon = text.indexOf(':');
    String name = text.substring(0, Math.max(colon, 0)).strip();
    if (!NAME.matcher(name).matches()) {
      throw new BadValueException("is no header; write Name: value");
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new BadValueException(
          "sets " + name + ", which the recorder sets itself; leave it out");
    }
    if (name.equalsIgnoreCase("user-agent")) {
      throw new BadValueException("sets the user agent; write it with the key user_agent");
    }
    return new Header(name, checkedValue(text.substring(colon + 1).strip()));
  }

  static String checkedValue(String value) throws BadValueException {
    if (!VALUE.matcher(value).matches()) {
      throw new BadValueException(
          "holds a character that no header can carry; use letters, digits and punctuation of"
              + " Latin-1");
    }
    return value;
  }
}
