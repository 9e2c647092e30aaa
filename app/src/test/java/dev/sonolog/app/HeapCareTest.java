package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapCareTest {
  private static final long MEBIBYTE = 1 << 20;

  private final HeapCare care = new HeapCare();

  private boolean isDue(long mebibytes) {
    return care.isDue(mebibytes * MEBIBYTE);
  }

  @Test
  void aHeapIsLookedThroughWhenItIsFarLargerThanWhatIsInUse() {
    care.collected(60 * MEBIBYTE, 30 * MEBIBYTE);
    assertThat(isDue(60)).isFalse();
    assertThat(isDue(138)).as("3 times 30 and 48 MiB").isFalse();
    assertThat(isDue(139)).isTrue();
  }

  @Test
  void oneThatCannotBecomeSmallerIsNotLookedThroughAgainAndAgain() {
    care.collected(400 * MEBIBYTE, 30 * MEBIBYTE);
    assertThat(isDue(400)).isFalse();
    assertThat(isDue(600)).isFalse();
    assertThat(isDue(601)).isTrue();
  }

  @Test
  void theFirstTimeIsSoonAfterTheStart() {
    assertThat(isDue(48)).isFalse();
    assertThat(isDue(49)).isTrue();
  }
}
