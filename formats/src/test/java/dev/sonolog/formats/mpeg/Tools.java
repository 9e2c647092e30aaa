package dev.sonolog.formats.mpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tools that make the material and judge the result. A missing tool fails the test. */
final class Tools {
  private Tools() {}

  /** Runs a command; its output and errors together, as text. */
  static String run(Path folder, Object... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = start(folder, words, output);
    int status = process.waitFor();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    Files.delete(output);
    if (status != 0) {
      throw new AssertionError(words + " ended with " + status + ": " + text);
    }
    return text;
  }

  private static Process start(Path folder, List<String> words, Path output) {
    try {
      return new ProcessBuilder(words)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "This test needs "
              + words.getFirst()
              + " (Debian: apt-get install ffmpeg mpg123 lame twolame sox mp3val)",
          e);
    }
  }
}
