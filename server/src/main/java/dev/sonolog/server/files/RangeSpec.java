package dev.sonolog.server.files;

import java.util.Optional;

/**
 * One element of a {@code Range} header (RFC 9110, 14.1.2). Numbers that no file reaches are as
 * good as the largest.
 */
sealed interface RangeSpec {
  /**
   * From one byte to another.
   *
   * @param last the position of the last; may lie behind the end of the content
   */
  record Between(long first, long last) implements RangeSpec {
    @Override
    public Optional<ByteRange> of(long size) {
      long end = last < size ? last + 1 : size;
      return end > first ? Optional.of(new ByteRange(first, end)) : Optional.empty();
    }

    @Override
    public boolean backwards() {
      return last < first;
    }

    @Override
    public boolean isEnd() {
      return false;
    }
  }

  /** The last bytes. */
  record End(long count) implements RangeSpec {
    @Override
    public Optional<ByteRange> of(long size) {
      long length = Math.min(count, size);
      return length > 0 ? Optional.of(new ByteRange(size - length, size)) : Optional.empty();
    }

    @Override
    public boolean backwards() {
      return false;
    }

    @Override
    public boolean isEnd() {
      return count > 0;
    }
  }

  /** What that is of a content; empty if nothing. */
  Optional<ByteRange> of(long size);

  /** Whether it ends before it begins, which no element of a right header does. */
  boolean backwards();

  /** Whether it asks for bytes at the end, however many there are. */
  boolean isEnd();

  /** What a text says, if it is such an element and nothing else. */
  static Optional<RangeSpec> parse(String text) {
    int dash = digits(text, 0);
    boolean whole =
        dash < text.length()
            && text.charAt(dash) == '-'
            && digits(text, dash + 1) == text.length()
            && text.length() > 1;
    return whole ? Optional.of(of(text, dash)) : Optional.empty();
  }

  private static RangeSpec of(String text, int dash) {
    String last = text.substring(dash + 1);
    if (dash == 0) {
      return new End(number(last));
    }
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    return new Between(number(text.substring(0, dash)), to);
  }

  /** The longest beginning of a text that may be such an element. */
  static String prefix(String text) {
    int dash = digits(text, 0);
    boolean found = dash < text.length() && text.charAt(dash) == '-';
    return text.substring(0, found ? digits(text, dash + 1) : dash);
  }

  /** Where the digits end that begin there. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      boolean holds = number <= (Long.MAX_VALUE - digit) / 10;
      number = holds ? 10 * number + digit : Long.MAX_VALUE;
    }
    return number;
  }
}
