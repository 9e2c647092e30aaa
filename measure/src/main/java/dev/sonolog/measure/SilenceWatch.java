package dev.sonolog.measure;

import java.util.function.Consumer;

/**
 * Tells silence from signal. Both must last: a signal that is shorter than its time is passed over,
 * as if it were part of the silence around it.
 */
final class SilenceWatch {
  private final double below;
  private final long silenceAfter;
  private final long signalAfter;

  private boolean silent;
  private boolean quiet;
  private boolean loud;
  private long quietBegin;
  private long loudBegin;

  /** Times are in samples. */
  SilenceWatch(double below, long silenceAfter, long signalAfter) {
    this.below = below;
    this.silenceAfter = silenceAfter;
    this.signalAfter = signalAfter;
  }

  void add(LevelReading reading, Consumer<? super SignalEvent> events) {
    if (reading.peak() < below) {
      addQuiet(reading, events);
    } else {
      addLoud(reading, events);
    }
  }

  private void addQuiet(LevelReading reading, Consumer<? super SignalEvent> events) {
    quietBegin = quiet ? quietBegin : reading.start();
    quiet = true;
    loud = false;
    if (!silent && reading.position() - quietBegin >= silenceAfter) {
      silent = true;
      events.accept(new SignalEvent.SilenceBegan(quietBegin, reading.position()));
    }
  }

  private void addLoud(LevelReading reading, Consumer<? super SignalEvent> events) {
    loudBegin = loud ? loudBegin : reading.start();
    loud = true;
    if (reading.position() - loudBegin >= signalAfter) {
      endQuiet(reading, events);
    }
  }

  private void endQuiet(LevelReading reading, Consumer<? super SignalEvent> events) {
    quiet = false;
    if (silent) {
      silent = false;
      long length = loudBegin - quietBegin;
      events.accept(new SignalEvent.SilenceEnded(loudBegin, reading.position(), length));
    }
  }
}
