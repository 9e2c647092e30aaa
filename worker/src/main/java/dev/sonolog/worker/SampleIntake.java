package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.LevelMeter;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Takes decoded frames and measures them, in the format of the first. What is 16 bits or less is
 * measured as 16 bits, other whole numbers as 32, and the rest as floating-point numbers. Owned by
 * one thread.
 *
 * @param <T> what is measured
 */
final class SampleIntake<T> implements AutoCloseable {
  private final Shape shape;
  private final SampleFormat measured;
  private final Meter<T> meter;
  private final Converter converter;
  private final long mostFrames;
  private byte[] bytes = new byte[0];
  private float[][] planes;

  /**
   * @param first the first frame of the file; it is not added by this
   * @throws AvException if its format is none that can be measured
   */
  SampleIntake(AVFrame first, Meter.Maker<T> maker) throws AvException {
    this.shape = Shape.of(first);
    if (shape.channels() < 1 || shape.channels() > LevelMeter.MAX_CHANNELS) {
      throw new AvException(
          shape.channels() + " channels; 1 to " + LevelMeter.MAX_CHANNELS + " can be measured");
    }
    this.measured = shape.measured();
    checkRate(shape);
    this.meter = maker.make(shape);
    this.converter = new Converter(first, shape);
    this.mostFrames = LevelData.maxFrames(shape.channels());
    this.planes = new float[shape.channels()][0];
  }

  private static void checkRate(Shape shape) throws AvException {
    if (shape.rate() < 1 || shape.rate() > SampleRate.MAX_HERTZ) {
      throw new AvException("A rate of " + shape.rate() + " Hz cannot be measured");
    }
  }

  /** Measures a frame. */
  void add(AVFrame frame) throws AvException {
    if (!Shape.of(frame).equals(shape)) {
      add(converter.convert(frame));
    } else if (shape.format() == avutil.AV_SAMPLE_FMT_FLTP) {
      addPlanes(frame);
    } else if (shape.format() == shape.packed()) {
      add(frame.data(0), frame.nb_samples());
    } else {
      add(converter.convert(frame));
    }
    if (meter.frames() > mostFrames) {
      throw new AvException("More than " + mostFrames + " frames cannot be measured in one go");
    }
  }

  /** Measures what a change of format held back. */
  void finish() throws AvException {
    add(converter.rest());
  }

  private void add(Converter.Converted converted) {
    if (converted.frames() > 0) {
      add(converted.samples(), converted.frames());
    }
  }

  private void add(BytePointer data, int frames) {
    int length = frames * shape.channels() * measured.length();
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    data.get(bytes, 0, length);
    meter.add(bytes, length);
  }

  private void addPlanes(AVFrame frame) {
    int count = frame.nb_samples();
    if (planes[0].length < count) {
      planes = new float[planes.length][count];
    }
    for (int channel = 0; channel < planes.length; channel++) {
      new FloatPointer(frame.extended_data(channel)).get(planes[channel], 0, count);
    }
    meter.add(planes, count);
  }

  boolean isComplete() {
    return meter.isComplete();
  }

  long frames() {
    return meter.frames();
  }

  int rate() {
    return shape.rate();
  }

  /** What was measured. */
  T result(Meter.Facts facts) throws AvException {
    return meter.result(facts);
  }

  @Override
  public void close() {
    converter.close();
  }
}
