package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a file to where nothing can be replaced: its first head is its last. One thread. */
final class StreamSink implements SegmentSink {
  private final OutputStream out;

  StreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void head(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void updateHead(byte[] bytes) {
    // was right at once, as far as that goes
  }

  @Override
  public void replaceHead(byte[] bytes) {
    // was right at once, as far as that goes
  }
}
