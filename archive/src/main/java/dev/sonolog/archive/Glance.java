package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.InspectedSegment;

/**
 * What the first bytes of a file tell of it.
 *
 * @param samples playable samples per channel
 * @param estimated whether their number is what the bitrate of the beginning makes one expect
 */
record Glance(AudioFormat format, long samples, boolean estimated) {
  /** What the beginning of a file makes one expect of all of it. */
  static Glance of(SeenFile seen, SegmentReading.Glimpse glimpse) {
    InspectedSegment content = glimpse.content();
    long head = content.headLength();
    double share = (seen.bytes() - head) / (double) Math.max(1, content.length() - head);
    long samples = glimpse.whole() ? content.samples() : Math.round(content.samples() * share);
    return new Glance(content.format(), samples, !glimpse.whole());
  }
}
