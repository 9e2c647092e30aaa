package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Any number of files in a zip, which goes into a stream; the stream stays open. Audio is not
 * compressed: that gains nothing. One thread.
 */
public final class ExcerptZip implements ExcerptOutput {
  private static final int BUFFER = 64 << 10;

  private final ZipOutputStream zip;
  private @Nullable StreamSink sink;

  /**
   * @param out whose owner closes it
   */
  public ExcerptZip(OutputStream out) {
    zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
    zip.setLevel(Deflater.NO_COMPRESSION);
  }

  @Override
  public boolean takesMany() {
    return true;
  }

  @Override
  public boolean replacesHeads() {
    return false;
  }

  @Override
  public SegmentSink begin(String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    StreamSink begun = new StreamSink(zip);
    sink = begun;
    return begun;
  }

  @Override
  public void end() throws IOException {
    if (sink != null) {
      sink.flush();
    }
    zip.closeEntry();
  }

  /**
   * Ends the zip.
   *
   * @param name of a last file, which holds the text
   */
  public void finish(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }
}
