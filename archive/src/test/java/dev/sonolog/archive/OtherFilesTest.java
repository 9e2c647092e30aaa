package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no recorder of ours wrote: what others put in, rename, replace and remove. */
final class OtherFilesTest {
  private static final Instant TEN = Instant.parse("2026-05-23T08:00:00Z"); // in Berlin
  private static final Instant LATER = Instant.parse("2026-05-24T00:00:00Z");
  private static final Trash.Order ORDER = new Trash.Order("alice", GapCause.DELETED, "not wanted");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path root;
  private Archive archive;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(root.resolve("jazz"));
    archive = Archive.open(settings(), "test");
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  private ArchiveSettings settings() {
    return new ArchiveSettings(
        Set.of(root, root.resolve("jazz")),
        ArchiveSettings.defaultStateDirectory(root),
        List.of(new TinyContainer()),
        List.of(
            new SourceFolder("news", root, new FileNamePattern("news_%d.%m.%Y_%H.%M"), BERLIN),
            new SourceFolder("jazz", root.resolve("jazz"), FileNamePattern.DEFAULT, BERLIN)),
        Duration.ZERO);
  }

  private ReconciledArchive compare() throws IOException {
    return new Reconciliation(settings(), archive.catalogue(), () -> false).run(_ -> {});
  }

  /** A file of another program, so many packets of 10 ms long. */
  private Path put(String name, int packets) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, content(packets));
    Files.setLastModifiedTime(file, FileTime.from(LATER));
    return file;
  }

  private static byte[] content(int packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TinyContainer.head(Optional.empty(), Optional.empty()));
    for (int i = 0; i < packets; i++) {
      out.writeBytes(TinyContainer.packet(i));
    }
    return out.toByteArray();
  }

  private StoredSegment stored(Path file) throws IOException {
    return archive.view().segment(file).orElseThrow();
  }

  @Test
  void theStartComesFromThePatternOrTheNameOrTheTimeOfModificationAndItIsSaidWhich()
      throws IOException {
    Path byPattern = put("news_23.05.2026_10.00.mp3", 100);
    Path byFolder = put("jazz/20260523_100000.mp3", 100);
    Path byName = put("old/2026-05-23 10h00.mp3", 100);
    Path byNothing = put("old/interview.mp3", 100);
    assertThat(compare()).isEqualTo(new ReconciledArchive(4, 0, 0, 0, 0, 0, 4, 0, 0));

    assertStored(byPattern, "news", TEN, StartOrigin.NAME);
    assertStored(byFolder, "jazz", TEN, StartOrigin.NAME);
    assertStored(byName, "news", TEN, StartOrigin.NAME);
    assertStored(byNothing, "news", LATER.minusSeconds(1), StartOrigin.MODIFIED);
    assertThat(compare()).isEqualTo(new ReconciledArchive(4, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(archive.view().gaps("news", Instant.MIN, Instant.MAX))
        .as("what others leave out is no gap of ours")
        .isEmpty();
  }

  private void assertStored(Path file, String source, Instant start, StartOrigin from)
      throws IOException {
    StoredSegment segment = stored(file);
    assertThat(segment.source()).isEqualTo(source);
    assertThat(segment.start()).isEqualTo(start);
    assertThat(segment.startFrom()).isEqualTo(from);
    assertThat(segment.knownEnd()).isEqualTo(start.plusSeconds(1));
    assertThat(segment.content().orElseThrow().digest()).isEmpty();
  }

  @Test
  void anArchiveWhoseSourcesAreNotKnownGoesByFolders() throws IOException {
    Path file = put("rock/20260523_080000.mp3", 100);
    new Reconciliation(
            new ArchiveSettings(
                Set.of(root),
                ArchiveSettings.defaultStateDirectory(root),
                List.of(new TinyContainer()),
                Duration.ZERO),
            archive.catalogue(),
            () -> false)
        .run(_ -> {});
    assertThat(stored(file).source()).isEqualTo("rock");
    assertThat(stored(file).start())
        .isEqualTo(
            Instant.parse("2026-05-23T08:00:00Z")
                .atZone(ZoneOffset.UTC)
                .withZoneSameLocal(ZoneId.systemDefault())
                .toInstant());
  }

  @Test
  void aFileThatWasRenamedGoesOnBeingTheSame() throws IOException {
    Path old = put("jazz/20260523_100000.mp3", 100);
    compare();
    String run = stored(old).run();
    Path moved = Files.move(old, root.resolve("best.mp3"));
    assertThat(compare()).isEqualTo(new ReconciledArchive(1, 0, 1, 0, 0, 0, 0, 0, 0));
    assertThat(stored(moved).run()).isEqualTo(run);
    assertThat(stored(moved).start()).isEqualTo(TEN);

    put("jazz/20260523_100000.mp3", 200);
    assertThat(compare().foreign()).as("another one of the old name").isEqualTo(1);
    assertThat(stored(old).run()).isNotEqualTo(run);
    assertThat(stored(moved).run()).isEqualTo(run);
  }

  @Test
  void aThousandFilesThatWereRenamedGoOnBeingTheSame() throws IOException {
    Map<String, String> runs = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      Path file = put("old/" + i + ".mp3", 1 + i % 3);
      Files.setLastModifiedTime(file, FileTime.from(LATER.plusMillis(i)));
    }
    compare();
    for (int i = 0; i < 1_000; i++) {
      runs.put("new/" + i + ".mp3", stored(root.resolve("old/" + i + ".mp3")).run());
    }
    Files.move(root.resolve("old"), root.resolve("new"));
    assertThat(compare()).isEqualTo(new ReconciledArchive(1_000, 0, 1_000, 0, 0, 0, 0, 0, 0));
    for (Map.Entry<String, String> each : runs.entrySet()) {
      assertThat(stored(root.resolve(each.getKey())).run()).isEqualTo(each.getValue());
    }
  }

  @Test
  void filesThatCannotBeToldApartAreRenamedToAsManyOthers() throws IOException {
    for (int i = 0; i < 200; i++) {
      put("old/" + i + ".mp3", 5);
    }
    compare();
    Files.delete(root.resolve("old/7.mp3"));
    Files.move(root.resolve("old"), root.resolve("new"));
    put("new/another.mp3", 6);
    assertThat(compare()).isEqualTo(new ReconciledArchive(200, 0, 199, 0, 1, 0, 1, 0, 0));
    assertThat(
            archive.view().recordings(Instant.MAX, 1_000).stream()
                .map(StoredSegment::file)
                .distinct())
        .hasSize(200);
    assertThat(compare()).isEqualTo(new ReconciledArchive(200, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void eachOfAllThatHadANameOneAfterTheOtherStaysWhatItIs() throws IOException {
    Set<String> runs = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Path file = put("jazz/20260523_100000.mp3", 100 + i);
      assertThat(compare().foreign()).isEqualTo(1);
      runs.add(stored(file).run());
      Files.move(file, root.resolve("kept " + i + ".mp3"));
      assertThat(compare().moved()).isEqualTo(1);
    }
    assertThat(runs).hasSize(4);
    for (int i = 0; i < 4; i++) {
      StoredSegment kept = stored(root.resolve("kept " + i + ".mp3"));
      assertThat(kept.content().orElseThrow().samples()).isEqualTo((100L + i) * 480);
    }
  }

  @Test
  void aFileThatGrewOrWasReplacedIsReadAgain() throws IOException {
    Path file = put("jazz/20260523_100000.mp3", 100);
    compare();
    put("jazz/20260523_100000.mp3", 300);
    assertThat(compare()).isEqualTo(new ReconciledArchive(1, 0, 0, 0, 0, 0, 0, 1, 0));
    assertThat(stored(file).content().orElseThrow().samples()).isEqualTo(300L * 480);
  }

  @Test
  void aFileThatIsGoneIsMissingUntilItComesBack() throws IOException {
    Path file = put("jazz/20260523_100000.mp3", 100);
    compare();
    Path hidden = Files.move(file, root.resolve("hidden"));
    assertThat(compare().removed()).isEqualTo(1);
    assertThat(archive.view().gaps("jazz", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap("jazz", TEN, Optional.of(TEN.plusSeconds(1)), GapCause.REMOVED_OUTSIDE, 0, ""));
    Files.move(hidden, file);
    assertThat(compare().returned()).isEqualTo(1);
  }

  @Test
  void aFileWhereATrashedOneLayIsARecordingOfItsOwnAndBothCanBeHad() throws IOException {
    Path file = put("jazz/20260523_100000.mp3", 100);
    compare();
    StoredSegment old = stored(file);
    drop(old);

    put("jazz/20260523_100000.mp3", 300);
    assertThat(compare().foreign()).isEqualTo(1);
    StoredSegment other = stored(file);
    assertThat(other.run()).isNotEqualTo(old.run());
    assertThat(other.content().orElseThrow().samples()).isEqualTo(300L * 480);
    assertThat(archive.trash().content()).extracting(StoredSegment::run).containsExactly(old.run());
    assertThat(compare().changedAnything()).isFalse();

    assertThat(archive.trash().restore(List.of(old), "bob", _ -> {}).refused()).isEmpty();
    assertThat(file).hasBinaryContent(content(300));
    StoredSegment restored = archive.view().segment(old.key()).orElseThrow();
    assertThat(restored.file()).hasBinaryContent(content(100)).isNotEqualTo(file);
    assertThat(restored.state()).isEqualTo(SegmentState.SEALED);
    assertThat(compare().changedAnything()).isFalse();
  }

  @Test
  void aFileWhereAnErasedOneLayIsARecordingOfItsOwn() throws IOException {
    Path file = put("jazz/20260523_100000.mp3", 100);
    compare();
    StoredSegment old = stored(file);
    drop(old);
    archive.trash().erase(List.of(old), ORDER, _ -> {});

    put("jazz/20260523_100000.mp3", 300);
    assertThat(compare().foreign()).isEqualTo(1);
    assertThat(archive.view().segment(old.key()).orElseThrow().state())
        .isEqualTo(SegmentState.DELETED);
    assertThat(stored(file).run()).isNotEqualTo(old.run());
  }

  @Test
  void aTrashedFileThatSomebodyMovedBackIsItselfAgain() throws IOException {
    Path file = put("jazz/20260523_100000.mp3", 100);
    compare();
    StoredSegment old = stored(file);
    drop(old);
    Files.move(archive.view().segment(old.key()).orElseThrow().place(), file);

    compare();
    assertThat(stored(file)).isEqualTo(old);
    assertThat(archive.trash().content()).isEmpty();
  }

  private void drop(StoredSegment segment) {
    assertThat(archive.trash().drop(List.of(segment), ORDER, _ -> {}).refused()).isEmpty();
  }

  @Test
  void aFileOfOursThatAnotherTookThePlaceOfIsRemovedAndTheOtherAdded() throws Exception {
    Scene.record(
        archive,
        root,
        "1.mp3",
        Scene.tags("radio", "run", 0, 0, Scene.NOON, Optional.empty()),
        100);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    Path file = put("1.mp3", 300);
    ReconciledArchive result = compare();
    assertThat(result.removed()).isEqualTo(1);
    assertThat(result.foreign()).isEqualTo(1);
    assertThat(archive.view().segment("run", 0).orElseThrow().state())
        .isEqualTo(SegmentState.REMOVED_OUTSIDE);
    assertThat(stored(file).source()).isEqualTo("news");
  }

  @Test
  void aLongFileIsEstimatedFirstAndMeasuredThen() throws Exception {
    Path file = put("jazz/20260523_100000.mp3", 100_000);
    byte[] bytes = Files.readAllBytes(file);
    int torn = bytes.length - 40 * TinyContainer.PACKET; // the end is no packet
    java.util.Arrays.fill(bytes, torn, bytes.length, (byte) 0);
    Files.write(file, bytes);
    compare();
    StoredSegment.Content first = stored(file).content().orElseThrow();
    assertThat(first.estimated()).isTrue();
    assertThat(first.samples()).isEqualTo(100_000L * 480);
    assertThat(archive.view().estimated(10)).hasSize(1);

    new Reconciliation(settings(), archive.catalogue(), () -> false).measure(stored(file));
    StoredSegment.Content then = stored(file).content().orElseThrow();
    assertThat(then.estimated()).isFalse();
    assertThat(then.samples()).isEqualTo(99_960L * 480);
    assertThat(archive.view().estimated(10)).isEmpty();
  }

  @Test
  void whatOthersDoWhileItRunsIsNoticed() throws Exception {
    archive.watch();
    put("settles/0.mp3", 1); // the watch begins on a thread of its own
    await(() -> archive.view().sources().stream().anyMatch(it -> it.segments() == 1));
    Path file = put("new/folder/20260523_100000.mp3", 100);
    await(() -> archive.view().segment(file).isPresent());
    Path moved = Files.move(file, root.resolve("jazz/b.mp3"));
    await(() -> archive.view().segment(moved).isPresent());
    assertThat(stored(moved).start()).isEqualTo(TEN);
    Files.write(moved, content(200));
    await(() -> stored(moved).content().orElseThrow().samples() == 200L * 480);
    Files.delete(moved);
    await(() -> stored(moved).state() == SegmentState.REMOVED_OUTSIDE);
  }

  @Test
  void filesThatAreNoRecordingsCauseNoComparison() throws Exception {
    AtomicInteger comparisons = new AtomicInteger();
    List<Path> seen = new CopyOnWriteArrayList<>();
    try (FolderWatch _ =
        FolderWatch.start(List.of(root), seen::addAll, comparisons::incrementAndGet)) {
      await(() -> comparisons.get() == 1);
      Files.delete(Files.writeString(root.resolve("status.json.tmp"), "{}"));
      Files.move(
          Files.writeString(root.resolve("20260523_100000.mp3.part"), "x"),
          root.resolve("20260523_100000.mp3"));
      await(() -> seen.contains(root.resolve("20260523_100000.mp3")));
      assertThat(comparisons).hasValue(1);
      Files.delete(root.resolve("jazz"));
      await(() -> comparisons.get() == 2);
    }
  }

  private interface Question {
    boolean ask() throws IOException;
  }

  private static void await(Question question) {
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(question::ask);
  }
}
