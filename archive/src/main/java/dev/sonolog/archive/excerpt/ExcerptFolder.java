package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Any number of files in a folder of their own, for who makes something else of them. What is in it
 * belongs to the folder's owner, also after a failure. One thread; blocks.
 */
public final class ExcerptFolder implements ExcerptOutput, Closeable {
  private final Path folder;
  private @Nullable FileChannel channel;
  private @Nullable FileSink sink;

  /**
   * @param folder is there
   */
  public ExcerptFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean takesMany() {
    return true;
  }

  @Override
  public boolean replacesHeads() {
    return true;
  }

  @Override
  public SegmentSink begin(String name) throws IOException {
    FileChannel opened =
        FileChannel.open(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel = opened;
    FileSink begun = new FileSink(opened);
    sink = begun;
    return begun;
  }

  @Override
  public void end() throws IOException {
    if (sink != null) {
      sink.flush();
    }
    close();
  }

  /** Closes a file that was not ended. */
  @Override
  public void close() throws IOException {
    sink = null;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
