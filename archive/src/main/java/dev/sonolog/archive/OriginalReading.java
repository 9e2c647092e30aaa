package dev.sonolog.archive;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of a file from elsewhere what it holds and when it began. Reads files, one of which nothing
 * tells when it began to its end: platform threads only.
 */
final class OriginalReading {
  /** Before that nothing was recorded that could be imported. */
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

  /** Clocks differ, and so do the ends of a day. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private record Start(Instant at, StartOrigin from) {}

  private final SegmentReading reading;
  private final ImportOrder order;
  private final List<NameClock> clocks;

  OriginalReading(SegmentReading reading, ImportOrder order) {
    this.reading = reading;
    this.order = order;
    this.clocks =
        Stream.of(
                order.names().flatMap(NameClock::of),
                NameClock.of(order.target().names()),
                Optional.of(NameClock.usual()))
            .flatMap(Optional::stream)
            .toList();
  }

  /**
   * Reads what is needed of a file.
   *
   * @throws IOException if it cannot be imported; the message says why
   */
  Original read(SeenFile seen) throws IOException {
    SegmentReading.Glimpse glimpse = reading.glimpse(seen.file());
    Optional<SegmentTags> tags = glimpse.content().tags();
    checkSource(tags);
    Glance glance = Glance.of(seen, glimpse);
    Start start = start(seen, tags);
    checkGiven(tags, start);
    checkPossible(start);
    return new Original(
        seen.file(),
        seen.bytes(),
        seen.modified(),
        glance.format().codec(),
        tags,
        start.at(),
        start.from(),
        start.at().plus(glance.format().rate().duration(glance.samples())));
  }

  /** A file that says whose it is stays so when the catalogue is built anew. */
  private void checkSource(Optional<SegmentTags> tags) throws IOException {
    String other = tags.map(SegmentTags::source).orElse(order.target().source());
    if (!other.equals(order.target().source())) {
      throw new IOException(
          "is a recording of the source \"" + other + "\", as its tags say; import it as that");
    }
  }

  private void checkGiven(Optional<SegmentTags> tags, Start start) throws IOException {
    Instant said = tags.map(it -> it.start().toInstant()).orElse(start.at());
    if (!said.equals(start.at())) {
      throw new IOException("says itself when it began: " + said + "; leave the start out");
    }
  }

  private static void checkPossible(Start start) throws IOException {
    boolean future = start.at().isAfter(Instant.now().plus(AHEAD));
    if (future || start.at().isBefore(FIRST)) {
      throw new IOException(
          "would have begun at " + start.at() + ", which cannot be; say when it did");
    }
  }

  private Start start(SeenFile seen, Optional<SegmentTags> tags) throws IOException {
    Optional<Start> told =
        Stream.of(
                order.start().map(at -> new Start(at, StartOrigin.GIVEN)),
                tags.map(it -> new Start(it.start().toInstant(), StartOrigin.TAGS)),
                byName(seen.file()).map(at -> new Start(at, StartOrigin.NAME)))
            .flatMap(Optional::stream)
            .findFirst();
    return told.isPresent() ? told.get() : byModification(seen);
  }

  /** The folders that it lies in belong to its name. */
  private Optional<Instant> byName(Path file) {
    return clocks.stream()
        .flatMap(it -> it.read(file.toString(), order.target().zone()).stream())
        .findFirst();
  }

  private Start byModification(SeenFile seen) throws IOException {
    InspectedSegment whole = reading.inspect(seen.file());
    return new Start(
        OtherFiles.startByEnd(seen, whole.format(), whole.samples()), StartOrigin.MODIFIED);
  }
}
