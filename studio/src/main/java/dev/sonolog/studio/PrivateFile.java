package dev.sonolog.studio;

import dev.sonolog.archive.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that its owner alone may read, replaced as a whole: after a power cut it is the old one or
 * the new one. Blocks in the file system.
 */
final class PrivateFile {
  static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final int most;

  /**
   * @param most bytes; a longer one is none of ours
   */
  PrivateFile(Path file, int most) {
    this.file = file;
    this.most = most;
  }

  Path path() {
    return file;
  }

  /** What is in it; nothing when it is not there. */
  Optional<byte[]> read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException(file + " has more than " + most + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void write(byte[] bytes) throws IOException {
    Path folder = file.resolveSibling("");
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Ownership.makeFolder(folder);
    Files.deleteIfExists(fresh);
    try (FileChannel channel = create(fresh)) {
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Ownership.passOn(fresh, folder);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  private static FileChannel create(Path fresh) throws IOException {
    return FileChannel.open(
        fresh,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(OWN));
  }

  static void force(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }
}
