package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock against simulated stations of which the truth is known; all times in nanoseconds. */
class AirClockTest {
  private static final SampleRate RATE = new SampleRate(44_100);
  private static final int PACKET = 1_152;
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long START = 7_777 * SECOND;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final AirClock clock = new AirClock(RATE);
  private long samples;

  /** How long after the truth a packet is seen. */
  private interface Delay {
    long after(long truth);
  }

  private static long media(long samples) {
    return RATE.duration(samples).toNanos();
  }

  /** A burst: {@code seconds} of audio whose newest sample is on air now, seen at once. */
  private void burst(double seconds) {
    long end = Math.round(seconds * RATE.hertz() / PACKET) * PACKET;
    while (samples < end) {
      samples += PACKET;
      clock.observe(samples, START + media(end));
    }
  }

  /** The station sends in real time by a clock that is slow by {@code ppm}. */
  private void play(Duration duration, double ppm, long late, Delay delay) {
    long end = samples + RATE.samples(duration);
    while (samples < end) {
      samples += PACKET;
      long truth = truth(samples, ppm) + late;
      clock.observe(samples, truth + delay.after(truth));
    }
  }

  private static long truth(long samples, double ppm) {
    return START + media(samples) + Math.round(media(samples) * ppm / 1e6);
  }

  private long jitter(long most) {
    return (long) (random.nextDouble() * random.nextDouble() * most);
  }

  /** A reader that looks every 400 ms, and always a little late. */
  private long batched(long truth) {
    long period = 400 * MS;
    return period - Math.floorMod(truth, period) + jitter(5 * MS);
  }

  private long error(long atSamples, double ppm, long late) {
    return clock.arrivalOf(atSamples).orElseThrow() - truth(atSamples, ppm) - late;
  }

  @Test
  void aCopyKnowsTheSameAndGoesOnByItself() {
    play(Duration.ofMinutes(20), 30, 0, _ -> jitter(20 * MS));
    AirClock copy = clock.copy();
    assertThat(copy.driftPpm()).isEqualTo(clock.driftPpm());
    OptionalLong known = clock.arrivalOf(samples);
    assertThat(copy.arrivalOf(samples)).isEqualTo(known);
    clock.observe(samples, known.getAsLong() - SECOND);
    assertThat(clock.arrivalOf(samples)).isNotEqualTo(known);
    assertThat(copy.arrivalOf(samples)).isEqualTo(known);
  }

  @Test
  void nothingIsKnownBeforeTheFirstPacket() {
    assertThat(clock.arrivalOf(0)).isEmpty();
    assertThat(clock.move(0, 5)).isEqualTo(OptionalLong.empty());
    assertThat(clock.driftPpm()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 4.1, 32.8})
  void aBurstAtTheStartDoesNotMoveTheClock(double seconds) {
    burst(seconds);
    assertThat(error(0, 0, 0)).isZero();
    play(Duration.ofMinutes(3), 0, 0, _ -> 0);
    assertThat(error(0, 0, 0)).isZero();
    assertThat(error(samples, 0, 0)).isZero();
  }

  @Test
  void aBurstThatTakesSecondsIsFollowedToItsEdge() {
    long newest = RATE.samples(Duration.ofSeconds(32));
    long live = START + media(newest);
    while (samples < newest) {
      samples += PACKET;
      clock.observe(samples, live + Math.round(samples * 3.0 * SECOND / newest));
    }
    samples = newest;
    play(Duration.ofSeconds(30), 0, 0, _ -> 0);
    assertThat(error(0, 0, 0)).as("seed " + seed).isBetween(-MS, MS);
  }

  @Test
  void jitterOnlyAddsAndIsTakenAway() {
    play(Duration.ofMinutes(10), 0, 0, _ -> jitter(2 * SECOND));
    // the least of some thousand delays: about a millisecond, and 10 once in many thousand runs
    assertThat(error(samples, 0, 0)).as("seed " + seed).isBetween(0L, 10 * MS);
  }

  @Test
  void aLongStallThatIsCaughtUpMovesNothing() {
    play(Duration.ofMinutes(4), 0, 0, _ -> 0);
    long jam = truth(samples, 0) + 20 * SECOND;
    play(Duration.ofMinutes(2), 0, 0, truth -> Math.max(0, jam - truth));
    assertThat(error(samples, 0, 0)).isZero();
  }

  @Test
  void readingInBatchesCostsAtMostMilliseconds() {
    play(Duration.ofMinutes(5), 0, 0, this::batched);
    assertThat(error(samples, 0, 0)).as("seed " + seed).isBetween(0L, 26 * MS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-100, -20, 0, 3, 100})
  void driftIsFollowedAndMeasuredForADay(double ppm) {
    burst(4.1);
    play(Duration.ofMinutes(8), ppm, 0, this::batched);
    assertThat(clock.driftPpm()).isEmpty();
    assertThat(error(samples, ppm, 0)).as("seed " + seed).isBetween(-31 * MS, 31 * MS);
    for (int hour = 0; hour < 24; hour++) {
      play(Duration.ofHours(1), ppm, 0, this::batched);
      long hourAgo = samples - RATE.samples(Duration.ofHours(1));
      assertThat(error(samples, ppm, 0)).as("seed " + seed).isBetween(-15 * MS, 31 * MS);
      assertThat(error(hourAgo, ppm, 0)).as("seed " + seed).isBetween(-30 * MS, 45 * MS);
    }
    assertThat(clock.driftPpm().orElseThrow()).as("seed " + seed).isCloseTo(ppm, within(0.5));
  }

  @Test
  void driftAloneNeverLooksLikeAMoveOfAStart() {
    play(Duration.ofMinutes(1), 100, 0, this::batched);
    long start = samples;
    long told = clock.arrivalOf(start).orElseThrow();
    for (int minute = 0; minute < 120; minute++) {
      play(Duration.ofMinutes(1), 100, 0, this::batched);
      assertThat(clock.move(start, told).orElseThrow())
          .as("seed " + seed + ", minute " + minute)
          .isBetween(-100 * MS, 100 * MS);
    }
  }

  @Test
  void aPauseOfTheStationIsFollowedWithinFortySeconds() {
    play(Duration.ofMinutes(20), 0, 0, _ -> jitter(30 * MS));
    long told = clock.arrivalOf(samples).orElseThrow();
    long late = 10 * SECOND;
    play(Duration.ofSeconds(41), 0, late, _ -> jitter(30 * MS));
    assertThat(error(samples, 0, late)).as("seed " + seed).isBetween(0L, 3 * MS);
    assertThat(clock.move(samples, told + media(0)).orElseThrow()).isGreaterThan(late);
  }

  @Test
  void aStationThatSkipsIsFollowedAtOnce() {
    play(Duration.ofMinutes(20), 0, 0, _ -> 0);
    long early = -5 * SECOND;
    play(Duration.ofSeconds(1), 0, early, _ -> 0);
    assertThat(error(samples, 0, early)).isBetween(0L, MS);
    for (int minute = 0; minute < 15; minute++) {
      play(Duration.ofMinutes(1), 0, early, _ -> 0);
      assertThat(error(samples, 0, early)).isZero();
    }
  }

  @Test
  void afterAStepTheDriftIsFoundAgain() {
    play(Duration.ofMinutes(20), 50, 0, _ -> jitter(10 * MS));
    play(Duration.ofMinutes(20), 50, -5 * SECOND, _ -> jitter(10 * MS));
    assertThat(clock.driftPpm().orElseThrow()).as("seed " + seed).isCloseTo(50, within(5.0));
    play(Duration.ofMinutes(20), 50, 3 * SECOND, _ -> jitter(10 * MS));
    assertThat(clock.driftPpm().orElseThrow()).as("seed " + seed).isCloseTo(50, within(5.0));
  }

  @Test
  void aYearOfAudioDoesNotBlurTheArithmetic() {
    samples = RATE.samples(Duration.ofDays(365));
    play(Duration.ofMinutes(15), 0, 0, _ -> 0);
    assertThat(error(samples, 0, 0)).isZero();
  }
}
