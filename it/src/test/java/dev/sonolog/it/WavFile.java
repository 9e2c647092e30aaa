package dev.sonolog.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** WAV files that tests make byte by byte, so that they know what is in them. */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
record WavFile(int tag, int channels, int rate, int bits, byte[] samples) {
  static final int WHOLE_NUMBERS = 1;
  static final int FLOATING_POINT = 3;
  static final int HEAD = 44;

  /** ISR measures so many samples at once. */
  static final int WINDOW = 4_800;

  private static final double FULL_SCALE = 32_768;

  /** Noise of which no two stretches are alike. */
  static WavFile noise(int tag, int channels, int rate, int bits, int frames) {
    byte[] samples = new byte[frames * channels * bits / 8];
    new Random(frames).nextBytes(samples);
    if (tag == FLOATING_POINT) {
      ByteBuffer all = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < samples.length; i += Float.BYTES) {
        all.putFloat(i, all.getShort(i) / 40_000f);
      }
    }
    return new WavFile(tag, channels, rate, bits, samples);
  }

  /** 16 bits, mono: windows of which each has the level that is wanted, to 1e-7. */
  static WavFile levels(int rate, int windows, IntToDoubleFunction level) {
    ByteBuffer samples =
        ByteBuffer.allocate(windows * WINDOW * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int window = 0; window < windows; window++) {
      fill(samples, level.applyAsDouble(window) * FULL_SCALE);
    }
    return new WavFile(WHOLE_NUMBERS, 1, rate, Short.SIZE, samples.array());
  }

  /** Two neighbouring amplitudes, as many of each as make the level. */
  private static void fill(ByteBuffer samples, double level) {
    int low = (int) level;
    int high = low + 1;
    double share = (level * level - low * low) / (double) (high * high - low * low);
    long highs = Math.round(share * WINDOW);
    for (int i = 0; i < WINDOW; i++) {
      int amplitude = i < highs ? high : low;
      samples.putShort((short) (i % 2 == 0 ? amplitude : -amplitude));
    }
  }

  int stride() {
    return channels * bits / 8;
  }

  /** The samples from one to before another. */
  byte[] part(int from, int to) {
    return Arrays.copyOfRange(samples, from * stride(), to * stride());
  }

  /** The file with these samples and the shortest head that there is. */
  byte[] bytes(byte[] of) {
    return ByteBuffer.allocate(HEAD + of.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt(HEAD - 8 + of.length)
        .put(ascii("WAVEfmt "))
        .putInt(16)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * stride())
        .putShort((short) stride())
        .putShort((short) bits)
        .put(ascii("data"))
        .putInt(of.length)
        .put(of)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, bytes(samples));
  }
}
