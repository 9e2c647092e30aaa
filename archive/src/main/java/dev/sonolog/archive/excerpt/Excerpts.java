package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.SourceSummary;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/**
 * What there is of the spans of an archive's sources, and how to get it. Reads the catalogue and
 * the files, takes no lock, and may be used beside the recorder, in this process or another.
 * Immutable; any number of threads, but platform threads: each call blocks.
 */
public final class Excerpts {
  private final CatalogueView view;
  private final SegmentSource segments;
  private final TimelineReading reading;
  private final Clock clock;

  /**
   * @param settings of the archive
   * @throws IOException if it has no catalogue
   */
  public Excerpts(ArchiveSettings settings) throws IOException {
    this(settings, Clock.systemUTC());
  }

  /**
   * @param clock says what cannot have been recorded yet
   * @throws IOException if the archive has no catalogue
   */
  public Excerpts(ArchiveSettings settings, Clock clock) throws IOException {
    this(settings, Catalogue.openReadOnly(settings.catalogueFile()), clock);
  }

  /**
   * @param settings of the archive
   * @param view its catalogue, for who has it open already
   */
  public Excerpts(ArchiveSettings settings, CatalogueView view) {
    this(settings, view, Clock.systemUTC());
  }

  private Excerpts(ArchiveSettings settings, CatalogueView view, Clock clock) {
    this.view = view;
    this.segments = new SegmentSource(new SegmentReading(settings.containers()));
    this.reading = new TimelineReading(view, segments, clock);
    this.clock = clock;
  }

  /** The sources that were ever recorded, by name. */
  public List<String> sources() throws IOException {
    return view.sources().stream().map(SourceSummary::name).toList();
  }

  /** Whether anything was ever recorded of a source. */
  public boolean knows(String source) throws IOException {
    return view.firstStart(source).isPresent();
  }

  /**
   * What a span of a source consists of. A file that is being written counts up to what is stored
   * of it now; one of others whose length is only estimated is read to its end.
   *
   * @param from the first instant
   * @param to the instant behind the last one
   */
  public ExcerptPlan plan(String source, Instant from, Instant to) throws IOException {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A span from " + from + " to " + to + " is empty");
    }
    return new ExcerptPlan(
        source, from, to, Timeline.of(reading.exactRows(source, from, to), from, to));
  }

  /** What was recorded of a source at an instant, or what is missing there and why. */
  public Moment at(String source, Instant instant) throws IOException {
    return new MomentSearch(view, reading).at(source, instant);
  }

  /**
   * How much there is of a span of a source.
   *
   * @param zone whose days are told
   */
  public Coverage coverage(String source, Instant from, Instant to, ZoneId zone)
      throws IOException {
    List<TimelinePart> parts = Timeline.of(reading.rows(source, from, to), from, to);
    return Coverage.of(new ExcerptPlan(source, from, to, parts), zone, clock.instant());
  }

  /**
   * Writes what a plan says.
   *
   * @param zone the source's: names and tags carry its local time
   * @param progress told while it is written, in bytes of packets; how many there will be is an
   *     estimate
   * @throws ExcerptRefusedException if it cannot be had so; nothing of use was written
   * @throws IOException if a file cannot be read, or the output fails
   */
  public ExcerptResult write(
      ExcerptPlan plan,
      GapPolicy gaps,
      ZoneId zone,
      ExcerptOutput output,
      Consumer<Progress> progress)
      throws IOException, ExcerptRefusedException {
    return new Excerpt(plan, gaps, zone, segments, view, output, progress).write();
  }
}
