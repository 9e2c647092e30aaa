package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Prints how many times faster than real time the meters are, at 48 kHz and stereo. A program, run
 * by hand. It counts the processor's time, and of that the best of some rounds, for a machine has
 * other things to do.
 */
public final class MeterSpeed {
  private static final int RATE = 48_000;
  private static final int SECONDS = 60;
  private static final int BLOCK = 4 * 1024;
  private static final int ROUNDS = 25;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private MeterSpeed() {}

  public static void main(String[] arguments) {
    for (SampleFormat format : SampleFormat.values()) {
      MeterSettings levels = MeterSettings.levels();
      print(format, "peak and RMS", levels);
      print(format, "+ loudness", levels.with(Measure.LOUDNESS));
      print(format, "+ true peak", MeterSettings.all());
    }
  }

  private static void print(SampleFormat format, String what, MeterSettings settings) {
    byte[] noise = noise(format);
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.max(best, speed(format, noise, settings));
    }
    System.out.printf("%-6s %-14s %,8.0f x real time%n", format.word(), what, best);
  }

  private static double speed(SampleFormat format, byte[] noise, MeterSettings settings) {
    LevelMeter meter = new LevelMeter(format, 2, new SampleRate(RATE), settings);
    long begin = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < noise.length; i += BLOCK * 2 * format.length() / 4) {
      int length = Math.min(BLOCK * 2 * format.length() / 4, noise.length - i);
      meter.add(noise, i, length, reading -> {});
    }
    return SECONDS * (double) TimeUnit.SECONDS.toNanos(1) / (CPU.getCurrentThreadCpuTime() - begin);
  }

  private static byte[] noise(SampleFormat format) {
    Random random = new Random(1);
    double[] wave = new double[RATE * SECONDS * 2];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = 0.1 * random.nextGaussian();
    }
    return Wave.bytes(format, wave);
  }
}
