package dev.sonolog.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that Debian's ffmpeg makes, and what it hears in them. */
final class Material {
  private Material() {}

  /** Two seconds and a bit of a chirp on the left and noise on the right. */
  static Path make(Path folder, String name, String... options) throws Exception {
    return make(folder, name, 2.345, options);
  }

  static Path make(Path folder, String name, double seconds, String... options) throws Exception {
    Path file = folder.resolve(name);
    List<String> words =
        new ArrayList<>(List.of("-f", "lavfi", "-i", "aevalsrc=0.6*sin(200*t*t*(1+t)):s=48000"));
    words.addAll(List.of("-f", "lavfi", "-i", "anoisesrc=c=pink:r=48000:a=0.4:seed=5"));
    words.addAll(List.of("-filter_complex", "[0:a][1:a]join=inputs=2:channel_layout=stereo", "-t"));
    words.add(Double.toString(seconds));
    words.addAll(List.of(options));
    words.add(file.toString());
    ffmpeg(words);
    return file;
  }

  /**
   * What Debian's ffmpeg decodes.
   *
   * @param raw such as {@code s16le}
   */
  static byte[] decoded(Path file, String raw) throws Exception {
    Path pcm = file.resolveSibling(file.getFileName() + "." + raw);
    ffmpeg(List.of("-i", file.toString(), "-map", "0:a:0", "-f", raw, pcm.toString()));
    return Files.readAllBytes(pcm);
  }

  static void ffmpeg(List<String> options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-nostdin"));
    words.addAll(options);
    Path said = Files.createTempFile("ffmpeg", ".txt");
    Process process;
    try {
      process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    } catch (IOException e) {
      throw new AssertionError("This test needs ffmpeg (a Debian package)", e);
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("ffmpeg failed: " + words + ": " + Files.readString(said));
    }
    Files.delete(said);
  }
}
