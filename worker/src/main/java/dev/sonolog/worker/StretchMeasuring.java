package dev.sonolog.worker;

import dev.sonolog.jobs.Message;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Measures a file that nothing is wrong with in stretches, each on the thread that decodes it, and
 * puts together what comes of them: for codecs of floating-point samples whose packets depend on
 * few others, and for what can be measured in parts. Of any other file it measures nothing, and
 * {@link Measuring} makes the best of it. Made for one file; one thread, beside those that decode.
 *
 * @param <T> what is measured
 */
final class StretchMeasuring<T> {
  private final AudioFile file;
  private final PacketMemory memory;
  private final Shape shape;
  private final Meter.Maker<T> maker;
  private final Meter<T> meter;
  private final MeterAdvance advance;

  /**
   * What can measure a file so.
   *
   * @param file of which nothing was read yet; its owner closes it
   * @return empty where nothing can
   */
  static <T> Optional<StretchMeasuring<T>> of(
      AudioFile file, Meter.Maker<T> maker, Consumer<Message.Progress> progress) {
    Shape shape = Shape.of(file);
    boolean suits =
        Decoding.THREADS > 1
            && shape.format() == avutil.AV_SAMPLE_FMT_FLTP
            && shape.canBeMeasured();
    try {
      Optional<PacketMemory> memory = suits ? PacketMemory.of(file) : Optional.empty();
      if (memory.isEmpty()) {
        return Optional.empty();
      }
      Meter<T> meter = maker.make(shape);
      return meter.grain().isPresent()
          ? Optional.of(new StretchMeasuring<>(file, memory.get(), shape, maker, meter, progress))
          : Optional.empty();
    } catch (AvException _) { // it is tried by another way, which tells what is wrong
      return Optional.empty();
    }
  }

  private StretchMeasuring(
      AudioFile file,
      PacketMemory memory,
      Shape shape,
      Meter.Maker<T> maker,
      Meter<T> meter,
      Consumer<Message.Progress> progress) {
    this.file = file;
    this.memory = memory;
    this.shape = shape;
    this.maker = maker;
    this.meter = meter;
    this.advance =
        new MeterAdvance(meter, shape.channels(), file.expectedFrames(shape.rate()), progress);
  }

  /**
   * What is measured of it; asked once.
   *
   * @return empty where something is wrong with it
   */
  Optional<T> measure() {
    int grain = meter.grain().orElseThrow();
    try (Stretches<StretchMeter.Measured<T>> stretches =
        new Stretches<>(
            file,
            new JoinedStretches(file, memory),
            stretch -> new StretchMeter<>(stretch, shape, maker.make(shape), grain))) {
      Optional<StretchMeter.Measured<T>> next = stretches.next();
      while (next.isPresent()) {
        if (!isJoined(next.get())) {
          return Optional.empty();
        }
        next = stretches.next();
      }
      boolean isSound = meter.frames() > 0 && stretches.broken() == 0;
      return isSound
          ? Optional.of(meter.result(new Meter.Facts(file.codecName(), stretches.rawBits(), 0)))
          : Optional.empty();
    } catch (AvException _) { // it is tried by another way, which tells what is wrong
      return Optional.empty();
    }
  }

  /** Whether a stretch came out as long as the demuxer says it is. */
  private boolean isJoined(StretchMeter.Measured<T> stretch) throws AvException {
    stretch.joinTo(meter);
    advance.check();
    return meter.frames() == stretch.end();
  }
}
