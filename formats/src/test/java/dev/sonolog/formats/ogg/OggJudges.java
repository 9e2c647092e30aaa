package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tools that say whether a file is right. */
final class OggJudges {
  private OggJudges() {}

  /** What the codec's own decoder plays: 16-bit samples of Vorbis, floating-point ones of Opus. */
  static byte[] reference(Path folder, Path file, boolean vorbis)
      throws IOException, InterruptedException {
    Path raw = folder.resolve("reference.raw");
    if (vorbis) {
      Tools.run(folder, "oggdec", "-Q", "-R", "-o", raw, file);
    } else {
      Tools.run(folder, "opusdec", "--quiet", "--float", "--rate", 48_000, file, raw);
    }
    return Files.readAllBytes(raw);
  }

  static int referenceSample(boolean vorbis) {
    return vorbis ? Short.BYTES : Float.BYTES;
  }

  /** No judge has a word to say against the files. */
  static void assertClean(Path folder, List<Path> files, boolean vorbis)
      throws IOException, InterruptedException {
    for (Path file : files) {
      assertThat(Tools.run(folder, "oggz-validate", file)).as("%s", file).isEmpty();
    }
    List<Object> command = new ArrayList<>();
    command.add(vorbis ? "ogginfo" : "opusinfo");
    command.addAll(files);
    assertThat(Tools.run(folder, command.toArray()))
        .doesNotContainIgnoringCase("WARN")
        .doesNotContainIgnoringCase("ERROR");
  }

  /** What FFmpeg plays, without a word of warning. */
  static byte[] ffmpeg(Path folder, Path file) throws IOException, InterruptedException {
    return Tools.decode(folder, "ffmpeg", "-v", "warning", "-i", file, "-f", "f32le", "-");
  }

  /** The greatest difference between floating-point samples. */
  static float difference(byte[] one, byte[] other) {
    FloatBuffer left = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer right = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float most = 0;
    while (left.hasRemaining() && right.hasRemaining()) {
      most = Math.max(most, Math.abs(left.get() - right.get()));
    }
    return most;
  }
}
