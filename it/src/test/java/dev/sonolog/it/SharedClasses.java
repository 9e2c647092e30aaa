package dev.sonolog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The product's classes as a virtual machine has them in memory, made once for all tests as the
 * launcher makes them for its users: a process starts in half the time.
 */
final class SharedClasses {
  static final Path OF_THE_PRODUCT = make();

  private SharedClasses() {}

  private static Path make() {
    Path archive = Path.of("target/product.jsa").toAbsolutePath();
    Path guard = archive.resolveSibling("product.jsa.lock");
    try (FileChannel channel =
            FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) { // the tests run in several processes
      if (!isFresh(archive)) {
        make(archive);
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFresh(Path archive) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(Product.jar()))
            > 0;
  }

  private static void make(Path archive) throws IOException {
    Path scratch = Files.createTempDirectory("classes");
    Path fresh = archive.resolveSibling("product.jsa.new");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:ArchiveClassesAtExit=" + fresh,
            "-jar",
            Product.jar().toString(),
            "demo",
            "--minutes",
            "0.02");
    try (Product demo = Product.start(scratch, Map.of(), command)) {
      if (demo.await(120) != 0) {
        throw new AssertionError("The demo failed: " + demo.output());
      }
    }
    Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
    delete(scratch);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
