package dev.sonolog.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The end of what a process says on its standard error output. Filled by a thread of its own. */
final class LastWords {
  private static final int KEPT = 4_000;
  private static final int LINES = 10;

  private final StringBuilder text = new StringBuilder();
  private final Thread thread;

  LastWords(InputStream stream) {
    this.thread = Thread.ofPlatform().daemon().name("worker-stderr").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    byte[] bytes = new byte[1_024];
    try (stream) {
      for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
        keep(new String(bytes, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      keep("(" + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String more) {
    text.append(more);
    text.delete(0, Math.max(0, text.length() - KEPT));
  }

  /** The last lines that it said before it ended; waits a moment for them. */
  String lines() throws InterruptedException {
    thread.join(1_000);
    return last();
  }

  private synchronized String last() {
    List<String> lines = text.toString().strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
