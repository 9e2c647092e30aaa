package dev.sonolog.formats.testing;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a sound card gives. */
public final class Pcm {
  private Pcm() {}

  /** What announces it. */
  public static StreamElement.TrackHeader header(
      Codec codec, SampleFormat format, int hertz, int channels) {
    return new StreamElement.TrackHeader(
        new AudioFormat(codec, new SampleRate(hertz), channels), new PcmSetup(format));
  }

  /** Frames of a tone and of noise on each channel, now and then at full scale. */
  public static byte[] signal(
      SampleFormat format, int hertz, int channels, int samples, long seed) {
    Random random = new Random(seed);
    ByteBuffer out =
        ByteBuffer.allocate(samples * channels * format.length()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      double envelope = 0.6 + 0.6 * Math.sin(2 * Math.PI * 3 * i / hertz);
      for (int channel = 0; channel < channels; channel++) {
        double tone = Math.sin(2 * Math.PI * (220 + 70 * channel) * i / hertz);
        double noise = random.nextGaussian() * 0.02;
        put(out, format, Math.clamp(envelope * tone + noise, -1, 1));
      }
    }
    return out.array();
  }

  private static void put(ByteBuffer out, SampleFormat format, double value) {
    switch (format) {
      case S16 -> out.putShort((short) Math.round(value * Short.MAX_VALUE));
      case S24 -> {
        int sample = (int) Math.round(value * 0x7F_FFFF);
        out.put((byte) sample).put((byte) (sample >> 8)).put((byte) (sample >> 16));
      }
      case S32 -> out.putInt((int) Math.round(value * Integer.MAX_VALUE));
      case FLOAT -> out.putFloat((float) value);
    }
  }

  /** The frames in blocks of 1 to {@code longest} frames. */
  public static List<PcmBlock> blocks(byte[] pcm, int frameLength, Random random, int longest) {
    List<PcmBlock> blocks = new ArrayList<>();
    int at = 0;
    while (at < pcm.length) {
      int samples = Math.min(1 + random.nextInt(longest), (pcm.length - at) / frameLength);
      int end = at + samples * frameLength;
      blocks.add(new PcmBlock(Arrays.copyOfRange(pcm, at, end), samples, end));
      at = end;
    }
    return blocks;
  }
}
