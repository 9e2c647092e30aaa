package dev.sonolog.formats.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Recognises a last frame whose end a power cut took: the file has its length, but zeros from some
 * border of the disk on.
 */
public final class TornEnd {
  /** What a disk writes whole, in bytes. */
  private static final int SECTOR = 512;

  private TornEnd() {}

  /**
   * Whether zeros run from a sector's border inside the frame on into what lies behind it.
   *
   * @param frame the last frame's bytes
   * @param endPosition where it ends in the file
   * @throws IOException if the file cannot be read
   */
  public static boolean of(byte[] frame, long endPosition, SeekableByteChannel file)
      throws IOException {
    int zeros = frame.length;
    while (zeros > 0 && frame[zeros - 1] == 0) {
      zeros--;
    }
    long border = Math.ceilDiv(endPosition - frame.length + zeros, SECTOR) * SECTOR;
    return border < endPosition && zerosAt(endPosition, file);
  }

  private static boolean zerosAt(long position, SeekableByteChannel file) throws IOException {
    ByteBuffer behind = ByteBuffer.allocate(SECTOR);
    file.position(position);
    while (behind.hasRemaining() && file.read(behind) > 0) {
      // until the sector is read or the file ends
    }
    behind.flip();
    boolean zeros = behind.hasRemaining();
    while (behind.hasRemaining()) {
      zeros &= behind.get() == 0;
    }
    return zeros;
  }
}
