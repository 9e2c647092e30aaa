package dev.sonolog.app;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * What a running recorder does on signals: SIGTERM and SIGINT stop it in order, a second SIGINT at
 * once, SIGHUP reloads the configuration. Each action runs on a thread of its own, since the one
 * that delivers signals must not wait.
 */
final class Signals {
  /** As shells count a death by SIGINT. */
  private static final int INTERRUPTED = 130;

  private Signals() {}

  static void handle(Runnable stop, Runnable reload) {
    AtomicInteger interrupts = new AtomicInteger();
    Signal.handle(new Signal("TERM"), _ -> start("stop", stop));
    Signal.handle(
        new Signal("INT"),
        _ -> {
          if (interrupts.getAndIncrement() == 0) {
            start("stop", stop);
          } else {
            System.err.println(
                "Interrupted twice: not waiting any longer. Open files are repaired at the next"
                    + " start.");
            Runtime.getRuntime().halt(INTERRUPTED);
          }
        });
    Signal.handle(new Signal("HUP"), _ -> start("reload", reload));
  }

  private static void start(String name, Runnable action) {
    Thread.ofPlatform().daemon().name(name).start(action);
  }
}
