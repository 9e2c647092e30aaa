package dev.sonolog.capture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One metadata block of a SHOUTcast stream: {@code StreamTitle='...';StreamUrl='...';}, padded with
 * zeros. Nothing in it is escaped, so a value ends where {@code ';} is followed by another key or
 * by the end, whatever apostrophes and semicolons it holds. Quotes and semicolons that are missing
 * are not missed. A value.
 */
final class IcyBlock {
  /** The longest block that its length byte can tell. */
  static final int MAX_LENGTH = 255 * IcyInput.UNIT;

  private static final String KEY = "[A-Za-z_]\\w*\\s*=";
  private static final Pattern TITLE = Pattern.compile("(?i)(?:^|[;'])\\s*StreamTitle\\s*=\\s*");
  private static final Pattern END_OF_QUOTED =
      Pattern.compile("'\\s*;\\s*" + KEY + "|'\\s*" + KEY + "'|'[;\\s]*$|;?\\s*$");
  private static final Pattern END_OF_BARE =
      Pattern.compile("'?\\s*;\\s*" + KEY + "|'?;\\s*$|\\s*$");
  private static final Pattern KNOWN_KEY = Pattern.compile("(?i)Stream(?:Title|Url)\\s*=");
  private static final Pattern ANY_KEY = Pattern.compile("(?s)\\s*[A-Za-z_][\\w-]{2,}\\s*=.*");
  private static final int MAX_CONTINUATION = 3;

  private final byte[] text;
  private final boolean full;
  private final Optional<Charset> charset;

  IcyBlock(byte[] block, Optional<Charset> charset) {
    this.text = withoutPadding(block);
    this.full = text.length == MAX_LENGTH;
    this.charset = charset;
  }

  private static byte[] withoutPadding(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(block, end);
  }

  /**
   * Whether this can be what a station says: what holds one of the known keys, and otherwise what
   * is free of control characters and either begins with a key or is UTF-8. Audio is neither by
   * chance.
   */
  boolean isText() {
    return text.length == 0 || KNOWN_KEY.matcher(latin()).find() || (!hasControls() && isLegible());
  }

  private boolean isLegible() {
    return ANY_KEY.matcher(latin()).matches() || RepairedText.isUtf8(text);
  }

  private boolean hasControls() {
    for (byte b : text) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n') {
        return true;
      }
    }
    return false;
  }

  /**
   * The title, empty text when the station says that there is none; absent when it says nothing.
   */
  Optional<String> title() {
    String all = latin();
    Matcher key = TITLE.matcher(all);
    if (!key.find()) {
      return Optional.empty();
    }
    String value = value(all.substring(key.end()));
    return Optional.of(RepairedText.of(whole(bytes(value)), charset));
  }

  private static String value(String rest) {
    return rest.startsWith("'") ? upTo(END_OF_QUOTED, rest.substring(1)) : upTo(END_OF_BARE, rest);
  }

  private static String upTo(Pattern end, String rest) {
    Matcher found = end.matcher(rest);
    return found.find() ? rest.substring(0, found.start()) : rest;
  }

  /** A block that is full to the last byte may have been cut within a character. */
  private byte[] whole(byte[] value) {
    for (int cut = 1; full && cut <= MAX_CONTINUATION && cut < value.length; cut++) {
      byte[] shorter = Arrays.copyOf(value, value.length - cut);
      if (!RepairedText.isUtf8(value) && RepairedText.isUtf8(shorter)) {
        return shorter;
      }
    }
    return value;
  }

  /** One character per byte, so that places in the text are places in the bytes. */
  private String latin() {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
