package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder in a process of its own is killed without warning, at a random moment. */
final class KilledRecorderTest {
  private static final int KILLS = 4;

  @TempDir Path root;

  @Test
  void everyByteThatWasFlushedIsThereAfterTheRecovery() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledRecorderTest seed " + seed);
    Random random = new Random(seed);
    Map<Path, Long> safe = new HashMap<>();
    Map<Path, String> digests = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      String run = "run" + kill;
      for (String line : linesUntilKilled(run, 1 + random.nextInt(120))) {
        String[] words = line.split(" ", -1);
        Path file = root.resolve(run).resolve(words[1] + ".mp3");
        if (words[0].equals("safe")) {
          safe.merge(file, Long.parseLong(words[2]), Math::max);
        } else {
          digests.put(file, words[2]);
        }
      }
    }

    Archive archive = Scene.open(root);
    RecoveredArchive recovered = archive.recover(_ -> {});
    archive.close(Scene.DEADLINE);

    assertThat(recovered.files()).noneMatch(RecoveredFile.Failed.class::isInstance);
    for (Map.Entry<Path, Long> entry : safe.entrySet()) {
      assertHoldsPackets(entry.getKey(), entry.getValue());
    }
    digests.forEach(this::assertDigest);
    assertTimelineIsWhole();
  }

  @Test
  void nothingIsLeftInTheFolderForTemporaryFiles(@TempDir Path temporary) throws Exception {
    List<String> command =
        new ArrayList<>(ChildProgram.command("record", root.toString(), "killed"));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    linesUntilKilled(command, 1);
    assertThat(temporary).isEmptyDirectory();
  }

  private List<String> linesUntilKilled(String run, int lines) throws IOException {
    return linesUntilKilled(ChildProgram.command("record", root.toString(), run), lines);
  }

  private static List<String> linesUntilKilled(List<String> command, int lines) throws IOException {
    Process process = ChildProgram.start(command);
    try (BufferedReader reader = process.inputReader()) {
      List<String> first = reader.lines().limit(lines).toList();
      process.destroyForcibly();
      process.onExit().join();
      return first;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertHoldsPackets(Path file, long safeLength) throws IOException {
    long whole = (safeLength - TinyContainer.HEAD) / TinyContainer.PACKET;
    if (whole < 1) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat((long) bytes.length)
        .isGreaterThanOrEqualTo(TinyContainer.HEAD + whole * TinyContainer.PACKET);
    for (int i = 0; i < (bytes.length - TinyContainer.HEAD) / TinyContainer.PACKET; i++) {
      int at = TinyContainer.HEAD + i * TinyContainer.PACKET;
      assertThat(Arrays.copyOfRange(bytes, at, at + TinyContainer.PACKET))
          .as("packet %d of %s", i, file)
          .isEqualTo(TinyContainer.packet(i));
    }
  }

  private void assertDigest(Path file, String body) {
    try {
      StoredSegment row = view().segment(file).orElseThrow();
      assertThat(row.content().orElseThrow().digest().orElseThrow().body()).isEqualTo(body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertTimelineIsWhole() throws IOException {
    VerifiedArchive verified = new Verification(Scene.settings(root)).run(_ -> {}, _ -> {});
    assertThat(verified.isSound()).as(verified.toString()).isTrue();
    assertThat(verified.unknown()).isZero();
    assertThat(verified.recording()).isZero();
    List<Gap> gaps = view().gaps("radio", Instant.MIN, Instant.MAX);
    assertThat(gaps).isNotEmpty().allMatch(gap -> gap.cause() == GapCause.RECORDER_KILLED);
    assertThat(gaps.getLast().to()).isEqualTo(Optional.empty());
  }

  private CatalogueView view() throws IOException {
    return Catalogue.openReadOnly(root.resolve(".sonolog/catalogue.db"));
  }
}
