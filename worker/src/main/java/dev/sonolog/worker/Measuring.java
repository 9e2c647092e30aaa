package dev.sonolog.worker;

import dev.sonolog.jobs.Message;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file and measures it. Made for one job; one thread, which decoders may multiply.
 *
 * @param <T> what is measured
 */
final class Measuring<T> implements AutoCloseable {
  /** Frames between two steps of the progress: some 20 seconds of audio. */
  private static final long FRAMES_PER_STEP = 1 << 20;

  /** Packets of which nothing may come before progress is told all the same. */
  private static final int PACKETS_PER_STEP = 20_000;

  private final AudioFile file;
  private final Decoding decoding;
  private final Consumer<Message.Progress> progress;
  private final Meter.Maker<T> maker;
  private @Nullable SampleIntake<T> intake;
  private long told;
  private int packets;

  /**
   * What is measured of a file.
   *
   * @throws AvException if it cannot be opened or decoded, no audio comes out, or none that can be
   *     measured
   */
  static <T> T measure(Path path, Meter.Maker<T> maker, Consumer<Message.Progress> progress)
      throws AvException {
    Optional<T> ofSoundFlac = FlacMeasuring.measure(path, maker, progress);
    if (ofSoundFlac.isPresent()) {
      return ofSoundFlac.get();
    }
    AudioFile file = AudioFile.open(path);
    Optional<StretchMeasuring<T>> inStretches = StretchMeasuring.of(file, maker, progress);
    if (inStretches.isEmpty()) {
      return measure(file, maker, progress);
    }
    Optional<T> ofSoundFile;
    try (file) {
      ofSoundFile = inStretches.get().measure();
    }
    return ofSoundFile.isPresent()
        ? ofSoundFile.get()
        : measure(AudioFile.open(path), maker, progress);
  }

  private static <T> T measure(
      AudioFile file, Meter.Maker<T> maker, Consumer<Message.Progress> progress)
      throws AvException {
    try (Measuring<T> measuring = new Measuring<>(file, maker, progress)) {
      return measuring.measure();
    }
  }

  /**
   * @param file of which nothing was read yet; it is closed with this
   * @throws AvException if it cannot be decoded
   */
  Measuring(AudioFile file, Meter.Maker<T> maker, Consumer<Message.Progress> progress)
      throws AvException {
    this.file = file;
    this.maker = maker;
    this.progress = progress;
    try {
      this.decoding = Decoding.of(file);
    } catch (AvException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Measures all of it that the meter wants.
   *
   * @throws AvException if no audio comes out, or none that can be measured
   */
  T measure() throws AvException {
    try {
      decoding.decode(this::take, this::pass);
      if (intake == null) {
        throw decoding.nothing();
      }
      intake.finish();
    } catch (PassedException _) {
      // the rest of the file is not wanted
    }
    return Objects.requireNonNull(intake)
        .result(new Meter.Facts(file.codecName(), decoding.rawBits(), decoding.broken()));
  }

  private void take(AVFrame frame) throws AvException {
    SampleIntake<T> taking = intake;
    if (taking == null) {
      taking = new SampleIntake<>(frame, maker);
      intake = taking;
    }
    taking.add(frame);
    if (taking.isComplete()) {
      throw new PassedException();
    }
  }

  private void pass(int count) {
    packets += count;
    long frames = intake == null ? 0 : intake.frames();
    if (frames - told >= FRAMES_PER_STEP || packets >= PACKETS_PER_STEP) {
      told = frames;
      packets = 0;
      int rate = intake == null ? 1 : intake.rate();
      progress.accept(new Message.Progress(frames, file.expectedFrames(rate)));
    }
  }

  @Override
  public void close() {
    if (intake != null) {
      intake.close();
    }
    decoding.close();
    file.close();
  }
}
