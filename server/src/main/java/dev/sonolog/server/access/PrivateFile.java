package dev.sonolog.server.access;

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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small file that only its owner may read, written whole or not at all. Whoever writes it, its
 * owner stays the same, and is at first that of its folder. Blocks in the file system.
 */
final class PrivateFile {
  /** More is no file of ours. */
  private static final int MOST_BYTES = 16 << 20;

  /** By what a file differs from the one of before. */
  record Shape(FileTime modified, long size, @Nullable Object key) {}

  private final Path file;
  private final Path temporary;

  PrivateFile(Path file) {
    this.file = file;
    this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
  }

  Path path() {
    return file;
  }

  /** Its shape now; empty when there is no such file. */
  Optional<Shape> shape() throws IOException {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Shape(seen.lastModifiedTime(), seen.size(), seen.fileKey()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** Replaces it; after a power cut it is the old one or the new one. */
  void write(byte[] bytes) throws IOException {
    Path folder = file.resolveSibling("");
    Ownership.makeFolder(folder);
    Files.deleteIfExists(temporary);
    try (FileChannel channel = createTemporary()) {
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Ownership.passOn(temporary, Files.exists(file) ? file : folder);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }

  private FileChannel createTemporary() throws IOException {
    return FileChannel.open(
        temporary,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
