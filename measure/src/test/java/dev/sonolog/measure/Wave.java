package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Signals of the tests: numbers whose full scale is 1, and how they lie in memory. */
final class Wave {
  private Wave() {}

  static double[] silence(double seconds, int rate) {
    return new double[samples(seconds, rate)];
  }

  static int samples(double seconds, int rate) {
    return (int) Math.round(seconds * rate);
  }

  /** A sine whose crests are at the level; it begins at the phase. */
  static double[] sine(double hertz, double level, double seconds, int rate, double degrees) {
    double[] wave = new double[samples(seconds, rate)];
    double size = Decibels.toAmplitude(level);
    for (int i = 0; i < wave.length; i++) {
      wave[i] = size * Math.sin(2 * Math.PI * hertz * i / rate + Math.toRadians(degrees));
    }
    return wave;
  }

  static double[] sine(double hertz, double level, double seconds, int rate) {
    return sine(hertz, level, seconds, rate, 0);
  }

  /** Lets the wave rise and fall within so many samples. */
  static double[] faded(double[] wave, int length) {
    for (int i = 0; i < length; i++) {
      double gain = 0.5 - 0.5 * Math.cos(Math.PI * i / length);
      wave[i] *= gain;
      wave[wave.length - 1 - i] *= gain;
    }
    return wave;
  }

  static double[] whiteNoise(double deviation, double seconds, int rate, long seed) {
    Random random = new Random(seed);
    double[] wave = new double[samples(seconds, rate)];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = Math.clamp(deviation * random.nextGaussian(), -1, 1);
    }
    return wave;
  }

  /** Noise that falls by 6 dB per octave above a hundredth of the rate. */
  static double[] redNoise(double deviation, double seconds, int rate, long seed) {
    double[] wave = whiteNoise(deviation, seconds, rate, seed);
    double last = 0;
    for (int i = 0; i < wave.length; i++) {
      last = 0.94 * last + 0.34 * wave[i];
      wave[i] = Math.clamp(last, -1, 1);
    }
    return wave;
  }

  static double[] join(double[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    double[] wave = new double[length];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, wave, at, part.length);
      at += part.length;
    }
    return wave;
  }

  static double[] repeat(int times, double[]... parts) {
    double[][] all = new double[times][];
    Arrays.fill(all, join(parts));
    return join(all);
  }

  /** One frame after the other; the channels are of the same length. */
  static double[] interleave(double[]... channels) {
    double[] frames = new double[channels.length * channels[0].length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = channels[i % channels.length][i / channels.length];
    }
    return frames;
  }

  static byte[] bytes(SampleFormat format, double[] wave) {
    ByteBuffer bytes =
        ByteBuffer.allocate(wave.length * format.length()).order(ByteOrder.LITTLE_ENDIAN);
    for (double sample : wave) {
      put(bytes, format, sample);
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, SampleFormat format, double sample) {
    switch (format) {
      case S16 -> bytes.putShort((short) integer(sample, 16));
      case S24 -> {
        int value = (int) integer(sample, 24);
        bytes.putShort((short) value).put((byte) (value >> 16));
      }
      case S32 -> bytes.putInt((int) integer(sample, 32));
      case FLOAT -> bytes.putFloat((float) sample);
    }
  }

  private static long integer(double sample, int bits) {
    long full = 1L << (bits - 1);
    return Math.clamp(Math.round(sample * full), -full, full - 1);
  }
}
