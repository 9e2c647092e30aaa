package dev.sonolog.archive;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Damage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a finished file says for the catalogue, in the order in which it is told.
 *
 * <p>A file knows where bytes of it are damaged, but not at which sample: that is estimated by the
 * share of the bytes before it, and the reason names the byte.
 */
final class SegmentFacts {
  private SegmentFacts() {}

  /** The facts of one file. */
  static List<CatalogueEntry> of(SegmentTags tags, Path file, SegmentReading.Read read) {
    InspectedSegment content = read.content();
    List<CatalogueEntry> facts = new ArrayList<>();
    facts.add(run(tags, content));
    facts.add(new CatalogueEntry.SegmentSealed(sealed(tags, file, read)));
    content.chapters().forEach(chapter -> facts.add(title(tags, content, chapter)));
    content.damages().forEach(damage -> facts.add(damage(tags, content, damage)));
    tags.gapBefore().ifPresent(note -> facts.add(gap(tags, note)));
    return List.copyOf(facts);
  }

  /** When the sample behind the file's last one was on air. */
  static Instant end(SegmentTags tags, InspectedSegment content) {
    return tags.start().toInstant().plus(content.format().rate().duration(content.samples()));
  }

  private static CatalogueEntry run(SegmentTags tags, InspectedSegment content) {
    SampleRate rate = content.format().rate();
    Instant start = tags.start().toInstant().minus(rate.duration(tags.firstSample()));
    return new CatalogueEntry.RunStarted(
        tags.run(), tags.source(), content.format(), tags.station(), "", start);
  }

  private static SealedSegment sealed(SegmentTags tags, Path file, SegmentReading.Read read) {
    return new SealedSegment(
        tags.run(),
        tags.number(),
        file,
        tags.firstSample(),
        tags.start().toInstant(),
        read.content().samples(),
        read.content().missingPreRoll(),
        read.bytes(),
        read.digest());
  }

  private static CatalogueEntry title(SegmentTags tags, InspectedSegment content, Chapter chapter) {
    return new CatalogueEntry.TitleFound(
        tags.run(),
        tags.firstSample() + content.format().rate().samples(chapter.start()),
        tags.start().toInstant().plus(chapter.start()),
        chapter.title());
  }

  private static CatalogueEntry damage(SegmentTags tags, InspectedSegment content, Damage damage) {
    double share = (double) damage.position() / Math.max(1, content.length());
    long sample = Math.round(content.samples() * Math.min(1, share));
    Duration into = content.format().rate().duration(sample);
    return new CatalogueEntry.DamageSeen(
        tags.run(),
        tags.firstSample() + sample,
        tags.start().toInstant().plus(into),
        damage.bytes(),
        "at byte " + damage.position() + " of the file: " + damage.reason());
  }

  private static CatalogueEntry gap(SegmentTags tags, SegmentTags.GapNote note) {
    return new CatalogueEntry.GapFound(
        tags.source(),
        note.from().toInstant(),
        tags.start().toInstant(),
        GapCause.of(note.cause()).orElse(GapCause.UNKNOWN),
        note.tries(),
        "");
  }
}
