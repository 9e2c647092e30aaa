package dev.sonolog.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that a worker makes: written beside its place under another name, and put there when it is
 * whole, never over another. It is the caller's and not the worker's, so that a worker that dies
 * leaves nothing behind. Closed before it was put in place, it is gone. One thread; blocks.
 */
final class OutputFile implements Closeable {
  private static final String UNFINISHED = ".unfinished";

  private final Path wanted;
  private final Path unfinished;

  /**
   * Makes an empty file beside the place.
   *
   * @throws FileAlreadyExistsException if the place is taken
   * @throws IOException if nothing can be written there
   */
  OutputFile(Path wanted) throws IOException {
    this.wanted = wanted.toAbsolutePath();
    if (Files.exists(this.wanted, LinkOption.NOFOLLOW_LINKS)) {
      throw taken();
    }
    String unique = "." + Long.toHexString(System.nanoTime());
    this.unfinished = this.wanted.resolveSibling(this.wanted.getFileName() + unique + UNFINISHED);
    try {
      Files.createFile(unfinished);
    } catch (IOException e) {
      throw new IOException(
          "Nothing can be written into " + unfinished.getParent() + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "it is not allowed";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> e.getClass().getSimpleName();
    };
  }

  private FileAlreadyExistsException taken() {
    return new FileAlreadyExistsException(
        wanted.toString(), null, "is there already; nothing is overwritten");
  }

  /** Where it is written. */
  Path unfinished() {
    return unfinished;
  }

  /**
   * Puts it in its place.
   *
   * @throws FileAlreadyExistsException if somebody has taken the place meanwhile
   */
  void finish() throws IOException {
    try {
      Files.createLink(wanted, unfinished);
    } catch (FileAlreadyExistsException _) {
      throw taken();
    } catch (FileSystemException | UnsupportedOperationException _) {
      Files.move(unfinished, wanted); // a file system without links; refuses where it is taken
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(unfinished);
  }
}
