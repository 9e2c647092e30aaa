package dev.sonolog.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Programs that play what was coded, and what is compared of it. */
final class Judges {
  private static final int REACH = 2_000;
  private static final int COMPARED = 20_000;

  private Judges() {}

  /** What a program says. */
  static String run(String... words) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError("This test needs " + words[0] + " (a Debian package)", e);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(List.of(words) + " failed: " + said);
    }
    return said;
  }

  /** The first channel of a file, as Debian's ffmpeg plays it. */
  static float[] first(Path file) throws Exception {
    Path pcm = file.resolveSibling(file.getFileName() + ".f32");
    Material.ffmpeg(
        List.of(
            "-i", "" + file, "-map", "0:a:0", "-af", "pan=mono|c0=c0", "-f", "f32le", "" + pcm));
    ByteBuffer bytes =
        ByteBuffer.wrap(java.nio.file.Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(samples);
    return samples;
  }

  /** How many samples the second is later than the first. */
  static int shift(float[] one, float[] other) {
    int from = one.length / 2;
    int to = Math.min(from + COMPARED, one.length - REACH);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int shift = -REACH; shift <= REACH; shift++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        int at = i + shift;
        double difference = one[i] - (at >= 0 && at < other.length ? other[at] : 0);
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        best = shift;
      }
    }
    return best;
  }

  /** The first's power above that of the difference, in dB. */
  static double ratio(float[] one, float[] other) {
    double power = 1e-20;
    double noise = 1e-20;
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      power += (double) one[i] * one[i];
      noise += Math.pow((double) one[i] - other[i], 2);
    }
    return 10 * Math.log10(power / noise);
  }
}
