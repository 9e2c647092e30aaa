package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final int RATE = 48_000;
  private static final int PERIOD = RATE / 40;
  private static final long PERIOD_NANOS = 25_000_000L;

  private final Lateness lateness = new Lateness(RATE);
  private long frame;
  private long nanos;
  private long missing;

  @Test
  void aCardThatGoesOnLosesNothing() {
    lateness.restart(0, 0);
    run(3_600);
    assertThat(missing).isZero();
  }

  @Test
  void whatIsLostWithoutAWordIsFoundWithinTenSeconds() {
    lateness.restart(0, 0);
    run(60);
    nanos += 2_000_000_000L;
    run(10);
    assertThat(missing).isEqualTo(2 * RATE);
    run(60);
    assertThat(missing).isEqualTo(2 * RATE);
  }

  @Test
  void whoMakesUpForBeingLateLostNothing() {
    lateness.restart(0, 0);
    run(60);
    nanos += 4_000_000_000L;
    note();
    frame += 4 * RATE;
    run(60);
    assertThat(missing).isZero();
  }

  @Test
  void aQuartzThatIsOffLosesNothing() {
    lateness.restart(0, 0);
    for (int i = 0; i < 3_600 * 40; i++) {
      nanos += PERIOD_NANOS + 12_500;
      frame += PERIOD;
      note();
    }
    assertThat(missing).isZero();
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds * 40; i++) {
      nanos += PERIOD_NANOS;
      frame += PERIOD;
      note();
    }
  }

  private void note() {
    long found = lateness.missing(frame, nanos);
    frame += found;
    missing += found;
  }
}
