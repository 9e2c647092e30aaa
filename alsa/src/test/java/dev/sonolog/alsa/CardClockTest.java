package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CardClockTest {
  private static final int RATE = 48_000;
  private static final long PERIOD = RATE / 40;

  @Test
  void aFreshCardGoesAtItsNominalRateFromItsStart() {
    CardClock clock = new CardClock(RATE);
    clock.restart(1_000, 5_000_000_000L);
    assertThat(clock.frameAt(7_000_000_000L)).isEqualTo(1_000 + 2 * RATE);
  }

  @Test
  void aQuartzThatIsOffIsLearned() {
    CardClock clock = new CardClock(RATE);
    Quartz quartz = new Quartz(clock, 1.000_3, 0);
    quartz.run(3_600);
    long hourLater = quartz.nanos + 600_000_000_000L;
    assertThat(clock.frameAt(hourLater)).isCloseTo(quartz.frameAt(hourLater), within(20));
  }

  @Test
  void lateMomentsDoNotHideWhereTheCardIs() {
    long seed = 20_261;
    System.out.println("seed " + seed);
    CardClock clock = new CardClock(RATE);
    Quartz quartz = new Quartz(clock, 0.999_9, seed);
    quartz.run(120);
    long later = quartz.nanos + 3_000_000_000L;
    assertThat(clock.frameAt(later)).isCloseTo(quartz.frameAt(later), within(PERIOD));
  }

  @Test
  void theRateIsKeptOverAStart() {
    CardClock clock = new CardClock(RATE);
    Quartz quartz = new Quartz(clock, 1.000_3, 0);
    quartz.run(60);
    clock.restart(0, 0);
    assertThat(clock.frameAt(100_000_000_000L)).isCloseTo(4_801_440, within(20));
  }

  private static org.assertj.core.data.Offset<Long> within(long frames) {
    return org.assertj.core.api.Assertions.within(frames);
  }

  /** A card whose moments are noted up to 20 ms late, unless the seed is 0. */
  private static final class Quartz {
    private final CardClock clock;
    private final double speed;
    private final Random random;
    private final boolean late;
    private long nanos;

    Quartz(CardClock clock, double speed, long seed) {
      this.clock = clock;
      this.speed = speed;
      this.random = new Random(seed);
      this.late = seed != 0;
      clock.restart(0, 0);
    }

    void run(int seconds) {
      for (int i = 0; i < seconds * 40; i++) {
        nanos += 25_000_000L;
        clock.note(frameAt(nanos), nanos + (late ? random.nextInt(20_000_000) : 0));
      }
    }

    long frameAt(long at) {
      return Math.round(at * speed * RATE / 1e9);
    }
  }
}
