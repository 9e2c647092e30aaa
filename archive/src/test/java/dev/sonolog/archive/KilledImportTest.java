package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that moves files into an archive is killed at random moments. Each file is then where
 * it was, or whole in the archive, or both; and when an import comes to its end each is in the
 * archive once, and nowhere else.
 */
final class KilledImportTest {
  private static final int KILLS = 5;
  private static final int FILES = 20;
  private static final int PACKETS = 3_000;

  @TempDir Path folder;

  @Test
  void noFileIsLostOrHalfOrThereTwiceWithinAVolume() throws Exception {
    killed(folder.toRealPath().resolve("stick"));
  }

  @Test
  void noFileIsLostOrHalfOrThereTwiceFromAnotherVolume() throws Exception {
    Path other = Files.createTempDirectory(Path.of("/dev/shm"), "stick");
    try {
      killed(other);
    } finally {
      for (int number = 0; number < FILES; number++) {
        Files.deleteIfExists(other.resolve(name(number)));
      }
      Files.delete(other);
    }
  }

  private void killed(Path stick) throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledImportTest seed " + seed);
    Random random = new Random(seed);
    ImportScene scene = new ImportScene(folder.toRealPath().resolve("archive"), stick);
    Files.createDirectories(scene.root());
    for (int kill = 0; kill < KILLS; kill++) {
      for (int number = 0; number < FILES; number++) {
        scene.put(name(number), PACKETS, number); // what is there already moves, too
      }
      killAfter(scene, 1 + random.nextInt(FILES - 1), random.nextInt(5_000_000));
      assertEachIsWholeSomewhere(scene);
    }
    assertThat(scene.run(scene.moving(), stick))
        .noneMatch(it -> it instanceof ImportedFile.Refused);
    assertEachIsWholeSomewhere(scene);
    assertThat(scene.visible()).hasSize(FILES);
    assertThat(scene.staged()).isEmpty();
  }

  private static String name(int number) {
    return "20240523_10%02d00.mp3".formatted(number);
  }

  private static void killAfter(ImportScene scene, int lines, int nanos) throws IOException {
    Process process =
        ChildProgram.start(
            ChildProgram.command("import", scene.root().toString(), scene.stick().toString()));
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.lines().limit(lines).count()).isEqualTo(lines);
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait(); // somewhere in the next file
      }
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static void assertEachIsWholeSomewhere(ImportScene scene) throws IOException {
    Set<Path> visible = new HashSet<>(scene.visible());
    for (int number = 0; number < FILES; number++) {
      byte[] content = ImportScene.content(Optional.empty(), PACKETS, number);
      Path original = scene.stick().resolve(name(number));
      Path file = scene.root().resolve("2024/05/" + name(number));
      boolean there = visible.remove(file);
      assertThat(there || Files.exists(original)).as(file.toString()).isTrue();
      for (Path each : List.of(original, file)) {
        if (Files.exists(each)) {
          assertThat(each).hasBinaryContent(content);
        }
      }
    }
    assertThat(visible).as("anything else").isEmpty();
  }
}
