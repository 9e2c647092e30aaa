package dev.sonolog.archive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a volume will be full if its sources go on as in the last week, with what retention deletes.
 *
 * @param directory an output directory on the volume
 * @param space the room now
 * @param bytesPerDay what all its sources together record
 * @param full when nothing more fits; absent when that is never, or later than anybody plans for
 * @param steady how many bytes the recordings come to in the end, where retention limits each of
 *     them
 */
public record Forecast(
    String directory,
    Space space,
    double bytesPerDay,
    Optional<Instant> full,
    Optional<Long> steady) {
  private static final Duration LOOKING_BACK = Duration.ofDays(7);
  private static final Duration LOOKING_AHEAD = Duration.ofDays(36_500);
  private static final double DAY = Duration.ofDays(1).toSeconds();

  /** A source: what it has, what a day adds, what retention leaves of it. */
  private record Growth(double bytes, double perDay, double limit, boolean makesRoom) {
    double after(double days) {
      return Math.min(bytes + perDay * days, Math.max(limit, 0)) - bytes;
    }
  }

  /**
   * A forecast for each volume; those that nothing was recorded on have a rate of 0.
   *
   * @throws IOException if there is no catalogue
   */
  public static List<Forecast> of(ArchiveSettings settings, RetentionRules rules, Instant now)
      throws IOException {
    CatalogueView view = Catalogue.openReadOnly(settings.catalogueFile());
    Stores stores = new Stores(settings.directories());
    Map<String, List<Growth>> growths = new HashMap<>();
    for (SourceSummary source : view.sources()) {
      for (StoredSegment newest : view.latest(source.name(), 1)) {
        Optional<String> volume = stores.volume(newest.file());
        if (volume.isPresent()) {
          growths
              .computeIfAbsent(volume.get(), _ -> new ArrayList<>())
              .add(growth(view, source, rules, now));
        }
      }
    }
    return stores.spaces((_, operation) -> operation.run()).entrySet().stream()
        .map(
            it -> of(it.getKey(), it.getValue(), growths.getOrDefault(it.getKey(), List.of()), now))
        .toList();
  }

  private static Growth growth(
      CatalogueView view, SourceSummary source, RetentionRules rules, Instant now)
      throws IOException {
    RetentionRule rule = rules.of(source.name());
    double perDay = view.bytesPerDay(source.name(), now.minus(LOOKING_BACK), now);
    double byAge = rule.age().map(age -> perDay * days(age)).orElse(Double.POSITIVE_INFINITY);
    double bySize = rule.size().map(Long::doubleValue).orElse(Double.POSITIVE_INFINITY);
    double trash = perDay * days(rules.trash());
    if (perDay == 0) {
      return new Growth(source.bytes(), 0, source.bytes(), false);
    }
    return new Growth(
        source.bytes(), perDay, Math.min(byAge, bySize) + trash, rule.minFree().isPresent());
  }

  private static double days(Duration duration) {
    return duration.toMillis() / 1000.0 / DAY;
  }

  private static Forecast of(String directory, Space space, List<Growth> growths, Instant now) {
    double perDay = growths.stream().mapToDouble(Growth::perDay).sum();
    boolean limited =
        !growths.isEmpty() && growths.stream().allMatch(it -> Double.isFinite(it.limit()));
    boolean makesRoom = growths.stream().anyMatch(Growth::makesRoom);
    Optional<Instant> full =
        makesRoom
            ? Optional.empty()
            : daysUntilFull(space.free(), growths)
                .map(days -> now.plusSeconds(Math.round(days * DAY)));
    Optional<Long> steady =
        limited
            ? Optional.of(Math.round(growths.stream().mapToDouble(Growth::limit).sum()))
            : Optional.empty();
    return new Forecast(directory, space, perDay, full, steady);
  }

  /** By halving the time: what grows only slows down. */
  private static Optional<Double> daysUntilFull(long free, List<Growth> growths) {
    double low = 0;
    double high = days(LOOKING_AHEAD);
    if (grown(growths, high) < free) {
      return Optional.empty();
    }
    while (high - low > 0.001) {
      double middle = (low + high) / 2;
      if (grown(growths, middle) < free) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Optional.of(high);
  }

  private static double grown(List<Growth> growths, double days) {
    return growths.stream().mapToDouble(growth -> growth.after(days)).sum();
  }
}
