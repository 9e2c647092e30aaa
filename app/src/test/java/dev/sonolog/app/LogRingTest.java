package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.service.StationService.LogLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last lines of the log. */
class LogRingTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");

  private static LogRing filled(int lines) {
    LogRing ring = new LogRing();
    for (int i = 0; i < lines; i++) {
      ring.add(NOW, "WARNING", "line " + i);
    }
    ring.add(NOW, "ERROR", "x".repeat(10_000));
    return ring;
  }

  @Test
  void theNewestLinesAreKeptTheNewestLast() {
    List<LogLine> last = filled(3).last(3);
    assertThat(last).extracting(LogLine::level).containsExactly("WARNING", "WARNING", "ERROR");
    assertThat(last.getFirst().message()).isEqualTo("line 1");
    assertThat(last.getFirst().time()).isEqualTo("2026-05-23T20:00:00Z");
  }

  @Test
  void itIsBoundedInLinesAndInTheLengthOfEach() {
    List<LogLine> all = filled(5_000).last(Integer.MAX_VALUE);
    assertThat(all).hasSize(1_000);
    assertThat(all.getFirst().message()).isEqualTo("line 4001");
    assertThat(all.getLast().message()).hasSize(2_003).endsWith("...");
  }
}
