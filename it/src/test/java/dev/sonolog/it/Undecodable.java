package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Recordings that are whole, and hold nothing that any decoder understands. */
final class Undecodable {
  private static final int HEADER = 7;

  private Undecodable() {}

  /** Ten seconds of AAC in ADTS, one channel at 48 kHz, whose frames hold a channel of none. */
  static void aac(Path file) throws IOException {
    Tool.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=r=48000:d=10", "" + file).orFail();
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0, length; at < bytes.length; at += length) {
      length =
          (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xFF) << 3 | (bytes[at + 5] & 0xFF) >> 5;
      Arrays.fill(bytes, at + HEADER, at + length, (byte) 0x55);
    }
    Files.write(file, bytes);
  }
}
