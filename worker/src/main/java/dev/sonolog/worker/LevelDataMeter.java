package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.WindowLevels;
import java.util.OptionalInt;

/** Measures {@link LevelData}. */
final class LevelDataMeter implements Meter<LevelData> {
  /** Frames that are whole windows and whole buckets: their least common multiple. */
  private static final int GRAIN = 19_200;

  static {
    if (GRAIN % WindowLevels.WINDOW != 0 || GRAIN % PeakPyramid.BUCKET != 0) {
      throw new AssertionError("A grain must be whole windows and whole buckets");
    }
  }

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
  public OptionalInt grain() {
    return OptionalInt.of(GRAIN);
  }

  @Override
  public void append(Meter<LevelData> next) {
    if (!(next instanceof LevelDataMeter it)) {
      throw new IllegalArgumentException("Something else cannot be appended");
    }
    windows.append(it.windows);
    peaks.append(it.peaks);
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
