package dev.sonolog.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** SHA-256 (FIPS 180-4) of heads and bodies, in lower-case hexadecimal. */
final class Digests {
  private static final int CHUNK = 256 << 10;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /**
   * Reads a file from its start to its end. Blocks.
   *
   * @param headLength how many bytes belong to the head
   * @param read is told how many bytes were read, each time that some were
   */
  static SealedSegment.Digest of(SeekableByteChannel file, int headLength, LongConsumer read)
      throws IOException {
    file.position(0);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    String head = digest(file, chunk, headLength, read);
    return new SealedSegment.Digest(headLength, head, digest(file, chunk, Long.MAX_VALUE, read));
  }

  private static String digest(
      ReadableByteChannel file, ByteBuffer chunk, long length, LongConsumer read)
      throws IOException {
    MessageDigest digest = sha256();
    long left = length;
    while (left > 0 && file.read(chunk.clear().limit((int) Math.min(left, CHUNK))) > 0) {
      left -= chunk.position();
      read.accept(chunk.position());
      digest.update(chunk.flip());
    }
    return hex(digest.digest());
  }
}
