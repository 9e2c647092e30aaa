package dev.sonolog.worker;

import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.Message;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tells how far a meter is, and sees to it that no more is measured in one go than can be. Owned by
 * the thread that measures.
 */
final class MeterAdvance {
  /** Frames between two steps of the progress: some 20 seconds of audio. */
  private static final long FRAMES_PER_STEP = 1 << 20;

  private final Meter<?> meter;
  private final long most;
  private final OptionalLong expected;
  private final Consumer<Message.Progress> progress;
  private long told;

  /**
   * @param expected how many frames there are, where that is known
   */
  MeterAdvance(
      Meter<?> meter, int channels, OptionalLong expected, Consumer<Message.Progress> progress) {
    this.meter = meter;
    this.most = LevelData.maxFrames(channels);
    this.expected = expected;
    this.progress = progress;
  }

  /**
   * Looks how far it is.
   *
   * @throws AvException if it is too far
   */
  void check() throws AvException {
    if (meter.frames() > most) {
      throw new AvException("More than " + most + " frames cannot be measured in one go");
    }
    if (meter.frames() - told >= FRAMES_PER_STEP) {
      told = meter.frames();
      progress.accept(new Message.Progress(told, expected));
    }
  }
}
