package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The two nights of a year in which the clocks of Berlin are changed, from before midnight until
 * after four, in hourly files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DstNightTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final CountedFrame FRAME = CountedFrame.NIGHT;
  private static final int FRAMES_OF_A_STEP = 10;
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /** What nobody can decode exactly at the start of a connection. */
  private static final int LEAD_IN = 2;

  /**
   * A frame is known to be whole when the next one begins, so the edge of what came in a step is
   * one frame older than the step.
   */
  private static final Duration KNOWN_LATER = FRAME.time(1);

  /** A night and the names of its files. */
  enum Night {
    AUTUMN(
        "2026-10-24T21:50:00.037Z",
        "2026-10-25T03:10:00Z",
        """
        radio_20261024_235000.mp3
        radio_20261025_000000.mp3
        radio_20261025_010000.mp3
        radio_20261025_020000+0200.mp3
        radio_20261025_020000+0100.mp3
        radio_20261025_030000.mp3
        radio_20261025_040000.mp3
        """),
    SPRING(
        "2026-03-28T22:50:00.037Z",
        "2026-03-29T02:10:00Z",
        """
        radio_20260328_235000.mp3
        radio_20260329_000000.mp3
        radio_20260329_010000.mp3
        radio_20260329_030000.mp3
        radio_20260329_040000.mp3
        """);

    private final Instant from;
    private final Instant to;
    private final String names;

    Night(String from, String to, String names) {
      this.from = Instant.parse(from);
      this.to = Instant.parse(to);
      this.names = names;
    }

    List<String> names() {
      return names.lines().toList();
    }

    int frames() {
      return FRAME.framesIn(Duration.between(from, to)) / FRAMES_OF_A_STEP * FRAMES_OF_A_STEP;
    }

    Instant start(int frame) {
      return from.plus(FRAME.time(frame));
    }
  }

  /** What was there in the morning. */
  private record Morning(
      List<Path> files, List<StoredSegment> segments, List<List<Integer>> numbers, List<Gap> gaps) {
    List<Integer> allNumbers() {
      return numbers.stream().flatMap(List::stream).toList();
    }
  }

  private final Map<Night, Morning> mornings = new EnumMap<>(Night.class);

  @BeforeAll
  void sleepThroughBothNightsAtOnce(@TempDir Path folder) throws Exception {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      Map<Night, Future<Morning>> running = new EnumMap<>(Night.class);
      for (Night night : Night.values()) {
        Callable<Morning> recording =
            () -> record(night, Files.createDirectory(folder.resolve(night.name())));
        running.put(night, threads.submit(recording));
      }
      for (Map.Entry<Night, Future<Morning>> night : running.entrySet()) {
        mornings.put(night.getKey(), night.getValue().get());
      }
    }
  }

  private static Morning record(Night night, Path directory) throws Exception {
    SteppedTime time = new SteppedTime(night.from);
    try (Station station = Station.playing(call -> play(call, night, time));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/night"), directory)
              .split(Duration.ofHours(1), BERLIN));
      archive.awaitLong("radio", RecordingState.Waiting.class);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      List<List<Integer>> numbers = new ArrayList<>();
      for (StoredSegment segment : segments) {
        numbers.add(CountedFrame.numbersIn(segment.file()));
      }
      return new Morning(filesIn(directory), segments, numbers, archive.gaps("radio"));
    }
  }

  private static void play(Call call, Night night, SteppedTime time)
      throws IOException, InterruptedException {
    call.head("HTTP/1.0 200 OK", "Content-Type: audio/mpeg");
    for (int next = 0; next < night.frames(); next += FRAMES_OF_A_STEP) {
      byte[] step = FRAME.bytes(next, next + FRAMES_OF_A_STEP);
      time.advance(FRAME.time(FRAMES_OF_A_STEP));
      if (FRAME.time(next).compareTo(SETTLED) < 0) {
        time.untilItWaits(() -> call.send(step));
      } else {
        time.untilItGathers(() -> call.send(step));
      }
    }
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Morning morning(Night night) {
    return Objects.requireNonNull(mornings.get(night));
  }

  @ParameterizedTest
  @EnumSource
  void filesBearTheNamesOfTheirLocalHours(Night night) {
    assertThat(morning(night).segments())
        .extracting(segment -> segment.file().getFileName().toString())
        .containsExactlyElementsOf(night.names());
    assertThat(morning(night).files())
        .as("and there is nothing else")
        .hasSize(night.names().size());
  }

  @ParameterizedTest
  @EnumSource
  void noFrameIsLostOrDoubled(Night night) {
    assertThat(morning(night).allNumbers())
        .isEqualTo(IntStream.range(LEAD_IN, night.frames()).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void aFrameThatIsMissingWouldBeNoticed(Night night, @TempDir Path folder) throws IOException {
    Path whole = morning(night).files().get(2);
    Path poorer = folder.resolve("poorer.mp3");
    Files.write(poorer, Frames.withoutOne(Files.readAllBytes(whole), 1_000));
    List<Integer> numbers = CountedFrame.numbersIn(poorer);
    assertThat(numbers).hasSize(CountedFrame.numbersIn(whole).size() - 1);
    assertThatThrownBy(() -> Timeline.assertUnbroken(numbers)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyFileBeginsWhenItsFirstFrameWasOnAir(Night night) {
    for (int i = 0; i < night.names().size(); i++) {
      StoredSegment segment = morning(night).segments().get(i);
      Instant onAir = night.start(morning(night).numbers().get(i).getFirst());
      assertThat(segment.start())
          .as(segment.toString())
          .isCloseTo(onAir.plus(KNOWN_LATER), within(1, ChronoUnit.MILLIS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFileButTheFirstBeginsWithinAFrameOfTheFullHour(Night night) {
    for (StoredSegment segment : morning(night).segments().subList(1, night.names().size())) {
      ZonedDateTime local = segment.start().atZone(BERLIN);
      Duration late = Duration.between(local.truncatedTo(ChronoUnit.HOURS), local);
      assertThat(late).as(segment.toString()).isLessThanOrEqualTo(FRAME.time(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNightIsCoveredWithoutAGap(Night night) {
    List<StoredSegment> segments = morning(night).segments();
    for (int i = 1; i < segments.size(); i++) {
      assertThat(segments.get(i).start())
          .isCloseTo(segments.get(i - 1).knownEnd(), within(1, ChronoUnit.MICROS));
    }
    assertThat(segments).extracting(StoredSegment::run).containsOnly(segments.getFirst().run());
    assertThat(morning(night).gaps())
        .extracting(Gap::cause)
        .containsExactly(GapCause.CLOSED_BY_STATION);
    assertThat(morning(night).gaps().getFirst().from())
        .isCloseTo(segments.getLast().knownEnd(), within(1, ChronoUnit.MICROS));
  }
}
