package dev.sonolog.server.pirecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientLogTest {
  private final AtomicLong clock = new AtomicLong();
  private final ClientLog log = new ClientLog(clock::get);

  private int written(int lines) {
    int written = 0;
    for (int i = 0; i < lines; i++) {
      written += log.write(Level.DEBUG, "a1", "line " + i) ? 1 : 0;
    }
    return written;
  }

  @Test
  void clientsDoNotFillTheLog() {
    assertThat(written(1_000)).isEqualTo(60);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(written(10)).isZero();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(written(10)).isEqualTo(10);
  }
}
