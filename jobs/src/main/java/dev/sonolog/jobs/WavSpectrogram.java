package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.measure.LevelMeter;
import dev.sonolog.measure.Spectrogram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * Makes spectrograms of WAV files on the caller's thread, as {@link WavMeasuring} measures them;
 * what lies in front of the span is not read. Reads disk, so it belongs on a platform thread.
 */
public final class WavSpectrogram {
  private WavSpectrogram() {}

  /**
   * Makes one of what the file holds now; what it does not hold is silent.
   *
   * @param progress is told now and then; an exception of it ends the work
   * @throws UnsupportedFormatException if it is no WAV file, or none that can be measured; the
   *     worker may know more
   * @throws IOException if it cannot be read
   */
  public static SpectrogramData draw(
      SpectrogramOrder order, Consumer<? super Message.Progress> progress) throws IOException {
    try (FileChannel channel = FileChannel.open(order.part().file())) {
      WavSamples samples = WavSamples.find(channel);
      if (samples.channels() > LevelMeter.MAX_CHANNELS) {
        throw new UnsupportedFormatException(
            samples.channels() + " channels; " + LevelMeter.MAX_CHANNELS + " can be measured");
      }
      return draw(channel, samples, order, progress);
    }
  }

  private static SpectrogramData draw(
      FileChannel channel,
      WavSamples samples,
      SpectrogramOrder order,
      Consumer<? super Message.Progress> progress)
      throws IOException {
    SampleRate rate = samples.rate();
    long from = order.from(rate);
    long to = order.to(rate);
    long begin = Spectrogram.begin(from, rate);
    Spectrogram spectrogram =
        new Spectrogram(
            samples.format(), samples.channels(), rate, order.settings(), from, to, begin);
    long end = Math.min(samples.frames(), to + Spectrogram.reach(rate));
    if (begin < end) {
      WavPieces.read(
          channel,
          samples,
          new WavPieces.Stretch(begin, end),
          (bytes, length) -> spectrogram.add(bytes, 0, length),
          progress);
    }
    return new SpectrogramData(rate, order.settings(), spectrogram.finish());
  }
}
