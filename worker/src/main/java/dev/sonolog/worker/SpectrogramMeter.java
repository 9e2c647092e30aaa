package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.SpectrogramOrder;
import dev.sonolog.measure.Spectrogram;

/** Makes a {@link SpectrogramData}. */
final class SpectrogramMeter implements Meter<SpectrogramData> {
  private final SpectrogramOrder order;
  private final SampleRate rate;
  private final Spectrogram spectrogram;

  SpectrogramMeter(Shape shape, SpectrogramOrder order) {
    this.order = order;
    this.rate = new SampleRate(shape.rate());
    this.spectrogram =
        new Spectrogram(
            shape.measured(),
            shape.channels(),
            rate,
            order.settings(),
            order.from(rate),
            order.to(rate),
            0);
  }

  @Override
  public void add(byte[] packed, int length) {
    spectrogram.add(packed, 0, length);
  }

  @Override
  public void add(float[][] planes, int count) {
    spectrogram.add(planes, 0, count);
  }

  @Override
  public boolean isComplete() {
    return spectrogram.isComplete();
  }

  @Override
  public long frames() {
    return spectrogram.position();
  }

  @Override
  public SpectrogramData result(Facts facts) {
    return new SpectrogramData(rate, order.settings(), spectrogram.finish());
  }
}
