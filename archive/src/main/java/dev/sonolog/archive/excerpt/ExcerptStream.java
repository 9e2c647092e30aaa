package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** One file that goes into a stream; the stream stays open. One thread. */
public final class ExcerptStream implements ExcerptOutput {
  private final OutputStream out;
  private @Nullable StreamSink sink;

  /**
   * @param out whose owner closes it
   */
  public ExcerptStream(OutputStream out) {
    this.out = out;
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
    StreamSink begun = new StreamSink(out);
    sink = begun;
    return begun;
  }

  @Override
  public void end() throws IOException {
    if (sink != null) {
      sink.flush();
    }
    out.flush();
  }
}
