package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.FreeName;
import dev.sonolog.formats.SegmentSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file on disk: written beside its place under another name, and put there when it is whole,
 * never over another file. Closed before that, it leaves nothing behind. One thread; blocks.
 */
public final class ExcerptFile implements ExcerptOutput, Closeable {
  private static final String UNFINISHED = ".unfinished";

  private final Path wanted;
  private @Nullable Path unfinished;
  private @Nullable FileChannel channel;
  private @Nullable FileSink sink;
  private Optional<Path> written = Optional.empty();

  /**
   * @param wanted the file's name; {@code -2} and so on is put before the extension when somebody
   *     has it
   */
  public ExcerptFile(Path wanted) {
    this.wanted = wanted.toAbsolutePath();
  }

  @Override
  public boolean takesMany() {
    return false;
  }

  @Override
  public boolean replacesHeads() {
    return true;
  }

  @Override
  public SegmentSink begin(String name) throws IOException {
    sink = new FileSink(open());
    return sink;
  }

  /** A channel to the file, for who writes it otherwise. */
  public FileChannel open() throws IOException {
    String unique = "." + Long.toHexString(System.nanoTime());
    Path file = wanted.resolveSibling(wanted.getFileName() + unique + UNFINISHED);
    FileChannel opened =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    unfinished = file;
    channel = opened;
    return opened;
  }

  @Override
  public void end() throws IOException {
    if (sink != null) {
      sink.flush();
    }
    finish();
  }

  /** Puts the file in its place. */
  public void finish() throws IOException {
    if (channel != null && unfinished != null) {
      channel.close();
      written = Optional.of(FreeName.give(unfinished, wanted));
      unfinished = null;
    }
  }

  /** Where the file lies, once it was finished. */
  public Optional<Path> written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
    if (unfinished != null) {
      Files.deleteIfExists(unfinished);
    }
  }
}
