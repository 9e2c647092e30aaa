package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.studio.LevelTrigger.Settings;
import dev.sonolog.studio.Order.Commander;
import dev.sonolog.studio.Order.Verb;
import dev.sonolog.studio.Take.StartedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Takes that begin because it is loud, and end because it is silent. */
@Timeout(120)
class LevelTriggerTest {
  private static final Settings SETTINGS =
      new Settings(-40, Duration.ofSeconds(2), Duration.ofSeconds(30));

  @TempDir private Path folder;
  private final StepTime time = new StepTime();
  private final ModelRecorder recorder = new ModelRecorder(time);
  private Studio studio;
  private int requests;

  @BeforeEach
  void open() {
    studio = Studio.open(folder, recorder, recorder, time);
    studio.trigger(Map.of("mic", SETTINGS));
    studio.begin(Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    studio.close();
  }

  /** Levels as a card tells them. */
  private void hear(double peak, double seconds) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      time.pass(Duration.ofMillis(50));
      studio.heard("mic", peak);
      studio.heard("radio", peak);
      studio.lookNow();
    }
    settle();
  }

  /** What ends just now has ended. */
  private void settle() {
    studio.lookNow();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (takes().stream().anyMatch(Take::isEnding) && System.nanoTime() < end) {
      studio.lookNow();
    }
    studio.lookNow();
  }

  private void loud(double seconds) {
    hear(-20, seconds);
  }

  private void silent(double seconds) {
    hear(-60, seconds);
  }

  private void press(Verb verb) {
    Commander anna = new Commander.Trusted("Anna", StartedBy.PERSON);
    Answer answer =
        studio.command(new Order("r" + requests++, verb, "mic", anna, ""), Duration.ofSeconds(30));
    assertThat(answer).isInstanceOf(Answer.Told.class);
    settle();
  }

  private List<Take> takes() {
    return studio.takes("mic", 10);
  }

  @Test
  void itBeginsWhereItBecameLoudWithThePreRollAndEndsWithTheSilence() {
    silent(60);
    Instant loud = time.now();
    loud(1.9);
    assertThat(takes()).isEmpty();
    loud(1);
    Take take = takes().getFirst();
    assertThat(take.origin().startedBy()).isEqualTo(StartedBy.LEVEL);
    assertThat(Duration.between(take.extent().from().orElseThrow(), loud))
        .isBetween(ModelRecorder.PRE_ROLL, ModelRecorder.PRE_ROLL.plusSeconds(1));
    assertThat(take.extent().preRoll()).isEqualTo(ModelRecorder.PRE_ROLL);
    silent(29);
    assertThat(takes().getFirst().isRunning()).isTrue();
    loud(0.1);
    silent(29.8);
    assertThat(takes().getFirst().isRunning()).as("one sound is enough").isTrue();
    silent(0.3);
    assertThat(takes().getFirst().isRunning()).isFalse();
    assertThat(takes()).hasSize(1);
    assertThat(studio.takes("radio", 1)).as("recorded anyway").isEmpty();
  }

  @Test
  void shortPausesCountAsLoudAndClicksDoNot() {
    for (int i = 0; i < 10; i++) {
      loud(0.1);
      silent(1);
    }
    assertThat(takes()).isEmpty();
    for (int i = 0; i < 6; i++) {
      loud(0.2);
      silent(0.3);
    }
    assertThat(takes()).hasSize(1);
  }

  @Test
  void aPersonsStopHoldsItBackUntilItWasSilentOnce() {
    loud(3);
    press(Verb.STOP);
    loud(60);
    silent(20);
    loud(60);
    assertThat(takes()).hasSize(1).noneMatch(Take::isRunning);
    silent(31);
    loud(3);
    assertThat(takes()).hasSize(2);
  }

  @Test
  void aPersonsTakeIsEnoughAndItsStopHoldsItBackToo() {
    press(Verb.START);
    loud(10);
    assertThat(takes()).hasSize(1);
    press(Verb.STOP);
    loud(10);
    assertThat(takes()).hasSize(1).noneMatch(Take::isRunning);
  }

  @Test
  void aPersonMayRecordInTheSameCaptureAndThatGoesOn() {
    loud(3);
    press(Verb.START);
    silent(31);
    assertThat(takes()).filteredOn(Take::isRunning).hasSize(1);
    press(Verb.STOP);
    assertThat(takes()).hasSize(2).allMatch(Take::isSpan).noneMatch(Take::isRunning);
    assertThat(recorder.captured()).hasSize(1);
  }

  @Test
  void aRestartGoesOnAndTheSilenceBehindItEndsIt() {
    loud(3);
    studio.close();
    recorder.restart(time.now(), time.now());
    open();
    settle();
    silent(10);
    assertThat(takes()).hasSize(1).allMatch(Take::isRunning);
    silent(21);
    assertThat(takes()).hasSize(1).noneMatch(Take::isRunning);
  }

  @Test
  void whoTakesTheTriggerAwayEndsItsTake() {
    loud(3);
    studio.trigger(Map.of());
    settle();
    assertThat(takes()).hasSize(1).noneMatch(Take::isRunning);
  }
}
