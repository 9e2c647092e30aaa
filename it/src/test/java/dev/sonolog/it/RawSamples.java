package dev.sonolog.it;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Samples bit by bit as other programs read them from files of sound cards: FLAC and WAV. */
final class RawSamples {
  private RawSamples() {}

  /**
   * The samples of a file, which must be without a fault.
   *
   * @param format as ffmpeg calls it, of as many bits as the file has
   */
  static byte[] of(Path file, String format) throws IOException {
    Path raw = Files.createTempFile("samples", ".raw");
    try {
      Tool.run(isFlac(file) ? flac(file, raw) : wav(file, raw, format)).orFail();
      return Files.readAllBytes(raw);
    } finally {
      Files.delete(raw);
    }
  }

  /** Those of several files, each by itself. */
  static List<byte[]> of(List<StoredSegment> segments, String format) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    for (StoredSegment segment : segments) {
      pieces.add(of(segment.file(), format));
    }
    return pieces;
  }

  private static boolean isFlac(Path file) {
    return file.getFileName().toString().contains("." + Codec.FLAC.extension());
  }

  private static List<String> flac(Path file, Path raw) {
    Tool.run("flac", "-t", "-w", "-s", file.toString()).orFail();
    List<String> command = new ArrayList<>(List.of("flac", "-d", "-w", "-s", "-f"));
    command.addAll(List.of("--force-raw-format", "--endian=little", "--sign=signed"));
    command.addAll(List.of("-o", raw.toString(), file.toString()));
    return command;
  }

  private static List<String> wav(Path file, Path raw, String format) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-v", "error", "-xerror", "-nostdin", "-y"));
    command.addAll(List.of("-f", "wav", "-i", file.toString()));
    command.addAll(List.of("-c:a", "pcm_" + format, "-f", format, raw.toString()));
    return command;
  }
}
