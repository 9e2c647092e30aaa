package dev.sonolog.jobs;

import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.measure.LevelMeter;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummaryMeter;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.measure.WindowLevels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Measures WAV files on the caller's thread: their samples need no decoder, and so no worker. Reads
 * disk, so it belongs on a platform thread.
 */
public final class WavMeasuring {
  /** What is read at once, in bytes: it stays in the cache while it is measured. */
  private static final int PIECE = 256 << 10;

  private static final int PIECES_PER_PROGRESS = 64;

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
      read(
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
      read(channel, samples, (bytes, length) -> meter.add(bytes, 0, length), progress);
      return meter.finish().orElseThrow(() -> new JobFailedException("It holds no audio"));
    }
  }

  private interface Taker {
    void take(byte[] bytes, int length);
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

  private static void read(
      FileChannel channel,
      WavSamples samples,
      Taker taker,
      Consumer<? super Message.Progress> progress)
      throws IOException {
    channel.position(samples.start());
    int stride = samples.channels() * samples.format().length();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE / stride * stride);
    byte[] bytes = new byte[piece.capacity()];
    long left = samples.frames() * stride;
    for (int pieces = 1; left > 0; pieces++) {
      int length = (int) Math.min(left, bytes.length);
      fill(channel, piece.clear().limit(length));
      piece.flip().get(bytes, 0, length);
      taker.take(bytes, length);
      left -= length;
      if (pieces % PIECES_PER_PROGRESS == 0) {
        long done = samples.frames() - left / stride;
        progress.accept(new Message.Progress(done, OptionalLong.of(samples.frames())));
      }
    }
  }

  private static void fill(FileChannel channel, ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      if (channel.read(piece) < 0) {
        throw new EOFException("The file became shorter while it was measured");
      }
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
