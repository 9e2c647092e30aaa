package dev.sonolog.archive;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import dev.sonolog.archive.CatalogueEntry.RunStarted;
import dev.sonolog.archive.CatalogueEntry.SegmentOpened;
import dev.sonolog.archive.CatalogueEntry.SegmentSealed;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An archive for a test, and how a recorder behaves towards it. */
final class Scene {
  static final Set<PosixFilePermission> MODE = Set.of(OWNER_READ, OWNER_WRITE, GROUP_READ);
  static final Duration DEADLINE = Duration.ofSeconds(20);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private Scene() {}

  static ArchiveSettings settings(Path root) {
    return new ArchiveSettings(
        Set.of(root),
        ArchiveSettings.defaultStateDirectory(root),
        List.of(new TinyContainer()),
        Duration.ZERO);
  }

  static Archive open(Path root) throws IOException {
    return Archive.open(settings(root), "test");
  }

  static SegmentTags tags(String source, String run, int number, Instant start) {
    return tags(source, run, number, 0, start, Optional.empty());
  }

  static SegmentTags tags(
      String source, String run, int number, long first, Instant start, Optional<GapNote> gap) {
    return new SegmentTags(
        source, Optional.of("Station " + source), at(start), run, number, first, gap);
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.ofHours(1));
  }

  static RunStarted runStarted(SegmentTags tags) {
    return new RunStarted(
        tags.run(),
        tags.source(),
        TinyContainer.FORMAT,
        tags.station(),
        "http://localhost/" + tags.source(),
        tags.start().toInstant().minus(duration(tags.firstSample())));
  }

  static Duration duration(long samples) {
    return TinyContainer.FORMAT.rate().duration(samples);
  }

  /** Writes a segment and tells the catalogue, but neither seals nor flushes. */
  static SegmentFile begin(Archive archive, Path root, String name, SegmentTags tags, int packets)
      throws IOException {
    archive.catalogue().tell(runStarted(tags));
    SegmentFile file = archive.create(root, name, MODE);
    archive
        .catalogue()
        .tell(
            new SegmentOpened(
                tags.run(),
                tags.number(),
                file.file(),
                tags.firstSample(),
                tags.start().toInstant()));
    file.head(TinyContainer.head(Optional.of(tags), Optional.empty()));
    for (int i = 0; i < packets; i++) {
      file.append(TinyContainer.packet(i), 0, TinyContainer.PACKET);
    }
    return file;
  }

  /** Ends what was begun and tells the catalogue. */
  static SealedSegment seal(Archive archive, SegmentFile file, SegmentTags tags, int packets)
      throws Exception {
    long samples = (long) packets * TinyContainer.PACKET_SAMPLES;
    file.replaceHead(TinyContainer.head(Optional.of(tags), Optional.of(samples)));
    SealedFile sealed = file.seal().get(20, TimeUnit.SECONDS);
    SealedSegment segment =
        new SealedSegment(
            tags.run(),
            tags.number(),
            sealed.file(),
            tags.firstSample(),
            tags.start().toInstant(),
            samples,
            0,
            sealed.bytes(),
            sealed.digest());
    archive.catalogue().tell(new SegmentSealed(segment));
    return segment;
  }

  static SealedSegment record(
      Archive archive, Path root, String name, SegmentTags tags, int packets) throws Exception {
    return seal(archive, begin(archive, root, name, tags, packets), tags, packets);
  }
}
