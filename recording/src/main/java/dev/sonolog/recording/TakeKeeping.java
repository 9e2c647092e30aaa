package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.Trash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a take that is over: it is kept, or put into the trash when it is shorter than
 * its source keeps. Reads the catalogue; platform threads.
 */
final class TakeKeeping {
  private static final Logger LOG = System.getLogger(TakeKeeping.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String source;
  private final Archive archive;

  TakeKeeping(String source, Archive archive) {
    this.source = source;
    this.archive = archive;
  }

  /** What a take holds, by the catalogue. */
  private record Stored(TakeOutcome.Span span, Duration recorded, List<StoredSegment> segments) {}

  /**
   * Tells what is there, and puts away what is too short.
   *
   * @param take whose files are all sealed
   */
  TakeOutcome conclude(Take take) {
    if (take.from().isEmpty()) {
      return new TakeOutcome.Empty();
    }
    try {
      Stored stored = stored(take);
      Optional<Duration> missed = take.missed(stored.recorded());
      return missed.isPresent() ? putAway(stored, missed.get()) : kept(stored);
    } catch (IOException e) {
      return new TakeOutcome.Refused(
          "The take of " + source + " is over; what became of it is not known: " + e.getMessage());
    }
  }

  private Stored stored(Take take) throws IOException {
    if (!archive.catalogue().flush(PATIENCE)) {
      throw new IOException("the catalogue does not answer");
    }
    List<StoredSegment> before = recordedBefore(take);
    List<StoredSegment> segments = new ArrayList<>(before);
    for (String run : take.runs()) {
      segments.addAll(archive.view().segmentsOf(run));
    }
    segments.removeIf(segment -> segment.state() != SegmentState.SEALED);
    Instant from = take.from().orElseThrow();
    Instant to = take.to().orElse(before.isEmpty() ? take.asked() : before.getLast().knownEnd());
    return new Stored(
        new TakeOutcome.Span(from, to, take.end()), take.recorded().plus(length(before)), segments);
  }

  /** What a recorder before this one stored of it: all that there is of the source since. */
  private List<StoredSegment> recordedBefore(Take take) throws IOException {
    if (take.fromBefore().isEmpty()) {
      return List.of();
    }
    Instant from = take.fromBefore().get();
    return archive.view().segments(source, from, Instant.MAX).stream()
        .filter(segment -> segment.state() == SegmentState.SEALED)
        .filter(segment -> !take.runs().contains(segment.run()))
        .filter(segment -> take.to().isEmpty() || segment.start().isBefore(take.to().get()))
        .toList();
  }

  private static Duration length(List<StoredSegment> segments) {
    return segments.stream()
        .map(segment -> Duration.between(segment.start(), segment.knownEnd()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private TakeOutcome putAway(Stored stored, Duration shortest) {
    String why = seconds(stored.recorded()) + " s of at least " + seconds(shortest) + " s";
    Trash.Result result =
        archive
            .trash()
            .drop(
                stored.segments(), new Trash.Order("min_length", GapCause.TOO_SHORT, why), _ -> {});
    LOG.log(Level.INFO, "{0}: too short, into the trash: {1}", source, why);
    for (Trash.Refusal refusal : result.refused()) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} is too short and stays: {2}",
          source,
          refusal.file(),
          refusal.why());
    }
    return result.refused().isEmpty()
        ? new TakeOutcome.TooShort(
            stored.span(), stored.recorded(), shortest, files(stored.segments()))
        : kept(stored);
  }

  private static TakeOutcome kept(Stored stored) {
    return new TakeOutcome.Kept(stored.span(), stored.recorded(), files(stored.segments()));
  }

  private static List<Path> files(List<StoredSegment> segments) {
    return segments.stream().map(StoredSegment::file).toList();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
