package dev.sonolog.server.pirecord;

import dev.sonolog.server.service.StudioReport.Channel;
import dev.sonolog.server.service.StudioReport.Meter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A meter as Pi_Record writes it: momentary, short-term and integrated loudness, peaks of now and
 * the highest true peaks, the latter for left and right. Its clients read numbers only, so silence
 * is the lowest one.
 */
final class VolumeText {
  private static final double LOWEST = -120;
  private static final double LOWEST_INTEGRATED = -70;

  private VolumeText() {}

  static String of(Meter meter) {
    return String.format(
        Locale.ROOT,
        "M: %.1f S: %.1f I: %.1f P: %s K: %s",
        meter.momentary().orElse(LOWEST),
        meter.shortTerm().orElse(LOWEST),
        meter.integrated().orElse(LOWEST_INTEGRATED),
        pair(meter.channels(), Channel::peak),
        pair(meter.channels(), it -> it.truePeak().or(it::highest)));
  }

  /** What has one channel is the same on both sides. */
  private static String pair(List<Channel> channels, Function<Channel, Optional<Double>> level) {
    double left = channels.isEmpty() ? LOWEST : level.apply(channels.getFirst()).orElse(LOWEST);
    double right = channels.size() < 2 ? left : level.apply(channels.get(1)).orElse(LOWEST);
    return String.format(Locale.ROOT, "%.1f %.1f", left, right);
  }
}
