package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CatalogueQueueTest {
  private static final CatalogueEntry FACT = new CatalogueEntry.RunResumed("r");

  @Test
  void whoCanWaitLeavesRoomForThoseWhoCannot() {
    CatalogueQueue queue = new CatalogueQueue(100);
    for (int i = 0; i < 10; i++) {
      assertThat(queue.put(FACT, Duration.ZERO)).isTrue();
    }
    assertThat(queue.put(FACT, Duration.ZERO)).as("a rebuild waits").isFalse();
    for (int i = 0; i < 90; i++) {
      assertThat(queue.offer(FACT)).as("a recorder does not").isTrue();
    }
    assertThat(queue.offer(FACT)).isFalse();
    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.take(95)).hasSize(95);
    assertThat(queue.put(FACT, Duration.ZERO)).as("there is room again").isTrue();
  }
}
