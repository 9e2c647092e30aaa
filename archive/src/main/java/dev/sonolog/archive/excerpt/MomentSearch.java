package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SeenTitle;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds what there is of one instant. Immutable; platform threads only. */
final class MomentSearch {
  private static final int PAGE = 100;

  private final CatalogueView view;
  private final TimelineReading reading;

  MomentSearch(CatalogueView view, TimelineReading reading) {
    this.view = view;
    this.reading = reading;
  }

  Moment at(String source, Instant instant) throws IOException {
    Optional<StoredSegment> before = before(source, instant);
    Optional<StoredSegment> after = after(source, instant);
    Instant next = instant.plusNanos(1);
    Instant first = view.firstStart(source).filter(instant::isAfter).orElse(instant);
    Instant from = before.map(StoredSegment::start).orElse(first);
    Instant to = after.map(StoredSegment::start).orElse(next);
    TimelineRows rows = reading.exactRows(source, from, after.isPresent() ? to : Instant.MAX);
    Instant end = after.isPresent() || rows.now().isBefore(to) ? to : rows.now();
    for (TimelinePart part : Timeline.of(rows, from, end)) {
      if (part.to().isAfter(instant) && !part.from().isAfter(instant)) {
        return switch (part) {
          case Stretch stretch -> recorded(stretch, instant);
          case Missing gap -> new Moment.NotRecorded(gap, before, after);
        };
      }
    }
    return new Moment.NotRecorded(
        new Missing(instant, instant, Missing.UNKNOWN, ""), before, after);
  }

  private Optional<StoredSegment> before(String source, Instant instant) throws IOException {
    Instant until = instant.plusNanos(1);
    List<StoredSegment> page = view.before(source, until, PAGE);
    while (!page.isEmpty()) {
      Optional<StoredSegment> present =
          page.stream().filter(TimelineReading::isPresent).findFirst();
      if (present.isPresent()) {
        return present;
      }
      page = view.before(source, page.getLast().start(), PAGE);
    }
    return Optional.empty();
  }

  private Optional<StoredSegment> after(String source, Instant instant) throws IOException {
    Optional<StoredSegment> next = view.firstFrom(source, instant.plusNanos(1));
    while (next.isPresent() && !TimelineReading.isPresent(next.get())) {
      next = view.firstFrom(source, next.get().start().plusNanos(1));
    }
    return next;
  }

  private Moment recorded(Stretch stretch, Instant instant) throws IOException {
    for (Slice slice : stretch.slices()) {
      if (slice.end().isAfter(instant)) {
        SampleRate rate = stretch.run().format().rate();
        long sample = slice.sampleAt(instant);
        return new Moment.Recorded(
            slice.segment(),
            instant,
            rate.duration(sample),
            title(slice.segment(), slice.segment().firstSample() + sample));
      }
    }
    throw new IllegalStateException(instant + " is not in " + stretch);
  }

  private Optional<String> title(StoredSegment segment, long sample) throws IOException {
    return view.titles(segment).stream()
        .filter(title -> title.sample() <= sample)
        .reduce((_, later) -> later)
        .map(SeenTitle::text)
        .filter(text -> !text.isEmpty());
  }
}
