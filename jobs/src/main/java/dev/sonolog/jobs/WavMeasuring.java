package dev.sonolog.jobs;

import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.measure.LevelMeter;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummaryMeter;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.measure.WindowLevels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Measures WAV files on the caller's thread: their samples need no decoder, and so no worker. Reads
 * disk, so it belongs on a platform thread.
 */
public final class WavMeasuring {
  private WavMeasuring() {}

  /**
   * Measures all whole frames that the file holds now.
   *
   * @param progress is told now and then; an exception of it ends the work
   * @throws UnsupportedFormatException if it is no WAV file, or none that can be measured; the
   *     worker may know more
   * @throws IOException if it cannot be read
   */
  public static LevelData measure(Path file, Consumer<? super Message.Progress> progress)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      WavSamples samples = WavSamples.find(channel);
      check(samples);
      WindowLevels windows = new WindowLevels(samples.format(), samples.channels(), samples.rate());
      PeakPyramid peaks = new PeakPyramid(samples.format(), samples.channels());
      WavPieces.read(
          channel,
          samples,
          (bytes, length) -> {
            windows.add(bytes, 0, length);
            peaks.add(bytes, 0, length);
          },
          progress);
      return data(samples, windows, peaks);
    }
  }

  /**
   * Measures all whole frames that the file holds now, as one recording.
   *
   * @param progress is told now and then; an exception of it ends the work
   * @throws UnsupportedFormatException if it is no WAV file, or none that can be measured; the
   *     worker may know more
   * @throws JobFailedException if it holds no frame
   * @throws IOException if it cannot be read
   */
  public static SoundSummary summarise(
      Path file, SummarySettings settings, Consumer<? super Message.Progress> progress)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      WavSamples samples = WavSamples.find(channel);
      check(samples);
      if (samples.rate().hertz() < LevelMeter.MIN_HERTZ) {
        throw new UnsupportedFormatException("The loudness of " + samples.rate() + " is not known");
      }
      SummaryMeter meter =
          new SummaryMeter(samples.format(), samples.channels(), samples.rate(), settings);
      WavPieces.read(channel, samples, (bytes, length) -> meter.add(bytes, 0, length), progress);
      return meter.finish().orElseThrow(() -> new JobFailedException("It holds no audio"));
    }
  }

  private static void check(WavSamples samples) throws UnsupportedFormatException {
    if (samples.channels() > LevelMeter.MAX_CHANNELS) {
      throw new UnsupportedFormatException(
          samples.channels() + " channels; " + LevelMeter.MAX_CHANNELS + " can be measured");
    }
    long most = LevelData.maxFrames(samples.channels());
    if (samples.frames() > most) {
      throw new UnsupportedFormatException(
          samples.frames() + " frames are too many to be measured in one go (" + most + ")");
    }
  }

  private static LevelData data(WavSamples samples, WindowLevels windows, PeakPyramid peaks) {
    return new LevelData(
        LevelData.pcmCodec(samples.format()),
        samples.format(),
        samples.channels(),
        samples.rate(),
        samples.frames(),
        0,
        windows.levels(),
        peaks.base());
  }
}
