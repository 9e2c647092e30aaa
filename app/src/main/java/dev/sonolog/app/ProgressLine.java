package dev.sonolog.app;

import dev.sonolog.archive.Progress;
import java.io.Console;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * How far a long command is, on one line of a terminal's standard error; nothing where there is no
 * terminal.
 */
final class ProgressLine {
  private static final long INTERVAL_NANOS = 200_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final String verb;
  private final LongFunction<String> amount;
  private final boolean terminal = isTerminal();
  private long shownAt = System.nanoTime() - INTERVAL_NANOS;
  private boolean visible;

  /**
   * @param verb what is being done, in the past tense
   * @param amount how much of it, as people read it
   */
  ProgressLine(String verb, LongFunction<String> amount) {
    this.verb = verb;
    this.amount = amount;
  }

  void show(Progress progress) {
    show(progress, Optional.empty());
  }

  /**
   * @param percent of the file that it is at
   */
  void show(Progress progress, Optional<Integer> percent) {
    if (!terminal || System.nanoTime() - shownAt < INTERVAL_NANOS) {
      return;
    }
    shownAt = System.nanoTime();
    visible = true;
    System.err.printf(
        "%s%s of %s %s  %s%s",
        ERASE,
        amount.apply(progress.done()),
        amount.apply(progress.all()),
        verb,
        progress.file().getFileName(),
        percent.map(it -> "  " + it + " %").orElse(""));
    System.err.flush();
  }

  void clear() {
    if (visible) {
      visible = false;
      System.err.print(ERASE);
      System.err.flush();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // it is null still where a provider says so
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
