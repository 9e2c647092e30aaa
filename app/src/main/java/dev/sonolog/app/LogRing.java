package dev.sonolog.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sonolog.server.service.StationService.LogLine;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The last lines of the log, for who looks at it from afar. Whoever logs writes into it: it never
 * waits, and is bounded in lines and in the length of each. Any thread.
 */
final class LogRing extends AppenderBase<ILoggingEvent> {
  private static final int MOST = 1_000;

  /** Longer lines are cut, in characters. */
  private static final int LONGEST = 2_000;

  private final ArrayDeque<LogLine> lines = new ArrayDeque<>();

  @Override
  protected void append(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    LogLine line =
        new LogLine(
            event.getInstant().toString(),
            event.getLevel().equals(Level.WARN) ? "WARNING" : event.getLevel().toString(),
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
