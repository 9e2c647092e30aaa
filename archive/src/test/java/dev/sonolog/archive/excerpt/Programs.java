package dev.sonolog.archive.excerpt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tools that make the material and judge the result. A missing tool fails the test. */
final class Programs {
  private Programs() {}

  /** What a command writes to its output and its errors; it must end well. */
  static String run(Path folder, Object... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    int status = start(folder, words(command), said, said).waitFor();
    String text = Files.readString(said, StandardCharsets.ISO_8859_1);
    Files.delete(said);
    if (status != 0) {
      throw new AssertionError(words(command) + " ended with " + status + ": " + text);
    }
    return text;
  }

  /** What a command writes to its output; it must have nothing to complain about. */
  static byte[] output(Path folder, Object... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".pcm");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    int status = start(folder, words(command), output, errors).waitFor();
    String complaint = Files.readString(errors, StandardCharsets.ISO_8859_1);
    byte[] bytes = Files.readAllBytes(output);
    Files.delete(output);
    Files.delete(errors);
    if (status != 0 || !complaint.isBlank()) {
      throw new AssertionError(words(command) + " ended with " + status + ": " + complaint);
    }
    return bytes;
  }

  /** The samples that FFmpeg plays, trims honoured, as 32-bit floating-point numbers. */
  static byte[] ffmpeg(Path folder, Path file) throws IOException, InterruptedException {
    return output(folder, "ffmpeg", "-v", "error", "-i", file, "-f", "f32le", "-");
  }

  private static List<String> words(Object... command) {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    return words;
  }

  private static Process start(Path folder, List<String> words, Path output, Path errors) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    if (output.equals(errors)) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(errors.toFile());
    }
    try {
      return builder.redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      throw new AssertionError(
          "This test needs " + words.getFirst() + " (a Debian package; ./test installs it)", e);
    }
  }
}
