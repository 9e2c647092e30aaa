package dev.sonolog.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Windows and peaks by the plainest of means, from samples as ffmpeg writes them. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record PlainMeasures(int frames, double[] windows, short[] peaks) {
  private static final int WINDOW = 4_800;
  private static final int BUCKET = 256;

  static PlainMeasures of(byte[] pcm, String raw, int channels) {
    double[] samples = samples(pcm, raw);
    int frames = samples.length / channels;
    double[] windows = new double[(frames + WINDOW - 1) / WINDOW];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = level(samples, channels, i * WINDOW, Math.min(frames, (i + 1) * WINDOW));
    }
    short[] peaks = new short[(frames + BUCKET - 1) / BUCKET * channels * 2];
    for (int i = 0; i < peaks.length / 2; i++) {
      int from = i / channels * BUCKET;
      double low = 2;
      double high = -2;
      for (int frame = from; frame < Math.min(frames, from + BUCKET); frame++) {
        low = Math.min(low, samples[frame * channels + i % channels]);
        high = Math.max(high, samples[frame * channels + i % channels]);
      }
      peaks[2 * i] = (short) Math.clamp((long) Math.floor(low * 32_768), -32_768, 32_767);
      peaks[2 * i + 1] = (short) Math.clamp((long) Math.ceil(high * 32_768), -32_768, 32_767);
    }
    return new PlainMeasures(frames, windows, peaks);
  }

  private static double level(double[] samples, int channels, int from, int to) {
    double sum = 0;
    for (int frame = from; frame < to; frame++) {
      double mean = 0;
      for (int channel = 0; channel < channels; channel++) {
        mean += samples[frame * channels + channel] / channels;
      }
      sum += mean * mean;
    }
    return Math.rint(Math.sqrt(sum / (to - from)) * 1e5) / 1e5;
  }

  private static double[] samples(byte[] pcm, String raw) {
    ByteBuffer in = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
    double[] samples = new double[pcm.length / (raw.equals("s16le") ? 2 : 4)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          switch (raw) {
            case "s16le" -> in.getShort() / 32_768.0;
            case "s32le" -> in.getInt() / 2_147_483_648.0;
            default -> in.getFloat();
          };
    }
    return samples;
  }
}
