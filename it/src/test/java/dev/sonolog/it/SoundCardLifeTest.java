package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.it.ScriptedCard.Step;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the samples of a sound card, frame by frame, on clocks that the test drives. */
class SoundCardLifeTest {
  private static final Instant BEGIN = Instant.parse("2026-05-23T21:59:57.4Z");

  @TempDir private Path directory;
  private final SteppingClocks time = new SteppingClocks(BEGIN);

  private List<StoredSegment> segments = List.of();
  private List<Gap> gaps = List.of();
  private RecordingState state = new RecordingState.Idle();

  private void record(Duration split, Step... steps) throws Exception {
    Container wav = new WavContainer();
    ScriptedCard card = new ScriptedCard(wav, Codec.PCM, time, List.of(steps));
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("mic", card, directory).split(split, ZoneOffset.UTC));
      state = archive.await("mic", RecordingState.Waiting.class);
      archive.stop();
      segments = archive.sealed("mic");
      gaps = archive.gaps("mic");
    }
  }

  @Test
  void aCutStandsAtTheExactSampleOfTheClock() throws Exception {
    record(Duration.ofSeconds(2), new Step.Periods(432)); // 10 s
    assertThat(numbers()).isEqualTo(range(0, 432 * ScriptedCard.PERIOD));
    assertThat(segments).hasSizeGreaterThan(4);
    for (StoredSegment segment : segments.subList(1, segments.size())) {
      Instant second = segment.start().truncatedTo(ChronoUnit.SECONDS);
      assertThat(second.getEpochSecond() % 2).isZero();
      assertThat(Duration.between(second, segment.start()))
          .as("the first sample at or after the instant")
          .isLessThan(ScriptedCard.RATE.duration(1));
    }
    assertThat(gaps).extracting(Gap::cause).containsExactly(GapCause.DEVICE_LOST);
  }

  @Test
  void whatNobodyTookIsAGapOfItsExactLengthBetweenTwoRuns() throws Exception {
    record(Duration.ZERO, new Step.Periods(100), new Step.Loses(12_345), new Step.Periods(100));
    int first = 100 * ScriptedCard.PERIOD;
    assertThat(segments).hasSize(2);
    assertThat(segments).extracting(StoredSegment::run).doesNotHaveDuplicates();
    List<Integer> heard = new ArrayList<>(range(0, first));
    heard.addAll(range(first + 12_345, 2 * first + 12_345));
    assertThat(numbers()).isEqualTo(heard);
    assertThat(gaps).hasSize(2);
    Gap gap = gaps.getFirst();
    assertThat(gap.cause()).isEqualTo(GapCause.OVERRUN);
    assertThat(gap.detail()).contains("12345 samples");
    assertThat(Duration.between(gap.from(), gap.to().orElseThrow()))
        .isCloseTo(ScriptedCard.RATE.duration(12_345), Duration.ofNanos(100_000));
    assertThat(segments.getLast().start()).isEqualTo(gap.to().orElseThrow());
  }

  @Test
  void aMachineThatSleptGoesOnAtTheRightTime() throws Exception {
    int hour = ScriptedCard.RATE.hertz() * 3600;
    int before = 100 * ScriptedCard.PERIOD;
    record(
        Duration.ofSeconds(2), new Step.Periods(100), new Step.Sleeps(hour), new Step.Periods(300));
    assertThat(numbers().subList(0, before)).isEqualTo(range(0, before));
    assertThat(numbers()).hasSize(4 * before).endsWith(hour + 4 * before - 1);
    Gap gap = gaps.getFirst();
    assertThat(Duration.between(gap.from(), gap.to().orElseThrow()))
        .isCloseTo(Duration.ofHours(1), Duration.ofMillis(1));
    assertThat(segments.getLast().knownEnd())
        .isCloseTo(
            BEGIN.plus(ScriptedCard.RATE.duration(hour + 4L * before)),
            within(1, ChronoUnit.MILLIS));
  }

  @Test
  void aCardThatIsPulledOutLeavesAWholeFileAndIsWaitedFor() throws Exception {
    record(Duration.ZERO, new Step.Periods(100), new Step.Pulled());
    assertThat(numbers()).isEqualTo(range(0, 100 * ScriptedCard.PERIOD));
    assertThat(gaps).hasSize(1);
    assertThat(gaps.getFirst().cause()).isEqualTo(GapCause.DEVICE_LOST);
    assertThat(gaps.getFirst().from()).isEqualTo(segments.getFirst().knownEnd());
    assertThat(state).isInstanceOf(RecordingState.Waiting.class);
  }

  private List<Integer> numbers() throws IOException {
    return ScriptedCard.numbers(segments);
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
