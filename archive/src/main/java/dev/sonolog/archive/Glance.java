package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import java.io.IOException;

/**
 * What the first bytes of a file tell of it.
 *
 * @param samples playable samples per channel
 * @param estimated whether their number is what the bitrate of the beginning makes one expect
 */
record Glance(AudioFormat format, long samples, boolean estimated) {
  /** So much of a file tells its format, and at its bitrate how long it is, in bytes. */
  private static final int BEGINNING = 128 << 10;

  /**
   * Looks at a file.
   *
   * @throws MalformedSegmentException if it is no audio that we know
   */
  static Glance at(SeenFile seen, SegmentReading reading) throws IOException {
    InspectedSegment content =
        reading.with(
            seen.file(), (container, open) -> container.inspect(new Beginning(open, BEGINNING)));
    boolean whole = seen.bytes() <= BEGINNING;
    long head = content.headLength();
    double share = (seen.bytes() - head) / (double) Math.max(1, content.length() - head);
    long samples = whole ? content.samples() : Math.round(content.samples() * share);
    return new Glance(content.format(), samples, !whole);
  }
}
