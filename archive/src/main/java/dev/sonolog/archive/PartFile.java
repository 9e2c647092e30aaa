package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished file of a segment as its volume's threads see it: opened exclusively, written at
 * positions, forced, and given its final name. Each method says which thread runs it; the owner of
 * the segment calls none of them but {@link #safeLength} and {@link #target}.
 *
 * <p>It is created before the final name is looked at, and the final name is given before the
 * unfinished one is taken away: at each moment one of the two is taken, so two writers of one name,
 * even in two processes, never choose the same.
 */
final class PartFile {
  private static final System.Logger LOGGER = System.getLogger(PartFile.class.getName());

  private final Path target;
  private final FileChannel channel;
  private final Set<Path> unforced;
  private volatile long length;

  /** Guarded by {@link #unforced}: a failure is told once by the system, to whoever asks first. */
  private @Nullable IOException forceFailure;

  private PartFile(Path target, FileChannel channel, Set<Path> unforced) {
    this.target = target;
    this.channel = channel;
    this.unforced = unforced;
  }

  /**
   * Creates the file beside the first final name that is free, and the folders above. Writer
   * thread.
   */
  static PartFile create(Path wanted, Set<PosixFilePermission> mode) throws IOException {
    Set<Path> changed = createFolders(wanted.resolveSibling(""));
    for (int number = 1; number <= FinalName.MOST; number++) {
      Path target = FinalName.candidate(wanted, number);
      try {
        return new PartFile(target, open(target, mode), changed);
      } catch (FileAlreadyExistsException _) {
        // somebody has it: the next one
      }
    }
    throw FinalName.tooMany(wanted);
  }

  /** The name that it wants to get. */
  Path target() {
    return target;
  }

  /** The bytes that the operating system has taken: they survive the end of this process. */
  long safeLength() {
    return length;
  }

  /** Appends all the bytes. Writer thread. */
  void append(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    long at = length;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
      length = at;
    }
  }

  /** Replaces what stands at the start. Writer thread. */
  void replaceHead(byte[] head) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(head);
    while (rest.hasRemaining()) {
      channel.write(rest, rest.position());
    }
  }

  /**
   * Brings the file, and once the folders' entries that lead to it, to the medium. Force threads,
   * one at a time; once it failed it fails always, for the system forgets what it could not write.
   */
  void force() throws IOException {
    synchronized (unforced) {
      IOException before = forceFailure;
      if (before != null) {
        throw new IOException(before.getMessage(), before);
      }
      forceNow();
    }
  }

  private void forceNow() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      forceFailure = e;
      throw e;
    }
    unforced.forEach(PartFile::forceFolder);
    unforced.clear();
  }

  /** Gives it a final name. Writer thread. */
  Path publish() throws IOException {
    return FinalName.rename(FinalName.part(target), target);
  }

  /** Force threads. Waits for a force that runs. */
  void close() throws IOException {
    synchronized (unforced) {
      channel.close();
    }
  }

  /** Takes away a file that holds nothing. Writer thread. */
  void delete() throws IOException {
    Files.deleteIfExists(FinalName.part(target));
  }

  /** Brings a finished file to the medium. */
  static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Brings a folder's entries to the medium. A file system that cannot is no reason to fail. */
  static void forceFolder(Path folder) {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "{0} cannot be forced: {1}", folder, Failures.reason(e));
    }
  }

  private static FileChannel open(Path target, Set<PosixFilePermission> mode) throws IOException {
    Path part = FinalName.part(target);
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      refuseIfTaken(target, part);
      permit(part, mode);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void refuseIfTaken(Path target, Path part) throws IOException {
    if (FinalName.taken(target)) {
      Files.delete(part);
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  /** Gives a file its permissions, where the file system knows any. */
  static void permit(Path file, Set<PosixFilePermission> mode) {
    try {
      Files.setPosixFilePermissions(file, mode);
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.log(Level.DEBUG, "{0} keeps its permissions: {1}", file, Failures.reason(e));
    }
  }

  /**
   * Makes a folder and those above it.
   *
   * @return the folders whose entries changed: those above each new one, and the last one itself
   */
  static Set<Path> createFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder; at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.push(at);
    }
    Files.createDirectories(folder);
    Set<Path> changed = new LinkedHashSet<>();
    missing.forEach(created -> changed.add(created.resolveSibling("").toAbsolutePath()));
    changed.add(folder);
    return changed;
  }
}
