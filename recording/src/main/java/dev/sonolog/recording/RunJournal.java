package dev.sonolog.recording;

import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Damage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the catalogue is told of one run. A run that nothing is stored of is none: what is heard
 * before the storage holds anything waits here, and is told behind the run itself, or never. Owned
 * by the run.
 */
final class RunJournal {
  private final Catalogue catalogue;
  private final String source;
  private final String run;
  private final List<CatalogueEntry> untold = new ArrayList<>();
  private Optional<String> titleTold = Optional.empty();
  private boolean announced;

  RunJournal(Catalogue catalogue, String source, String run) {
    this.catalogue = catalogue;
    this.source = source;
    this.run = run;
  }

  /** Of a run that the catalogue knows already. */
  static RunJournal ofKnown(Catalogue catalogue, String source, String run) {
    RunJournal journal = new RunJournal(catalogue, source, run);
    journal.announced = true;
    return journal;
  }

  /** The identity of the run. */
  String run() {
    return run;
  }

  /** Whether the catalogue knows of the run. */
  boolean isAnnounced() {
    return announced;
  }

  /**
   * The storage holds something of the run.
   *
   * @param tries how many attempts to connect it took
   */
  void announce(AudioFormat format, StationInfo station, Instant start, int tries) {
    announced = true;
    tell(
        new CatalogueEntry.RunStarted(
            run, source, format, station.name(), station.address(), start));
    tell(new CatalogueEntry.GapClosed(source, start, tries));
    untold.forEach(this::tell);
    untold.clear();
  }

  /** A run that had ended goes on in a new file. */
  void resumed() {
    tell(new CatalogueEntry.RunResumed(run));
  }

  void opened(SegmentTags tags, Path file) {
    tell(
        new CatalogueEntry.SegmentOpened(
            run, tags.number(), file, tags.firstSample(), tags.start().toInstant()));
  }

  /** Tells a title that is heard from a sample of the run on, unless it is the one told before. */
  void title(long sample, Instant at, Optional<String> title) {
    if (title.equals(titleTold)) {
      return;
    }
    titleTold = title;
    title.ifPresent(text -> tell(new CatalogueEntry.TitleSeen(run, sample, at, text)));
  }

  void damage(long sample, Instant at, Damage damage) {
    tell(new CatalogueEntry.DamageSeen(run, sample, at, damage.bytes(), damage.reason()));
  }

  /** Nothing came of the station or the card for a while, and then it went on. */
  void paused(Instant from, Instant to) {
    tell(
        new CatalogueEntry.GapFound(
            source, from, to, GapCause.STALLED, 0, "the source paused within the minute before"));
  }

  /** The run proved to have begun at another instant; so did what was heard in it. */
  void shifted(Instant start, Duration shift) {
    if (announced) {
      tell(new CatalogueEntry.RunShifted(run, start));
    } else {
      untold.replaceAll(entry -> shifted(entry, shift));
    }
  }

  private static CatalogueEntry shifted(CatalogueEntry entry, Duration shift) {
    if (entry instanceof CatalogueEntry.TitleSeen title) {
      return new CatalogueEntry.TitleSeen(
          title.run(), title.sample(), title.at().plus(shift), title.text());
    }
    if (entry instanceof CatalogueEntry.DamageSeen damage) {
      return new CatalogueEntry.DamageSeen(
          damage.run(), damage.sample(), damage.at().plus(shift), damage.bytes(), damage.reason());
    }
    return entry;
  }

  /** The source is missing from {@code end} on. */
  void missing(Instant end, GapCause cause, String detail) {
    tell(new CatalogueEntry.GapOpened(source, end, cause, detail));
  }

  /** Of what was said to be missing from {@code end} on, nothing is, or for another reason. */
  void notMissing(Instant end) {
    tell(new CatalogueEntry.GapClosed(source, end, 0));
  }

  /** The run ended. */
  void ended(Instant end, Optional<Double> driftPpm, GapCause cause) {
    tell(new CatalogueEntry.RunEnded(run, end, driftPpm, cause));
  }

  private void tell(CatalogueEntry entry) {
    if (announced) {
      catalogue.tell(entry);
    } else {
      untold.add(entry);
    }
  }
}
