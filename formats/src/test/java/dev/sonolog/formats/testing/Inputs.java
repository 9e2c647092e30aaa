package dev.sonolog.formats.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The ways in which bytes arrive. */
public final class Inputs {
  private Inputs() {}

  /** How many bytes the next read gives at most. */
  public interface Size {
    int next();
  }

  /** The bytes, in pieces of these sizes. */
  public static InputStream chunks(byte[] content, Size size) {
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, size.next()));
      }
    };
  }

  /** The bytes, with one failure in front of the byte at {@code position}. */
  public static InputStream failingOnceAt(byte[] content, int position) {
    return new InputStream() {
      private int at;
      private boolean failed;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (at == position && !failed) {
          failed = true;
          throw new IOException("The input failed for once");
        }
        int end = at < position ? position : content.length;
        int count = Math.min(length, end - at);
        System.arraycopy(content, at, into, offset, count);
        at += count;
        return count == 0 ? -1 : count;
      }
    };
  }
}
