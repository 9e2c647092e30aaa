package dev.sonolog.studio;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes as the catalogue knows their audio. Platform threads. */
public final class ArchivedTakes implements TakeArchive {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Archive archive;

  public ArchivedTakes(Archive archive) {
    this.archive = archive;
  }

  @Override
  public Stored stored(String source, Instant from, Instant to) throws IOException {
    if (!archive.catalogue().flush(PATIENCE)) {
      throw new IOException("the catalogue does not answer");
    }
    return stored(archive.view().segments(source, from, to), from, to);
  }

  static Stored stored(List<StoredSegment> segments, Instant from, Instant to) {
    List<StoredSegment> there = segments.stream().filter(ArchivedTakes::isThere).toList();
    if (there.isEmpty()) {
      return Stored.NOTHING;
    }
    Duration recorded = Duration.ZERO;
    Instant first = to;
    Instant last = from;
    for (StoredSegment segment : there) {
      Instant begin = later(segment.start(), from);
      Instant end = earlier(end(segment, to), to);
      recorded = begin.isBefore(end) ? recorded.plus(Duration.between(begin, end)) : recorded;
      first = earlier(first, begin);
      last = later(last, end);
    }
    List<Path> files = there.stream().map(StoredSegment::file).toList();
    return new Stored(Optional.of(first), Optional.of(last), recorded, files);
  }

  private static boolean isThere(StoredSegment segment) {
    return switch (segment.state()) {
      case RECORDING, SEALED -> true;
      case REMOVED_OUTSIDE, TRASHED, DELETED -> false;
    };
  }

  private static Instant end(StoredSegment segment, Instant unknown) {
    return segment.state() == SegmentState.SEALED ? segment.knownEnd() : unknown;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void putAway(Take take, String by) throws IOException {
    Instant from = take.extent().from().orElseThrow();
    Instant to = take.extent().to().orElseThrow();
    List<Path> files = stored(take.source(), from, to).files();
    if (files.isEmpty()) {
      return;
    }
    KeepingReport report = new Keeping(archive).delete(KeepingOrder.of(files), by, _ -> {});
    if (!report.refused().isEmpty()) {
      KeepingReport.Refused first = report.refused().getFirst();
      throw new IOException(first.file() + " " + first.why());
    }
  }
}
