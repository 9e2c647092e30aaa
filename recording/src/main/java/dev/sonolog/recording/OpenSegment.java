package dev.sonolog.recording;

import dev.sonolog.archive.SegmentFile;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentTags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The segment that is being written, and what is heard in it. Owned by one run. */
final class OpenSegment {
  private final SegmentFile file;
  private final long firstSample;
  private final List<Mark> marks = new ArrayList<>();

  /** More titles than any file has room for; the catalogue has them all. */
  private static final int MOST_MARKS = 1_000;

  private SegmentTags tags;

  private record Mark(long sample, String title) {}

  OpenSegment(SegmentFile file, SegmentTags tags) {
    this.file = file;
    this.tags = tags;
    this.firstSample = tags.firstSample();
  }

  SegmentFile file() {
    return file;
  }

  SegmentTags tags() {
    return tags;
  }

  long firstSample() {
    return firstSample;
  }

  /** When the first sample was on air, with all corrections. */
  Instant start() {
    return tags.start().toInstant();
  }

  /** The start proved to be another. */
  void shift(Duration shift) {
    tags =
        new SegmentTags(
            tags.source(),
            tags.station(),
            tags.start().plus(shift),
            tags.run(),
            tags.number(),
            tags.firstSample(),
            tags.gapBefore());
  }

  /** From {@code sample} on, {@code title} is heard. */
  void title(long sample, String title) {
    boolean replaces = !marks.isEmpty() && marks.getLast().sample == sample;
    if (replaces || marks.size() == MOST_MARKS) {
      marks.removeLast();
    }
    marks.add(new Mark(sample, title));
  }

  /**
   * The titles as chapters of a segment that ends at {@code endSample}; stretches without a title
   * have none.
   */
  List<Chapter> chapters(long endSample, SampleRate rate) {
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      long end = i + 1 < marks.size() ? marks.get(i + 1).sample : endSample;
      if (!mark.title.isEmpty() && end > mark.sample) {
        chapters.add(
            new Chapter(
                rate.duration(mark.sample - firstSample),
                rate.duration(end - firstSample),
                mark.title));
      }
    }
    return chapters;
  }
}
