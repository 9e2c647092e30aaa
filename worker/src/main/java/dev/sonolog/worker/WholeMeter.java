package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.LevelMeter;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummaryMeter;
import dev.sonolog.measure.SummarySettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Measures a {@link SoundSummary}. */
final class WholeMeter implements Meter<SoundSummary> {
  private final SummaryMeter meter;
  private final int stride;
  private byte[] packed = {};

  /**
   * @throws AvException if the rate is too low to be measured
   */
  WholeMeter(Shape shape, SummarySettings settings) throws AvException {
    if (shape.rate() < LevelMeter.MIN_HERTZ) {
      throw new AvException(
          "The loudness of a rate of "
              + shape.rate()
              + " Hz cannot be measured; "
              + LevelMeter.MIN_HERTZ
              + " Hz is the least");
    }
    this.meter =
        new SummaryMeter(
            shape.measured(), shape.channels(), new SampleRate(shape.rate()), settings);
    this.stride = shape.channels() * shape.measured().length();
  }

  @Override
  public void add(byte[] bytes, int length) {
    meter.add(bytes, 0, length);
  }

  @Override
  public void add(float[][] planes, int count) {
    int length = count * stride;
    if (packed.length < length) {
      packed = new byte[length];
    }
    ByteBuffer out = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < count; frame++) {
      for (float[] plane : planes) {
        out.putFloat(plane[frame]);
      }
    }
    meter.add(packed, 0, length);
  }

  @Override
  public long frames() {
    return meter.frames();
  }

  @Override
  public SoundSummary result(Facts facts) throws AvException {
    return meter.finish().orElseThrow(() -> new AvException("No audio came out of it"));
  }
}
