package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into one directory: a lock of the operating system on a file that says who
 * holds it. It ends with the process, however that ends, so what a dead process left in the file is
 * no obstacle. Owned by {@link Archive}. Blocks in the file system: platform threads only.
 *
 * <p>POSIX locks belong to the process, and closing any descriptor of the file gives them up
 * (fcntl, IEEE Std 1003.1). So a second lock within this process is refused before the file is
 * opened, and the file is never opened again while it is held, not even to set its times ({@link
 * FileAge}).
 *
 * <p>People delete old files by age. {@link #touch} keeps the file young, and where it was deleted
 * nevertheless makes and locks a new one.
 */
final class ArchiveLock {
  /** The file's name. */
  static final String FILE = "lock";

  private static final System.Logger LOGGER = System.getLogger(ArchiveLock.class.getName());
  private static final int LONGEST_TEXT = 4096;

  /** The directories that this process holds, by their real paths. */
  private static final Map<Path, LockHolder> HELD = new HashMap<>();

  private final Path directory;
  private final Path file;
  private final LockHolder holder;
  private FileChannel channel;
  private @Nullable Object key;

  private ArchiveLock(Path directory, LockHolder holder) throws IOException {
    this.directory = directory;
    this.file = directory.resolve(FILE);
    this.holder = holder;
    this.channel = locked();
    this.key = key(file);
  }

  /**
   * Locks a directory for this process.
   *
   * @param directory where the lock's file lies; made when it is not there
   * @throws ArchiveLockedException if somebody holds it
   */
  static ArchiveLock acquire(Path directory, LockHolder holder) throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    synchronized (HELD) {
      LockHolder present = HELD.get(real);
      if (present != null) {
        throw new ArchiveLockedException(directory, Optional.of(present));
      }
      ArchiveLock lock = new ArchiveLock(real, holder);
      HELD.put(real, holder);
      return lock;
    }
  }

  /**
   * Makes the file look new, and makes it anew when it is gone.
   *
   * @throws ArchiveLockedException if it was gone and somebody else was faster
   */
  void touch() throws IOException {
    try {
      FileAge.renew(file);
    } catch (NoSuchFileException _) {
      key = null;
    }
    if (key == null || !key.equals(key(file))) {
      renew();
    }
  }

  /** Gives the right up. The file stays: deleting it would take it from the next one's hands. */
  void release() {
    synchronized (HELD) {
      HELD.remove(directory);
      close();
    }
  }

  private void renew() throws IOException {
    LOGGER.log(Level.WARNING, "{0} was deleted while it was held; it is made anew", file);
    Files.createDirectories(directory);
    FileChannel fresh = locked();
    close();
    channel = fresh;
    key = key(file);
  }

  private FileChannel locked() throws IOException {
    FileChannel opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (opened.tryLock() == null) {
        throw new ArchiveLockedException(directory, LockHolder.of(text(opened)));
      }
      writeIfPossible(opened);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** On a disk that is full the lock counts though it does not say whose it is. */
  private void writeIfPossible(FileChannel opened) {
    try {
      write(opened);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0} cannot say who holds it: {1}", file, Failures.reason(e));
    }
  }

  private void write(FileChannel opened) throws IOException {
    opened.truncate(0);
    ByteBuffer text = ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8));
    while (text.hasRemaining()) {
      opened.write(text, text.position());
    }
  }

  private static String text(FileChannel opened) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
    while (text.hasRemaining() && opened.read(text, text.position()) > 0) {
      // until it is whole
    }
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "{0} closed badly: {1}", file, e.getMessage());
    }
  }
}
