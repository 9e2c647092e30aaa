package dev.sonolog.archive.keeping;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which recordings somebody means: by their files, or all of a source in a span of time.
 *
 * @param files absolute paths, as the recordings were called when they were recorded
 * @param span instead of files
 */
public record KeepingOrder(List<String> files, Optional<Span> span) {
  private static final String PART = ".part";

  /**
   * A span of a source.
   *
   * @param from ISO-8601 in UTC
   * @param to the first instant behind it
   */
  public record Span(String source, String from, String to) {
    public Instant begin() {
      return Instant.parse(from);
    }

    public Instant end() {
      return Instant.parse(to);
    }

    public boolean holds(StoredSegment segment) {
      return !segment.start().isBefore(begin()) && !segment.knownEnd().isAfter(end());
    }
  }

  /**
   * What it comes to.
   *
   * @param segments that are meant
   * @param unknown files that no recording bears
   * @param inPart how many recordings lie in the span only in part
   */
  public record Choice(List<StoredSegment> segments, List<String> unknown, int inPart) {}

  public KeepingOrder {
    files = files == null ? List.of() : List.copyOf(files);
    span = span == null ? Optional.empty() : span;
  }

  /** By files. */
  public static KeepingOrder of(List<Path> files) {
    return new KeepingOrder(files.stream().map(Path::toString).toList(), Optional.empty());
  }

  /** The recordings that are in a state, of those that lie in the span as a whole. */
  public Choice whole(CatalogueView view, SegmentState wanted) throws IOException {
    if (span.isEmpty()) {
      return byFiles(view, wanted);
    }
    List<StoredSegment> touched = touched(view, wanted, span.get());
    List<StoredSegment> whole = touched.stream().filter(span.get()::holds).toList();
    return new Choice(whole, List.of(), touched.size() - whole.size());
  }

  /** The recordings that are in a state, of those that lie in the span at least in part. */
  public Choice any(CatalogueView view, SegmentState wanted) throws IOException {
    return span.isPresent()
        ? new Choice(touched(view, wanted, span.get()), List.of(), 0)
        : byFiles(view, wanted);
  }

  private static List<StoredSegment> touched(CatalogueView view, SegmentState wanted, Span span)
      throws IOException {
    return view.segments(span.source(), span.begin(), span.end()).stream()
        .filter(segment -> segment.state() == wanted)
        .toList();
  }

  /** A name may have been borne more than once; what is in the wanted state is meant first. */
  private Choice byFiles(CatalogueView view, SegmentState wanted) throws IOException {
    List<StoredSegment> segments = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String file : files) {
      List<StoredSegment> named = view.named(Path.of(finished(file)));
      named.stream()
          .min(Comparator.comparing(segment -> segment.state() != wanted))
          .ifPresentOrElse(segments::add, () -> unknown.add(file));
    }
    return new Choice(segments, unknown, 0);
  }

  /** Who means a file that is being written means the recording. */
  private static String finished(String file) {
    return file.endsWith(PART) ? file.substring(0, file.length() - PART.length()) : file;
  }
}
