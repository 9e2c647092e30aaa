package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.NameWords;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.StreamConnector;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SegmentTags.GapNote;
import dev.sonolog.recording.CutOutcome;
import dev.sonolog.recording.Progress;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SegmentTap;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.SourceStatus;
import dev.sonolog.recording.Sources;
import dev.sonolog.recording.TakeOutcome;
import dev.sonolog.recording.TakeWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * An archive and the sources that record into it, in this process and on the clocks of the test.
 * Closing it stops the sources, and fails if that takes long.
 */
final class LiveArchive implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Archive archive;
  private final StreamConnector connector;
  private final Sources sources;
  private final TimeSource time;

  private LiveArchive(Archive archive, TimeSource time) {
    this.archive = archive;
    this.time = time;
    this.connector = new StreamConnector(time);
    this.sources =
        new Sources(
            archive,
            time,
            this::connection,
            _ -> SegmentTap.NONE,
            (_, _) -> NameWords.NONE,
            new Random(1));
  }

  /** Opens an archive of these directories; the catalogue lies in the first. */
  static LiveArchive open(TimeSource time, Path... directories) throws IOException {
    Path state = ArchiveSettings.defaultStateDirectory(directories[0]);
    ArchiveSettings settings =
        new ArchiveSettings(Set.of(directories), state, Containers.ALL, Duration.ofSeconds(5));
    return new LiveArchive(Archive.open(settings, "test"), time);
  }

  private Connection connection(String source, SourceSettings.Live input) {
    return switch (input) {
      case SourceSettings.Stream(var stream) -> connector.connection(stream, Containers.ALL);
      case ScriptedCard card -> card.connection();
      case SourceSettings.Local _ ->
          throw new AssertionError(source + " is nothing of a test: " + input);
    };
  }

  void apply(Wanted... wanted) throws InterruptedException {
    sources.apply(List.of(wanted).stream().map(Wanted::settings).toList(), this::openGap);
  }

  void apply(SourceSettings settings) throws InterruptedException {
    sources.apply(List.of(settings), this::openGap);
  }

  /** Begins a take, and waits until it is stored or refused. */
  TakeOutcome startTake(String source) throws Exception {
    return startTake(source, time.now()).begun().get(20, TimeUnit.SECONDS);
  }

  TakeWatch startTake(String source, Instant asked) {
    return sources.startTake(source, asked);
  }

  /** Goes on with a take that another archive began. */
  TakeWatch resumeTake(String source, Instant asked, Instant from) {
    return sources.resumeTake(source, asked, Optional.of(from));
  }

  /** Ends a take, and waits for what becomes of it. */
  TakeOutcome stopTake(String source) throws Exception {
    return stopTake(source, time.now()).get(20, TimeUnit.SECONDS);
  }

  CompletableFuture<TakeOutcome> stopTake(String source, Instant asked) {
    return sources.stopTake(source, asked);
  }

  private Optional<GapNote> openGap(String source) {
    try {
      return stored()
          .openGap(source)
          .map(gap -> new GapNote(gap.from().atOffset(ZoneOffset.UTC), gap.cause().word(), 0));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<SourceStatus> status() {
    return sources.status();
  }

  int failures(String source) {
    return status(source).failures();
  }

  RecordingState state(String source) {
    return status(source).state();
  }

  /** Waits until a source is in such a state, and answers it. */
  RecordingState await(String source, Predicate<RecordingState> wanted) {
    return await(source, wanted, DEADLINE);
  }

  private RecordingState await(String source, Predicate<RecordingState> wanted, Duration deadline) {
    return Awaitility.await(source)
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .atMost(deadline)
        .until(() -> state(source), wanted);
  }

  <T extends RecordingState> T await(String source, Class<T> state) {
    return state.cast(await(source, state::isInstance));
  }

  /** The same, when a whole night may pass before. */
  <T extends RecordingState> T awaitLong(String source, Class<T> state) {
    return state.cast(await(source, state::isInstance, Duration.ofMinutes(3)));
  }

  /** Waits until a run lasts for so long. */
  void awaitLength(String source, Duration length) {
    Awaitility.await(source + " for " + length)
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .atMost(DEADLINE)
        .until(() -> progress(source).filter(p -> isOlder(p.runStart(), length)).isPresent());
  }

  /** Waits until a source records such a format. */
  void awaitFormat(String source, Codec codec) {
    Awaitility.await(source + " in " + codec)
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .atMost(DEADLINE)
        .until(() -> progress(source).filter(p -> p.format().codec() == codec).isPresent());
  }

  private boolean isOlder(Instant start, Duration age) {
    return start.plus(age).isBefore(time.now());
  }

  /** What is being written. */
  Optional<Progress> progress(String source) {
    return status(source).progress();
  }

  private SourceStatus status(String source) {
    return sources.status().stream()
        .filter(status -> status.name().equals(source))
        .findFirst()
        .orElseThrow();
  }

  CompletableFuture<CutOutcome> cut(String source, Instant at) {
    return sources.cut(source, at);
  }

  /** Stops all sources; what they recorded stays to be looked at. */
  void stop() throws InterruptedException {
    assertThat(sources.stop(DEADLINE)).as("all sources ended").isTrue();
  }

  Archive archive() {
    return archive;
  }

  /** All segments of a source, which must be sealed, whole, and as long as the catalogue says. */
  List<StoredSegment> sealed(String source) throws IOException {
    List<StoredSegment> segments = segments(source);
    for (StoredSegment segment : segments) {
      assertThat(segment.state()).as(segment.toString()).isEqualTo(SegmentState.SEALED);
      InspectedSegment inside = inspect(segment.file());
      assertThat(inside.sealed()).as(segment.toString()).isTrue();
      assertThat(inside.damages()).as(segment.toString()).isEmpty();
      assertThat(inside.samples()).isEqualTo(segment.content().orElseThrow().samples());
    }
    return segments;
  }

  List<StoredSegment> segments(String source) throws IOException {
    return stored().segments(source, Instant.MIN, Instant.MAX);
  }

  List<Gap> gaps(String source) throws IOException {
    return stored().gaps(source, Instant.MIN, Instant.MAX);
  }

  /** The catalogue with all that was told until now. */
  CatalogueView stored() {
    assertThat(archive.catalogue().flush(DEADLINE)).isTrue();
    assertThat(archive.catalogue().lost()).isZero();
    return archive.view();
  }

  static InspectedSegment inspect(Path file) throws IOException {
    return Containers.inspect(file);
  }

  /** The numbers of the frames of some segments, one list after the other. */
  static List<Integer> numbers(List<StoredSegment> segments) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (StoredSegment segment : segments) {
      numbers.addAll(CountedFrame.numbersIn(segment.file()));
    }
    return numbers;
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      connector.close();
      assertThat(archive.close(DEADLINE)).as("the archive was closed").isTrue();
    }
  }
}
