package dev.sonolog.analysis;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Level data of segments, a file for each in the folder {@value #FOLDER} of the archive's state,
 * and what could not be measured. Each says what the segment held when it was measured; of one that
 * was replaced since, nothing is known. Several processes may use it. Blocks; platform threads.
 */
public final class LevelStore {
  /** What a segment holds that is being recorded. */
  private static final String GROWING = "growing";

  /** Below the archive's state folder. */
  public static final String FOLDER = "levels";

  /** The name of a file of what failed, by {@link Kind}. */
  private static final Pattern FAILURE = Pattern.compile("(\\d{1,9})\\.([a-z]+-)?failed");

  private static final Logger LOG = System.getLogger(LevelStore.class.getName());

  /** What is measured of a segment: each can fail by itself. */
  enum Kind {
    /** Level data. */
    LEVELS(".failed"),
    /** A summary of the whole. */
    SUMMARY(".summary-failed"),
    /** Spectrograms. */
    SPECTROGRAM(".spectrogram-failed");

    private final String failure;

    Kind(String failure) {
      this.failure = failure;
    }
  }

  /**
   * Why something could not be measured of a segment.
   *
   * @param reason for a person
   * @param tries how often it was tried
   */
  public record Failure(String reason, int tries) {}

  private final Path folder;

  /**
   * @param stateDirectory of the archive
   */
  public LevelStore(Path stateDirectory) {
    this.folder = stateDirectory.resolve(FOLDER);
  }

  /** The level data of a segment that is as it was when they were measured. */
  public Optional<LevelData> find(StoredSegment segment) {
    return findWindows(segment).flatMap(_ -> read(file(segment), LevelFile::read));
  }

  /** Whether there are level data of a finished segment; they are not read. */
  boolean has(StoredSegment segment) {
    return read(file(segment), LevelFile::readContent)
        .filter(it -> content(segment).equals(Optional.of(it)))
        .isPresent();
  }

  /**
   * What was measured last of a segment that is being recorded, or was when it was asked for: as
   * far as it had come, or whole. Of a segment that is known to be finished nothing.
   */
  public Optional<LevelData> findGrowing(StoredSegment segment) {
    return segment.content().isPresent() ? Optional.empty() : read(file(segment), LevelFile::read);
  }

  /** Forgets what was measured of a segment that was being recorded. */
  void forgetGrowing(StoredSegment segment) throws IOException {
    if (read(file(segment), LevelFile::readContent).filter(GROWING::equals).isPresent()) {
      Files.deleteIfExists(file(segment));
    }
  }

  /** The windows alone. */
  Optional<LevelFile.Windows> findWindows(StoredSegment segment) {
    return read(file(segment), LevelFile::readWindows)
        .filter(windows -> content(segment).equals(Optional.of(windows.content())));
  }

  /** Reads a file. */
  interface Reading<T> {
    T of(InputStream in) throws IOException;
  }

  /** What a file holds; nothing where it is missing, or not as it was written. */
  static <T> Optional<T> read(Path file, Reading<T> reading) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Optional.of(reading.of(in));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0}: {1}", file, e.toString());
      return Optional.empty(); // it is measured again
    }
  }

  /** Keeps the level data of a segment; of one that is being recorded for {@link #findGrowing}. */
  public void put(StoredSegment segment, LevelData data) throws IOException {
    Optional<String> finished = content(segment);
    if (finished.isEmpty()
        && read(file(segment), LevelFile::readContent)
            .filter(it -> !it.equals(GROWING))
            .isPresent()) {
      return; // it was finished meanwhile
    }
    String content = finished.orElse(GROWING);
    replace(file(segment), out -> LevelFile.write(content, data, out));
    Files.deleteIfExists(failureFile(segment, Kind.LEVELS));
  }

  /** The summary of a segment that is as it was when it was made, with the same settings. */
  Optional<SoundSummary> findSummary(StoredSegment segment, SummarySettings settings) {
    return read(summaryFile(segment), SummaryFile::read)
        .filter(
            it ->
                content(segment).equals(Optional.of(it.content()))
                    && it.settings().equals(settings))
        .map(SummaryFile::summary);
  }

  /** Keeps the summary of a finished segment; of one that is being recorded it does nothing. */
  void putSummary(StoredSegment segment, SummarySettings settings, SoundSummary summary)
      throws IOException {
    Optional<String> content = content(segment);
    if (content.isPresent()) {
      SummaryFile file = new SummaryFile(content.get(), settings, summary);
      replace(summaryFile(segment), file::write);
      Files.deleteIfExists(failureFile(segment, Kind.SUMMARY));
    }
  }

  /** Why the level data of a segment could not be measured, if it is still what it was then. */
  public Optional<Failure> failure(StoredSegment segment) {
    return failure(segment, Kind.LEVELS);
  }

  Optional<Failure> failure(StoredSegment segment, Kind kind) {
    try {
      List<String> lines = Files.readAllLines(failureFile(segment, kind), StandardCharsets.UTF_8);
      boolean same = lines.size() >= 3 && content(segment).equals(Optional.of(lines.get(0)));
      return same
          ? Optional.of(
              new Failure(
                  String.join("\n", lines.subList(2, lines.size())),
                  Integer.parseInt(lines.get(1))))
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Remembers that a segment could not be measured. */
  void fail(StoredSegment segment, Kind kind, String reason) throws IOException {
    Optional<String> content = content(segment);
    if (content.isPresent()) {
      int tries = failure(segment, kind).map(Failure::tries).orElse(0) + 1;
      String text = content.get() + "\n" + tries + "\n" + reason + "\n";
      replace(failureFile(segment, kind), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Forgets that it could not. */
  void succeed(StoredSegment segment, Kind kind) throws IOException {
    Files.deleteIfExists(failureFile(segment, kind));
  }

  /** The segments of which something could not be measured, as they were then. */
  List<SegmentKey> failed() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.flatMap(file -> failed(file).stream()).distinct().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<SegmentKey> failed(Path file) {
    Matcher name = FAILURE.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new SegmentKey(
                file.resolveSibling("").getFileName().toString(), Integer.parseInt(name.group(1))))
        : Optional.empty();
  }

  /** Forgets whatever could not be measured of a segment. */
  void forgetFailures(SegmentKey key) throws IOException {
    for (Kind kind : Kind.values()) {
      Files.deleteIfExists(failureFile(key.run(), key.number(), kind));
    }
  }

  /** Writes a file. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Writes a file that is there whole, or not at all. */
  static void replace(Path file, Writing writing) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Path fresh = Files.createTempFile(file.resolveSibling(""), "new", ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        writing.to(out);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Path file(StoredSegment segment) {
    return folder.resolve(segment.run()).resolve(segment.number() + ".levels");
  }

  private Path summaryFile(StoredSegment segment) {
    return folder.resolve(segment.run()).resolve(segment.number() + ".summary");
  }

  private Path failureFile(StoredSegment segment, Kind kind) {
    return failureFile(segment.run(), segment.number(), kind);
  }

  private Path failureFile(String run, int number, Kind kind) {
    return folder.resolve(run).resolve(number + kind.failure);
  }

  /** What tells the bytes of a finished segment from others; none while it is being recorded. */
  public static Optional<String> content(StoredSegment segment) {
    return segment
        .content()
        .map(
            it ->
                it.bytes()
                    + " "
                    + it.digest()
                        .map(digest -> digest.head() + digest.body())
                        .orElseGet(() -> it.modified().map(Object::toString).orElse("")));
  }
}
