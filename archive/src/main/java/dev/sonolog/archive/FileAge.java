package dev.sonolog.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Makes a file look as if it had just been written, without opening it. The JDK's {@code
 * setLastModifiedTime} opens the file and closes it again, and that gives up every POSIX lock that
 * this process holds on it: the archive's own, and those by which SQLite keeps its files whole. So
 * this calls utimensat (IEEE Std 1003.1), which takes a path. Blocks in native code: platform
 * threads only.
 */
final class FileAge {
  /** "Relative to the working directory", which absolute paths ignore; Linux and Darwin differ. */
  private static final int AT_FDCWD =
      System.getProperty("os.name", "").startsWith("Mac") ? -2 : -100;

  private static final MethodHandle UTIMENSAT = utimensat();

  private FileAge() {}

  /**
   * Sets the times of a file to now.
   *
   * @throws NoSuchFileException if it is not there
   */
  static void renew(Path file) throws IOException {
    if (call(file.toAbsolutePath()) != 0) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      throw new IOException("The times of " + file + " cannot be set");
    }
  }

  private static int call(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(file.toString());
      return (int) UTIMENSAT.invokeExact(AT_FDCWD, path, MemorySegment.NULL, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("utimensat cannot be called", e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle utimensat() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("utimensat"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT));
  }
}
