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
      List<StoredSegment> segments = segments(take);
      return take.missed().isPresent()
          ? putAway(take, take.missed().get(), segments)
          : kept(take.from().get(), take.recorded(), segments);
    } catch (IOException e) {
      return new TakeOutcome.Refused(
          "The take of " + source + " is over; what became of it is not known: " + e.getMessage());
    }
  }

  private List<StoredSegment> segments(Take take) throws IOException {
    if (!archive.catalogue().flush(PATIENCE)) {
      throw new IOException("the catalogue does not answer");
    }
    List<StoredSegment> segments = new ArrayList<>();
    for (String run : take.runs()) {
      segments.addAll(archive.view().segmentsOf(run));
    }
    segments.removeIf(segment -> segment.state() != SegmentState.SEALED);
    return segments;
  }

  private TakeOutcome putAway(Take take, Duration shortest, List<StoredSegment> segments) {
    String why = seconds(take.recorded()) + " s of at least " + seconds(shortest) + " s";
    Trash.Result result =
        archive
            .trash()
            .drop(segments, new Trash.Order("min_length", GapCause.TOO_SHORT, why), _ -> {});
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
        ? new TakeOutcome.TooShort(take.recorded(), shortest, files(segments))
        : kept(take.from().orElseThrow(), take.recorded(), segments);
  }

  private static TakeOutcome kept(Instant from, Duration recorded, List<StoredSegment> segments) {
    return new TakeOutcome.Kept(from, recorded, files(segments));
  }

  private static List<Path> files(List<StoredSegment> segments) {
    return segments.stream().map(StoredSegment::file).toList();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
