package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ffmpeg makes of files, and reads in them. */
final class Ffmpeg {
  private Ffmpeg() {}

  /** Makes files of a generated sound; each is told as its options and its name. */
  static void make(String source, List<List<String>> files) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", source));
    files.forEach(command::addAll);
    Tool.run(command).orFail();
  }

  /** Makes a file of another one. */
  static void convert(Path from, Path to, String... options) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-i", from.toString()));
    command.addAll(List.of(options));
    command.add(to.toString());
    Tool.run(command).orFail();
  }

  /** How long a file is, in seconds, by what stands in its head. */
  static double seconds(Path file) {
    List<String> command = List.of("ffprobe", "-v", "error", "-show_entries", "format=duration");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("-of", "csv=p=0", file.toString()));
    return Double.parseDouble(Tool.run(all).orFail().output().strip());
  }

  /** The samples as a player has them, in a raw format of ffmpeg's such as {@code s16le}. */
  static byte[] samples(Path file, String format) throws IOException {
    Path raw = Files.createTempFile("samples", ".raw");
    try {
      convert(file, raw, "-c:a", "pcm_" + format, "-f", format);
      return Files.readAllBytes(raw);
    } finally {
      Files.delete(raw);
    }
  }

  /** What a file is called that an answer holds. */
  static Path kept(Path folder, String name, byte[] bytes) throws IOException {
    Path file = Files.createTempDirectory(folder, "kept").resolve(name);
    Files.write(file, bytes);
    return file;
  }
}
