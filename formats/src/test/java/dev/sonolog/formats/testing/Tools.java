package dev.sonolog.formats.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tools that make the material and judge the result. A missing tool fails the test. */
public final class Tools {
  private Tools() {}

  /** Runs a command; what it wrote to its output and its errors together, as text. */
  public static String run(Path folder, Object... command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    List<String> words = words(command);
    int status = start(folder, words, said, said).waitFor();
    String text = Files.readString(said, StandardCharsets.ISO_8859_1);
    Files.delete(said);
    if (status != 0) {
      throw new AssertionError(words + " ended with " + status + ": " + text);
    }
    return text;
  }

  /** What the command writes to its output; it must be content with all it is given. */
  public static byte[] decode(Path folder, Object... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".pcm");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> words = words(command);
    int status = start(folder, words, output, errors).waitFor();
    String complaint = Files.readString(errors, StandardCharsets.ISO_8859_1);
    byte[] pcm = Files.readAllBytes(output);
    Files.delete(output);
    Files.delete(errors);
    if (status != 0 || !complaint.isBlank()) {
      throw new AssertionError(words + " ended with " + status + ": " + complaint);
    }
    return pcm;
  }

  /** The samples that ffmpeg plays, trims honoured, as 32-bit floating-point numbers. */
  public static byte[] ffmpeg(Path folder, Path file) throws IOException, InterruptedException {
    return decode(folder, "ffmpeg", "-v", "error", "-i", file, "-f", "f32le", "-");
  }

  /** The samples that ffmpeg's decoder puts out, nothing dropped. */
  public static byte[] ffmpegRaw(Path folder, Path file) throws IOException, InterruptedException {
    return decode(
        folder, "ffmpeg", "-v", "error", "-flags2", "+skip_manual", "-i", file, "-f", "f32le", "-");
  }

  /** The samples that mpg123 plays of the files one after the other, trims honoured. */
  public static byte[] mpg123(Path folder, List<Path> files)
      throws IOException, InterruptedException {
    List<Object> command = new ArrayList<>(List.of("mpg123", "-q", "-e", "f32", "-s"));
    command.addAll(files);
    return decode(folder, command.toArray());
  }

  /** The samples that mpg123's decoder puts out, nothing dropped. */
  public static byte[] mpg123Raw(Path folder, Path file) throws IOException, InterruptedException {
    return decode(folder, "mpg123", "-q", "-e", "f32", "-s", "--no-gapless", file);
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
