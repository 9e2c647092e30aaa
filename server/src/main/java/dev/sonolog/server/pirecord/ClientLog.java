package dev.sonolog.server.pirecord;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What clients have to say for the log: a line each, so many in a minute; of the others only their
 * number is told. Any thread.
 */
final class ClientLog {
  private static final Logger LOG = System.getLogger(ClientLog.class.getName());
  private static final int LONGEST = 500;
  private static final int MOST = 60;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private long began;
  private int lines;
  private int left;

  /**
   * @param nanos the monotonic clock
   */
  ClientLog(LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /**
   * Writes a line.
   *
   * @return whether there was room for it
   */
  synchronized boolean write(Level level, String client, String text) {
    if (nanos.getAsLong() - began >= MINUTE) {
      if (left > 0) {
        LOG.log(Level.WARNING, "Clients had {0} more lines for the log", left);
      }
      began = nanos.getAsLong();
      lines = 0;
      left = 0;
    }
    if (lines == MOST) {
      left++;
      return false;
    }
    lines++;
    LOG.log(level, "Client {0} says: {1}", client, line(text));
    return true;
  }

  private static String line(String text) {
    String shorter = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return shorter.replaceAll("\\p{Cntrl}", " ");
  }
}
