package dev.sonolog.analysis;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.StartOrigin;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A catalogue that says what a test wants; there are no files. */
final class StoredRecordings implements AutoCloseable {
  static final Instant START = Instant.parse("2026-05-23T22:00:00Z");
  static final Duration LENGTH = Duration.ofMinutes(10);

  private static final int RATE = 48_000;
  private static final AudioFormat FORMAT =
      new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(RATE), 2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Archive archive;
  private final Path folder;

  private StoredRecordings(Archive archive, Path folder) {
    this.archive = archive;
    this.folder = folder;
  }

  static StoredRecordings in(Path folder) throws IOException {
    ArchiveSettings settings =
        new ArchiveSettings(
            Set.of(folder),
            ArchiveSettings.defaultStateDirectory(folder),
            List.of(),
            Duration.ofSeconds(5));
    return new StoredRecordings(Archive.open(settings, "test"), folder);
  }

  CatalogueView view() {
    return archive.view();
  }

  /** The run that a source has. */
  static String run(String source) {
    return "run of " + source;
  }

  void begin(String source) {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.RunStarted(
                run(source), source, FORMAT, Optional.empty(), "somewhere", START));
  }

  /** The next ten minutes begin. */
  void open(String source, int number) throws IOException {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentOpened(
                run(source), number, file(source, number), number * samples(), start(number)));
    settle();
  }

  void seal(String source, int number) throws IOException {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    run(source),
                    number,
                    file(source, number),
                    number * samples(),
                    start(number),
                    samples(),
                    0,
                    1_000,
                    new SealedSegment.Digest(4, "head", "body"))));
    settle();
  }

  /** A file of somebody else. */
  void putIn(String source, Instant start) throws IOException {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.OtherFound(
                "run of another",
                source,
                FORMAT,
                folder.resolve("other.mp3"),
                start,
                StartOrigin.NAME,
                samples(),
                false,
                1_000,
                START));
    settle();
  }

  void listen(Consumer<CatalogueEntry> listener) {
    archive.catalogue().listen(listener);
  }

  void delete(String source, int number) throws IOException {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentDeleted(
                run(source), number, GapCause.DELETED_BY_RETENTION, START));
    settle();
  }

  StoredSegment segment(String source, int number) throws IOException {
    return view().segment(run(source), number).orElseThrow();
  }

  static Instant start(int number) {
    return START.plus(LENGTH.multipliedBy(number));
  }

  private static long samples() {
    return LENGTH.toSeconds() * RATE;
  }

  private Path file(String source, int number) {
    return folder.resolve(source + number + ".mp3");
  }

  private void settle() throws IOException {
    archive.catalogue().flush(PATIENCE);
  }

  @Override
  public void close() {
    if (!archive.close(PATIENCE)) {
      throw new AssertionError("The archive does not close");
    }
  }
}
