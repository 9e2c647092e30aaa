package dev.sonolog.archive;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The place where files from elsewhere become whole before they get a name in the archive: {@code
 * .sonolog/import} of the output directory, which is not looked into for recordings. One process at
 * a time has it, by a lock; what one that was killed left there is deleted by the next. Blocks in
 * the file system: platform threads only.
 */
final class ImportStaging implements Closeable {
  /** The folder's name, among the archive's own files. */
  static final String FOLDER = "import";

  private static final System.Logger LOGGER = System.getLogger(ImportStaging.class.getName());
  private static final String LOCK = "import.lock";
  private static final int CHUNK = 1 << 20;

  /**
   * A whole file that nobody sees yet.
   *
   * @param sha256 of its bytes
   */
  record Staged(Path file, String sha256) {}

  private final Path folder;
  private final FileChannel channel;
  private int staged;

  private ImportStaging(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the place, and empties it.
   *
   * @param directory the output directory
   * @param stateDirectory of the archive, where the lock lies
   * @throws IOException if another import runs
   */
  static ImportStaging open(Path directory, Path stateDirectory) throws IOException {
    Files.createDirectories(stateDirectory);
    Path folder = directory.resolve(SegmentScan.STATE).resolve(FOLDER);
    ImportStaging staging = new ImportStaging(folder, locked(stateDirectory.resolve(LOCK)));
    try {
      Files.createDirectories(folder);
      staging.clear();
      return staging;
    } catch (IOException e) {
      staging.close();
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("Another import into this archive is running; wait for its end", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void clear() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        LOGGER.log(Level.DEBUG, "{0} was left by an import that was ended", file);
        Files.delete(file);
      }
    }
  }

  /**
   * Copies a file and brings the copy to the medium, with its time of modification.
   *
   * @param copied told of bytes, each time that some were copied
   * @throws IOException if there is no copy that is proved to be the same; nothing is left of it
   */
  Staged copy(SeenFile original, Set<PosixFilePermission> mode, LongConsumer copied)
      throws IOException {
    Path file = next();
    try {
      String sha256 = copied(original.file(), file, copied);
      PartFile.permit(file, mode);
      Files.setLastModifiedTime(file, FileTime.from(original.modified()));
      PartFile.forceFile(file);
      checkSame(original, file, sha256);
      return new Staged(file, sha256);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Gives a file of the same file system a second name here, if it can have one: then nothing is
   * copied, and taking the first name away moves it.
   */
  Staged link(SeenFile original, Set<PosixFilePermission> mode, LongConsumer copied)
      throws IOException {
    Path file = next();
    try {
      Files.createLink(file, original.file());
    } catch (FileSystemException | UnsupportedOperationException e) {
      LOGGER.log(Level.DEBUG, "{0} is copied: {1}", original.file(), e.toString());
      return copy(original, mode, copied);
    }
    try {
      PartFile.forceFile(file);
      String sha256 = digest(file, copied);
      checkUnchanged(original);
      PartFile.permit(file, mode);
      return new Staged(file, sha256);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Forgets a file that got no name. */
  void discard(Staged unused) throws IOException {
    Files.deleteIfExists(unused.file());
  }

  private Path next() {
    return folder.resolve(String.valueOf(staged++));
  }

  private static String copied(Path original, Path copy, LongConsumer copied) throws IOException {
    MessageDigest digest = Digests.sha256();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel in = FileChannel.open(original, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(chunk.clear()) > 0) {
        chunk.flip();
        copied.accept(chunk.remaining());
        digest.update(chunk.duplicate());
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
      }
    }
    return Digests.hex(digest.digest());
  }

  private static void checkSame(SeenFile original, Path copy, String sha256) throws IOException {
    checkUnchanged(original);
    if (Files.size(copy) != original.bytes() || !digest(copy, _ -> {}).equals(sha256)) {
      throw new IOException(
          "was copied, but the copy reads differently; check the disk of " + copy);
    }
  }

  /**
   * Somebody may be writing it still.
   *
   * @throws IOException if it is not as it was seen
   */
  static void checkUnchanged(SeenFile original) throws IOException {
    if (SeenFile.at(original.file()).filter(original::equals).isEmpty()) {
      throw new IOException("was changed while it was read; import it when it is finished");
    }
  }

  private static String digest(Path file, LongConsumer read) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Digests.of(channel, 0, read).body();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
