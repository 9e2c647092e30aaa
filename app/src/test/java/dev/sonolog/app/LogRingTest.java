package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.sonolog.server.service.StationService.LogLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last lines of the log. */
class LogRingTest {
  private static LogRing filled(int lines) {
    LoggerContext context = new LoggerContext();
    LogRing ring = new LogRing();
    ring.setContext(context);
    ring.start();
    Logger log = context.getLogger("test");
    log.setLevel(Level.INFO);
    log.addAppender(ring);
    for (int i = 0; i < lines; i++) {
      log.warn("line {}", i);
    }
    log.debug("not wanted");
    log.error("x".repeat(10_000));
    return ring;
  }

  @Test
  void theNewestLinesAreKeptTheNewestLast() {
    List<LogLine> last = filled(3).last(3);
    assertThat(last).extracting(LogLine::level).containsExactly("WARNING", "WARNING", "ERROR");
    assertThat(last.getFirst().message()).isEqualTo("line 1");
    assertThat(Instant.parse(last.getFirst().time())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void itIsBoundedInLinesAndInTheLengthOfEach() {
    List<LogLine> all = filled(5_000).last(Integer.MAX_VALUE);
    assertThat(all).hasSize(1_000);
    assertThat(all.getFirst().message()).isEqualTo("line 4001");
    assertThat(all.getLast().message()).hasSize(2_003).endsWith("...");
  }
}
