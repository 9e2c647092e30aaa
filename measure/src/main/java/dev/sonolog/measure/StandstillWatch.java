package dev.sonolog.measure;

import java.util.function.Consumer;

/** Tells when no channel moves any more. */
final class StandstillWatch {
  private final float[] values;
  private final long after;

  private boolean still;
  private boolean told;
  private long begin;

  /** The time is in samples. */
  StandstillWatch(int channels, long after) {
    this.values = new float[channels];
    this.after = after;
  }

  void add(LevelReading reading, Consumer<? super SignalEvent> events) {
    boolean constant = reading.channels().stream().allMatch(ChannelLevel::constant);
    boolean same = keepValues(reading);
    if (told && !(constant && same)) {
      told = false;
      long length = reading.start() - begin;
      events.accept(new SignalEvent.StandstillEnded(reading.start(), reading.position(), length));
    }
    begin = still && constant && same ? begin : reading.start();
    still = constant;
    if (still && !told && reading.position() - begin >= after) {
      told = true;
      events.accept(new SignalEvent.StandstillBegan(begin, reading.position()));
    }
  }

  /** Whether each channel begins where it was; a level that is another is a movement. */
  private boolean keepValues(LevelReading reading) {
    boolean same = true;
    for (int i = 0; i < values.length; i++) {
      float value = reading.channels().get(i).lowest();
      same &= value == values[i];
      values[i] = value;
    }
    return same;
  }
}
