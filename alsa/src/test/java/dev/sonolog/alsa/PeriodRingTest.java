package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PeriodRingTest {
  private final PeriodRing ring = new PeriodRing(2, 4);

  @Test
  void periodsComeInTheOrderInWhichTheyWerePublished() {
    publish(1);
    publish(2);
    assertThat(take()).isEqualTo(1);
    publish(3);
    assertThat(take()).isEqualTo(2);
    assertThat(take()).isEqualTo(3);
    assertThat(ring.oldest()).isNull();
  }

  @Test
  void aFullRingGivesNoPlaceUntilOneIsRead() {
    publish(1);
    publish(2);
    assertThat(ring.free()).isNull();
    take();
    assertThat(ring.free()).isNotNull();
  }

  @Test
  void onceFullItGivesNoPlaceUntilHalfOfItIsFree() {
    PeriodRing four = new PeriodRing(4, 1);
    for (int i = 0; i < 4; i++) {
      four.close(Objects.requireNonNull(four.free()));
    }
    four.publish();
    assertThat(four.free()).isNull();
    four.release();
    assertThat(four.free()).isNull();
    four.release();
    assertThat(four.free()).isNotNull();
    four.close(Objects.requireNonNull(four.free()));
    assertThat(four.free()).as("it was not full since").isNotNull();
  }

  @Test
  void whatIsLostWhileItIsFullGrowsAndStandsInFrontOfTheNextPeriod() {
    publish(1);
    publish(2);
    ring.lose(LossCause.FULL, 100);
    ring.lose(LossCause.FULL, 20);
    ring.lose(LossCause.OVERRUN, 3);
    take();
    publish(3);
    assertThat(Objects.requireNonNull(ring.oldest()).lost).containsOnly(0);
    take();
    long[] lost = Objects.requireNonNull(ring.oldest()).lost;
    assertThat(lost[LossCause.FULL.place()]).isEqualTo(120);
    assertThat(lost[LossCause.OVERRUN.place()]).isEqualTo(3);
    take();
    publish(4);
    assertThat(Objects.requireNonNull(ring.oldest()).lost).containsOnly(0);
  }

  @Test
  void whatIsLostLastIsThereAtTheEnd() {
    ring.lose(LossCause.FULL, 7);
    ring.end();
    assertThat(ring.ended()).isTrue();
    assertThat(ring.lostAtEnd()[LossCause.FULL.place()]).isEqualTo(7);
  }

  @Test
  void aWaitEndsAtOnceWhenThereIsSomething() {
    publish(1);
    ring.await(Duration.ofHours(1));
    take();
    ring.end();
    ring.await(Duration.ofHours(1));
  }

  @Test
  void periodsOfOneBatchAreTogetherUpToALoss() {
    PeriodRing eight = new PeriodRing(8, 1);
    fill(eight, 2);
    assertThat(eight.together()).as("nobody has them yet").isZero();
    assertThat(eight.oldest()).isNull();
    eight.publish();
    fill(eight, 1);
    eight.lose(LossCause.OVERRUN, 9);
    fill(eight, 2);
    eight.publish();
    assertThat(eight.together()).isEqualTo(2);
    release(eight, 2);
    assertThat(eight.together()).as("up to the loss").isEqualTo(1);
    release(eight, 1);
    assertThat(eight.together()).as("behind the loss").isEqualTo(2);
  }

  @Test
  void theEndPublishesWhatIsThere() {
    fill(ring, 1);
    ring.end();
    assertThat(ring.oldest()).isNotNull();
  }

  private static void fill(PeriodRing ring, int periods) {
    for (int i = 0; i < periods; i++) {
      ring.close(Objects.requireNonNull(ring.free()));
    }
  }

  private static void release(PeriodRing ring, int periods) {
    for (int i = 0; i < periods; i++) {
      ring.release();
    }
  }

  private void publish(int frames) {
    PeriodRing.Slot slot = Objects.requireNonNull(ring.free());
    slot.frames = frames;
    ring.close(slot);
    ring.publish();
  }

  private int take() {
    int frames = Objects.requireNonNull(ring.oldest()).frames;
    ring.release();
    return frames;
  }
}
