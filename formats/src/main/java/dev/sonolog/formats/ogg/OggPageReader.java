package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement.Damage;
import java.io.IOException;

/**
 * Finds the pages in any bytes that hold some. Owned by a reader of packets; one thread.
 *
 * <p>Where no page with a right CRC stands, all is skipped up to the next that has one, and told as
 * damage in front of it. Only what is shorter than a page and lies in front of the first page is
 * not: whoever joins a live stream may arrive in the middle of one.
 *
 * <p>After an {@link IOException} of the input calling again goes on.
 */
final class OggPageReader {
  /** So many bytes without a page are told at once. */
  static final int SEARCH_LIMIT = 128 << 10;

  private final ByteInput input;
  private boolean joined;
  private long skippedFrom;
  private String reason = "";

  /** What comes next. */
  sealed interface Found {
    record Page(OggPage page) implements Found {}

    record Skipped(Damage damage) implements Found {}

    record End() implements Found {}
  }

  /**
   * @throws IllegalArgumentException if the input keeps less than {@link OggPage#MAX_LENGTH} bytes
   */
  OggPageReader(ByteInput input) {
    if (input.limit() < OggPage.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "The input keeps " + input.limit() + " bytes ahead; Ogg needs " + OggPage.MAX_LENGTH);
    }
    this.input = input;
    this.skippedFrom = input.position();
  }

  /** Whether a page was found so far. */
  boolean joined() {
    return joined;
  }

  /** The next page or stretch without one; behind the last byte the end, ever after. */
  Found next() throws IOException {
    while (input.ensure(1)) {
      var page = OggPage.at(input, 0);
      if (page.isPresent()) {
        return found(page.get());
      }
      if (skipped() >= SEARCH_LIMIT) {
        return toldSkipped();
      }
      skip();
    }
    return skipped() > 0 ? toldSkipped() : new Found.End();
  }

  private Found found(OggPage page) {
    boolean arrivedInside = !joined && skipped() < OggPage.MAX_LENGTH;
    if (skipped() > 0 && !arrivedInside) {
      return toldSkipped();
    }
    joined = true;
    input.skip(page.length());
    skippedFrom = input.position();
    return new Found.Page(page);
  }

  /** Goes on to the next byte of those at hand that may begin a page. */
  private void skip() throws IOException {
    if (skipped() == 0) {
      reason =
          OggPage.captured(input, 0)
              ? "a page is cut off or its checksum is wrong"
              : "no page begins in these bytes";
    }
    int most = Math.min(input.buffered(), SEARCH_LIMIT - (int) skipped());
    int count = 1;
    while (count < most && input.peek(count) != 'O') {
      count++;
    }
    input.skip(count);
  }

  private long skipped() {
    return input.position() - skippedFrom;
  }

  private Found toldSkipped() {
    Damage damage = new Damage(skippedFrom, skipped(), reason);
    skippedFrom = input.position();
    return new Found.Skipped(damage);
  }
}
