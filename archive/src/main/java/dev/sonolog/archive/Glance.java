package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.InspectedSegment;

/**
 * What the first bytes of a file tell of it.
 *
 * @param samples playable samples per channel
 * @param estimated whether their number is what its head says, or the bitrate of its beginning
 *     makes one expect
 */
record Glance(AudioFormat format, long samples, boolean estimated) {
  /** A head that promises so many times more or less than the bytes do is damaged. */
  private static final int FAR_OFF = 4;

  /** What the beginning of a file makes one expect of all of it. */
  static Glance of(SeenFile seen, SegmentReading.Glimpse glimpse) {
    InspectedSegment content = glimpse.content();
    if (glimpse.whole()) {
      return new Glance(content.format(), content.samples(), false);
    }
    long scaled = scaled(seen, content);
    long samples =
        glimpse.declared().stream()
            .filter(it -> it / FAR_OFF <= scaled && scaled / FAR_OFF <= it)
            .findFirst()
            .orElse(scaled);
    return new Glance(content.format(), samples, true);
  }

  private static long scaled(SeenFile seen, InspectedSegment beginning) {
    long head = beginning.headLength();
    double share = (seen.bytes() - head) / (double) Math.max(1, beginning.length() - head);
    return Math.round(beginning.samples() * share);
  }
}
