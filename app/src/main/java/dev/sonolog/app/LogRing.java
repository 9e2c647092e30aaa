package dev.sonolog.app;

import dev.sonolog.server.service.StationService.LogLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The last lines of the log, for who looks at it from afar. Whoever logs writes into it: it never
 * waits, and is bounded in lines and in the length of each. Any thread.
 */
final class LogRing {
  private static final int MOST = 1_000;

  /** Longer lines are cut, in characters. */
  private static final int LONGEST = 2_000;

  private final ArrayDeque<LogLine> lines = new ArrayDeque<>();

  /** A line that was logged now. */
  void add(Instant time, String level, String message) {
    LogLine line =
        new LogLine(
            time.toString(),
            level,
            message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...");
    synchronized (lines) {
      if (lines.size() == MOST) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  /** The newest, the newest last. */
  List<LogLine> last(int most) {
    synchronized (lines) {
      return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
    }
  }
}
