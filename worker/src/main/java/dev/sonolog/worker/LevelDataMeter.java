package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.WindowLevels;

/** Measures {@link LevelData}. */
final class LevelDataMeter implements Meter<LevelData> {
  private final Shape shape;
  private final WindowLevels windows;
  private final PeakPyramid peaks;

  LevelDataMeter(Shape shape) {
    this.shape = shape;
    this.windows =
        new WindowLevels(shape.measured(), shape.channels(), new SampleRate(shape.rate()));
    this.peaks = new PeakPyramid(shape.measured(), shape.channels());
  }

  @Override
  public void add(byte[] packed, int length) {
    windows.add(packed, 0, length);
    peaks.add(packed, 0, length);
  }

  @Override
  public void add(float[][] planes, int count) {
    windows.add(planes, 0, count);
    peaks.add(planes, 0, count);
  }

  @Override
  public long frames() {
    return peaks.frames();
  }

  @Override
  public LevelData result(Facts facts) {
    SampleFormat measured = shape.measured();
    boolean narrow = measured == SampleFormat.S32 && facts.rawBits() > 0 && facts.rawBits() <= 24;
    return new LevelData(
        facts.codec(),
        narrow ? SampleFormat.S24 : measured,
        shape.channels(),
        new SampleRate(shape.rate()),
        peaks.frames(),
        facts.broken(),
        windows.levels(),
        peaks.base());
  }
}
