package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconciliationTest {
  private static final Instant SECOND = Scene.NOON.plusSeconds(1);
  private static final Instant THIRD = Scene.NOON.plusSeconds(2);
  private static final Instant AGAIN = Scene.NOON.plusSeconds(60);

  @TempDir Path root;
  private Archive archive;

  @BeforeEach
  void recordTwoRuns() throws Exception {
    archive = Scene.open(root);
    Optional<GapNote> none = Optional.empty();
    Scene.record(archive, root, "1.mp3", Scene.tags("radio", "run", 0, 0, Scene.NOON, none), 100);
    Scene.record(archive, root, "2.mp3", Scene.tags("radio", "run", 1, 48_000, SECOND, none), 100);
    GapNote note = new GapNote(Scene.at(THIRD), "connection lost", 7);
    SegmentTags next = Scene.tags("radio", "next", 0, 0, AGAIN, Optional.of(note));
    archive.catalogue().tell(Scene.runStarted(next));
    archive
        .catalogue()
        .tell(new CatalogueEntry.GapFound("radio", THIRD, AGAIN, GapCause.CONNECTION_LOST, 7, ""));
    Scene.record(archive, root, "3.mp3", next, 100);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void nothingChangesWhenNothingChanged() throws Exception {
    List<String> before = rows(archive.view());
    assertThat(reconcile()).isEqualTo(new ReconciledArchive(3, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(rows(archive.view())).isEqualTo(before);
  }

  @Test
  void filesThatWereTakenAwayAreOneGapUntilTheyComeBack() throws Exception {
    List<String> before = rows(archive.view());
    Path away = Files.createDirectory(root.resolve("away.d"));
    Files.move(root.resolve("1.mp3"), away.resolve("1.kept"));
    Files.move(root.resolve("2.mp3"), away.resolve("2.kept"));

    assertThat(reconcile().removed()).isEqualTo(2);
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap("radio", Scene.NOON, Optional.of(THIRD), GapCause.REMOVED_OUTSIDE, 0, ""),
            new Gap("radio", THIRD, Optional.of(AGAIN), GapCause.CONNECTION_LOST, 7, ""));
    assertThat(reconcile().removed()).isZero();

    Files.move(away.resolve("1.kept"), root.resolve("1.mp3"));
    Files.move(away.resolve("2.kept"), root.resolve("2.mp3"));
    assertThat(reconcile().returned()).isEqualTo(2);
    assertThat(rows(archive.view())).isEqualTo(before);
  }

  @Test
  void aRenamedFileIsRecognised() throws Exception {
    Path renamed = Files.createDirectory(root.resolve("kept")).resolve("best of.mp3");
    Files.move(root.resolve("2.mp3"), renamed);
    assertThat(reconcile()).isEqualTo(new ReconciledArchive(3, 0, 1, 0, 0, 0, 0, 0, 0));
    assertThat(archive.view().segment("run", 1).orElseThrow().file()).isEqualTo(renamed);
    assertThat(archive.view().segment("run", 1).orElseThrow().state())
        .isEqualTo(SegmentState.SEALED);
  }

  @Test
  void aFileThatComesBackUnderAnotherNameIsRecognised() throws Exception {
    Path hidden = root.resolve("hidden");
    Files.move(root.resolve("2.mp3"), hidden);
    assertThat(reconcile().removed()).isEqualTo(1);
    Files.move(hidden, root.resolve("back.mp3"));
    assertThat(reconcile().moved()).isEqualTo(1);
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX)).hasSize(1);
  }

  @Test
  void copiesAndForeignFilesAreCountedAndLeftAlone() throws Exception {
    Files.copy(root.resolve("1.mp3"), root.resolve("copy.mp3"));
    Files.writeString(root.resolve("notes.mp3"), "no audio");
    Files.writeString(root.resolve("notes.txt"), "no audio");
    Files.createDirectory(root.resolve("folder.mp3"));
    Files.createSymbolicLink(root.resolve("link.mp3"), root.resolve("1.mp3"));
    Files.copy(root.resolve("1.mp3"), root.resolve(".sonolog/state.mp3"));
    Files.copy(root.resolve("1.mp3"), root.resolve("left.mp3.part"));
    List<String> before = rows(archive.view());
    assertThat(reconcile()).isEqualTo(new ReconciledArchive(5, 0, 0, 0, 0, 1, 0, 0, 1));
    assertThat(rows(archive.view())).isEqualTo(before);
  }

  @Test
  void whatIsBeingRecordedIsNoneOfItsBusiness() throws Exception {
    SegmentTags tags = Scene.tags("radio", "live", 0, AGAIN.plusSeconds(1));
    SegmentFile live = Scene.begin(archive, root, "4.mp3", tags, 100);
    assertThat(reconcile()).isEqualTo(new ReconciledArchive(3, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(archive.view().inState(SegmentState.RECORDING)).hasSize(1);
    Scene.seal(archive, live, tags, 100);
  }

  @Test
  void aSealThatTheCatalogueNeverHeardOfIsAdded() throws Exception {
    SegmentTags tags = Scene.tags("radio", "live", 0, AGAIN.plusSeconds(1));
    SegmentFile live = Scene.begin(archive, root, "4.mp3", tags, 100);
    live.replaceHead(TinyContainer.head(Optional.of(tags), Optional.of(48_000L)));
    SealedFile sealed = live.seal().get();
    assertThat(reconcile().added()).isEqualTo(1);
    assertThat(archive.view().segment("live", 0).orElseThrow().content().orElseThrow().digest())
        .contains(sealed.digest());
  }

  @Test
  void anOutputDirectoryThatIsNotMountedLosesNothing() throws Exception {
    ArchiveSettings both = settings(root.resolve("gone"), root);
    SegmentTags tags = Scene.tags("other", "o", 0, Scene.NOON);
    archive.catalogue().tell(Scene.runStarted(tags));
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    "o",
                    0,
                    root.resolve("gone/1.mp3"),
                    0,
                    Scene.NOON,
                    480,
                    0,
                    10,
                    new SealedSegment.Digest(0, "", ""))));
    ReconciledArchive result =
        new Reconciliation(both, archive.catalogue(), () -> false).run(_ -> {});
    assertThat(result.removed()).isZero();
  }

  @Test
  void filesThatAreGoneTogetherWithTheLockAreNotTakenForDeleted() throws Exception {
    Scene.record(archive, root, "9.mp3", Scene.tags("other", "o", 0, Scene.NOON), 100);
    Files.delete(root.resolve("9.mp3"));
    Files.delete(root.resolve(".sonolog/lock"));
    assertThat(reconcile().removed()).isZero();
    archive.touch();
    assertThat(reconcile().removed()).as("when the lock was made anew").isEqualTo(1);
  }

  @Test
  void aDirectoryThatLiesOnAnotherFileStoreThanAtFirstIsAbsent() throws Exception {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "sonolog-test");
    try {
      Path disk = Files.createDirectory(root.resolve("disk"));
      assertThat(Files.getFileStore(disk)).isNotEqualTo(Files.getFileStore(memory));
      Path link = Files.createSymbolicLink(root.resolve("link"), disk);
      OutputDirectories directories = new OutputDirectories(settings(root, link));
      assertThat(directories.reach(link.resolve("a.mp3"))).isTrue();
      Files.delete(link);
      Files.createSymbolicLink(link, memory);
      assertThat(directories.reach(link.resolve("a.mp3"))).isFalse();
      assertThat(directories.reach(root.resolve("a.mp3"))).isTrue();
    } finally {
      Files.delete(memory);
    }
  }

  @Test
  void aStretchThatNothingAccountsForBecomesAGap() throws Exception {
    Instant later = AGAIN.plusSeconds(100);
    Scene.record(archive, root, "4.mp3", Scene.tags("radio", "late", 0, later), 100);
    reconcile();
    assertThat(archive.view().gaps("radio", AGAIN, Instant.MAX))
        .containsExactly(
            new Gap("radio", AGAIN.plusSeconds(1), Optional.of(later), GapCause.UNKNOWN, 0, ""));
  }

  @Test
  void aCatalogueThatWasLostIsRebuiltFromTheFiles() throws Exception {
    List<String> before = rows(archive.view());
    archive.close(Scene.DEADLINE);
    for (Path file : CatalogueDatabase.files(root.resolve(".sonolog/catalogue.db"))) {
      Files.deleteIfExists(file);
    }
    ReconciledArchive result = Reindex.run(Scene.settings(root), "test", _ -> {});
    assertThat(result).isEqualTo(new ReconciledArchive(3, 3, 0, 0, 0, 0, 0, 0, 0));
    archive = Scene.open(root);
    assertThat(rows(archive.view())).isEqualTo(byTags(before));
  }

  @Test
  void aDamagedCatalogueIsRebuiltFromTheFiles() throws Exception {
    List<String> before = rows(archive.view());
    archive.close(Scene.DEADLINE);
    Path database = root.resolve(".sonolog/catalogue.db");
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, 0, bytes.length, (byte) 0x55);
    Files.write(database, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    Reindex.run(Scene.settings(root), "test", _ -> {});
    archive = Scene.open(root);
    assertThat(rows(archive.view())).isEqualTo(byTags(before));
    assertThat(root.resolve(".sonolog/catalogue-old.db")).hasBinaryContent(bytes);
  }

  @Test
  void aDamagedCatalogueDoesNotKeepTheArchiveFromOpening() throws Exception {
    List<String> before = rows(archive.view());
    archive.close(Scene.DEADLINE);
    Files.writeString(root.resolve(".sonolog/catalogue.db"), "this is no database ".repeat(500));
    archive = Scene.open(root);
    reconcile();
    assertThat(rows(archive.view())).isEqualTo(byTags(before));
    try (var files = Files.list(root.resolve(".sonolog"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("catalogue-damaged-"));
    }
  }

  @Test
  void reindexIsRefusedWhileARecorderRuns() {
    assertThatThrownBy(() -> Reindex.run(Scene.settings(root), "test", _ -> {}))
        .isInstanceOf(ArchiveLockedException.class);
  }

  private ArchiveSettings settings(Path... directories) {
    return new ArchiveSettings(
        Set.of(directories), root.resolve(".sonolog"), List.of(new TinyContainer()), Duration.ZERO);
  }

  private ReconciledArchive reconcile() throws IOException {
    return new Reconciliation(Scene.settings(root), archive.catalogue(), () -> false).run(_ -> {});
  }

  /** What a catalogue says that was built from the files alone. */
  private static List<String> byTags(List<String> rows) {
    return rows.stream().map(row -> row.replace("startFrom=RECORDER", "startFrom=TAGS")).toList();
  }

  /** All that files can tell, as lines. */
  private static List<String> rows(CatalogueView view) throws IOException {
    List<String> rows = new ArrayList<>();
    for (SourceSummary source : view.sources()) {
      rows.add(source.toString());
      view.segments(source.name(), Instant.MIN, Instant.MAX).forEach(s -> rows.add(s.toString()));
      view.gaps(source.name(), Instant.MIN, Instant.MAX).forEach(g -> rows.add(g.toString()));
      for (StoredRun run : view.runs(source.name(), Instant.MIN, Instant.MAX)) {
        rows.add(run.run() + run.format() + run.station() + run.start());
      }
    }
    return rows;
  }
}
