package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueReaderTest {
  private static final int MANY = 200;
  private static final int THREADS = 8;

  @TempDir private Path folder = Path.of("");

  private Path catalogue(String source) throws IOException {
    Path file = folder.resolve(source + ".db");
    Catalogue written = Catalogue.open(file, () -> {});
    written.tell(Scene.runStarted(Scene.tags(source, "run-" + source, 0, Scene.NOON)));
    assertThat(written.close(Scene.DEADLINE)).isTrue();
    return file;
  }

  @Test
  void whoReadsOftenUsesFewConnections() throws Exception {
    Path file = catalogue("one");
    try (CatalogueReader reader = new CatalogueReader(file);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<String>>> read = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        read.add(threads.submit(() -> reader.view().sourceNames()));
      }
      for (Future<List<String>> names : read) {
        assertThat(names.get()).containsExactly("one");
      }
      // SQLite may close a file later than its connection, but opens none for each reading.
      assertThat(opened(file)).isBetween(1L, (long) THREADS);
    }
    assertThat(opened(file)).isZero();
  }

  @Test
  void anotherFileOfThatNameIsReadFromThenOn() throws Exception {
    Path file = catalogue("one");
    Path other = catalogue("other");
    try (CatalogueReader reader = new CatalogueReader(file)) {
      List<String> together =
          reader
              .view()
              .together(
                  view -> {
                    assertThat(view.sourceNames()).containsExactly("one");
                    Files.delete(file);
                    assertThatThrownBy(() -> reader.view().sourceNames())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("There is no catalogue at " + file);
                    Files.move(other, file);
                    return reader.view().sourceNames();
                  });
      assertThat(together).containsExactly("other");
      assertThat(reader.view().sourceNames()).containsExactly("other");
    }
  }

  @Test
  void aReadingThatFailsLeavesNothingBehind() throws Exception {
    Path file = catalogue("one");
    try (CatalogueReader reader = new CatalogueReader(file)) {
      for (int i = 0; i < MANY; i++) {
        assertThatThrownBy(
                () ->
                    reader.view().read(handle -> handle.select("nonsense").mapTo(int.class).one()))
            .isInstanceOf(IOException.class);
      }
      assertThat(opened(file)).isZero();
      assertThat(reader.view().sourceNames()).containsExactly("one");
    }
  }

  /** How often this process has the file open. */
  private static long opened(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(it -> leadsTo(it, file)).count();
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException _) {
      return false; // closed meanwhile
    }
  }
}
