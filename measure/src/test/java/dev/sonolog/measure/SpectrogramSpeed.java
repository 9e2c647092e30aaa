package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Prints the processor's time for a spectrogram of 2,000 columns of an hour at 48 kHz in stereo. A
 * program, run by hand.
 */
public final class SpectrogramSpeed {
  private static final int RATE = 48_000;
  private static final int MINUTES = 60;
  private static final int ROUNDS = 5;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private SpectrogramSpeed() {}

  public static void main(String[] arguments) {
    byte[] minute = Wave.bytes(SampleFormat.S16, Wave.whiteNoise(0.1, 120, RATE, 1));
    for (int round = 0; round < ROUNDS; round++) {
      long begin = CPU.getCurrentThreadCpuTime();
      Spectrogram spectrogram =
          new Spectrogram(
              SampleFormat.S16,
              2,
              new SampleRate(RATE),
              SpectrogramSettings.usual(2_000, 256, FrequencyScale.LOGARITHMIC),
              0,
              60L * MINUTES * RATE,
              0);
      for (int i = 0; i < MINUTES; i++) {
        spectrogram.add(minute, 0, minute.length);
      }
      int cells = spectrogram.finish().length;
      double seconds =
          (CPU.getCurrentThreadCpuTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      System.out.printf("%d cells of an hour: %.2f s%n", cells, seconds);
    }
  }
}
