package dev.sonolog.recording;

import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The gap in which a source is, if it is in one, and how often it has been tried since: what the
 * next run ends. Tells the catalogue of gaps that no run can tell of. Of the source's thread;
 * others may read the gap.
 */
final class GapBook {
  private final String source;
  private final Catalogue catalogue;
  private volatile Optional<GapNote> gap;
  private int tries;

  /**
   * @param gap in which the source is from before
   */
  GapBook(String source, Catalogue catalogue, Optional<GapNote> gap) {
    this.source = source;
    this.catalogue = catalogue;
    this.gap = gap;
  }

  /** The gap in which the source is. */
  Optional<GapNote> gap() {
    return gap;
  }

  /** A run has ended, and told of the gap behind it; or none has. */
  void remember(Optional<GapNote> ended) {
    gap = ended.or(() -> gap);
  }

  /** How often it was tried to connect since the last success. */
  int tries() {
    return tries;
  }

  /** It is tried to connect. */
  void tried() {
    tries++;
  }

  /** A connection was of use. */
  void succeeded() {
    tries = 0;
  }

  /**
   * The source fails and is in no gap: it is missing since it was started, or since somebody wanted
   * a take of it.
   */
  void open(Instant wanted, Failure failure) {
    if (isBetweenTakes()) {
      catalogue.tell(new CatalogueEntry.GapClosed(source, wanted, 0));
      gap = Optional.empty();
    }
    if (gap.isEmpty()) {
      tell(wanted, failure.cause(), failure.detail());
    }
  }

  /** What was missing while somebody wanted it is missing no more. */
  void close(Instant now) {
    if (gap.isPresent() && !isBetweenTakes()) {
      catalogue.tell(new CatalogueEntry.GapClosed(source, now, tries));
      tell(now, GapCause.BETWEEN_TAKES, "");
    }
  }

  private void tell(Instant from, GapCause cause, String detail) {
    catalogue.tell(new CatalogueEntry.GapOpened(source, from, cause, detail));
    gap = Optional.of(new GapNote(from.atOffset(ZoneOffset.UTC), cause.word(), 0));
  }

  private boolean isBetweenTakes() {
    return gap.filter(note -> note.cause().equals(GapCause.BETWEEN_TAKES.word())).isPresent();
  }
}
