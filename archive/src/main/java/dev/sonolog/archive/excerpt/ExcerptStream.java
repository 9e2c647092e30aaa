package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** One file that goes into a stream; the stream stays open. One thread. */
public final class ExcerptStream implements ExcerptOutput {
  private static final int BUFFER = 64 << 10;

  private final OutputStream out;

  /**
   * @param out whose owner closes it
   */
  public ExcerptStream(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public boolean takesMany() {
    return false;
  }

  @Override
  public boolean replacesHeads() {
    return false;
  }

  @Override
  public SegmentSink begin(String name) {
    return new StreamSink(out);
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
