package dev.sonolog.formats.flac;

import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the decoders of others say of FLAC. */
final class Judges {
  private Judges() {}

  /** The samples that flac decodes, little-endian, each in whole bytes; options may precede. */
  static byte[] flac(Path folder, Path file, Object... options)
      throws IOException, InterruptedException {
    List<Object> command = new ArrayList<>(List.of("flac", "-d", "-s", "-c"));
    command.addAll(List.of("--force-raw-format", "--endian=little", "--sign=signed"));
    command.addAll(Arrays.asList(options));
    command.add(file);
    return Tools.decode(folder, command.toArray());
  }

  /** The samples that ffmpeg decodes, 32 bits wide, little-endian. */
  static byte[] ffmpeg(Path folder, Path file, Object... options)
      throws IOException, InterruptedException {
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-i", file, "-f", "s32le", "-"));
    return Tools.decode(folder, command.toArray());
  }

  /** Throws if flac finds anything at all to say against the file, its MD5 included. */
  static void test(Path folder, Path file) throws IOException, InterruptedException {
    String said = Tools.run(folder, "flac", "-t", "-w", "-s", file);
    if (!said.isBlank()) {
      throw new AssertionError("flac -t -w " + file.getFileName() + ": " + said);
    }
  }
}
