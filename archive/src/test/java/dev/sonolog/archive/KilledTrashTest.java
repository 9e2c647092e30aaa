package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.SegmentTags;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that trashes, restores and erases is killed at random moments. Afterwards each
 * recording lies in its place, or in the trash, or is erased with a line in the audit log; and the
 * catalogue says which.
 */
final class KilledTrashTest {
  private static final int KILLS = 5;
  private static final int RECORDINGS = 60;

  @TempDir Path root;

  @Test
  void nothingIsLostWithoutALine() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledTrashTest seed " + seed);
    Random random = new Random(seed);
    record();
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(1 + random.nextInt(40), random.nextInt(1_000_000));
      Archive archive = Scene.open(root);
      archive.recover(_ -> {});
      new Reconciliation(Scene.settings(root), archive.catalogue(), () -> false).run(_ -> {});
      assertEachIsAccountedFor(archive);
      assertThat(archive.close(Scene.DEADLINE)).isTrue();
    }
  }

  private void record() throws Exception {
    Archive archive = Scene.open(root);
    for (int number = 0; number < RECORDINGS; number++) {
      SegmentTags tags =
          Scene.tags(
              "radio",
              "run",
              number,
              480L * number,
              Scene.NOON.plus(Scene.duration(480L * number)),
              Optional.empty());
      Scene.record(archive, root, "radio/" + number + ".mp3", tags, 1);
    }
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  private void killAfter(int lines, int nanos) throws IOException {
    Process process =
        ChildProgram.start(ChildProgram.command("trash", root.toString(), "" + nanos));
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.lines().limit(lines).count()).isEqualTo(lines);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private void assertEachIsAccountedFor(Archive archive) throws IOException {
    Set<SegmentKey> audited = new HashSet<>();
    new AuditLog(root.resolve(".sonolog"))
        .forEach(
            entry -> {
              if (entry.action() == AuditEntry.Action.ERASE) {
                audited.add(entry.key());
              }
            });
    List<StoredSegment> all = archive.view().segmentsOf("run");
    assertThat(all).hasSize(RECORDINGS);
    for (StoredSegment segment : all) {
      switch (segment.state()) {
        case SEALED -> assertThat(segment.file()).exists();
        case TRASHED -> {
          assertThat(segment.place()).exists();
          assertThat(segment.removal().orElseThrow().trash()).isPresent();
        }
        case DELETED -> {
          assertThat(audited).contains(segment.key());
          assertThat(segment.file()).doesNotExist();
        }
        case RECORDING, REMOVED_OUTSIDE -> throw new AssertionError(segment);
      }
    }
    long files = all.stream().filter(s -> s.state() != SegmentState.DELETED).count();
    assertThat(audioFiles()).isEqualTo(files);
    assertThat(archive.view().gaps("radio", Scene.NOON, end(all)))
        .allMatch(gap -> gap.cause() == GapCause.DELETED);
  }

  private static Instant end(List<StoredSegment> all) {
    return all.getLast().knownEnd();
  }

  private long audioFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".mp3")).count();
    }
  }

  /**
   * Two processes on one archive: one records and deletes by retention, the other pins what it
   * finds. What was pinned, and is so to the end, is never deleted.
   */
  @Test
  void whatAnotherProcessPinnedIsNeverDeleted() throws Exception {
    record();
    Process pinner = ChildProgram.start(ChildProgram.command("pin", root.toString()));
    Archive archive = Scene.open(root);
    try (BufferedReader reader = pinner.inputReader()) {
      assertThat(reader.readLine()).isEqualTo("pinned");
      RetentionRule rule =
          new RetentionRule(Optional.of(Duration.ZERO), Optional.empty(), Optional.empty());
      archive.retention().apply(new RetentionRules(Map.of("radio", rule), Duration.ZERO));
      Trash.Result result = archive.retention().run(Instant.now(), _ -> {});
      pinner.destroyForcibly().onExit().join();

      Set<SegmentKey> pins = new Review(root.resolve(".sonolog")).pins().keySet();
      System.out.println(pins.size() + " pinned, " + result.done().size() + " deletions");
      assertThat(pins).isNotEmpty();
      archive.retention().run(Instant.now().plusSeconds(1), _ -> {});
      for (SegmentKey pin : pins) {
        StoredSegment segment = archive.view().segment(pin).orElseThrow();
        assertThat(segment.place()).as(segment.toString()).exists();
        assertThat(segment.state()).isIn(SegmentState.SEALED, SegmentState.TRASHED);
      }
      assertThat(archive.view().segmentsOf("run"))
          .filteredOn(segment -> !pins.contains(segment.key()))
          .allMatch(segment -> segment.state() == SegmentState.DELETED);
    } finally {
      pinner.destroyForcibly().onExit().join();
      assertThat(archive.close(Scene.DEADLINE)).isTrue();
    }
  }
}
