package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SegmentTags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three recordings of a second each that leave an archive, come back, or may not go. */
final class TrashTest {
  private static final Instant SECOND = Scene.NOON.plusSeconds(1);
  private static final Instant THIRD = Scene.NOON.plusSeconds(2);
  private static final Trash.Order ORDER = new Trash.Order("alice", GapCause.DELETED, "not wanted");

  @TempDir Path root;
  private Archive archive;
  private Review review;

  @BeforeEach
  void record() throws Exception {
    archive = Scene.open(root);
    review = new Review(root.resolve(".sonolog"));
    for (int number = 0; number < 3; number++) {
      Scene.record(archive, root, "radio/" + number + ".mp3", tags(number), 100);
    }
    flush();
  }

  private static SegmentTags tags(int number) {
    Instant start = Scene.NOON.plusSeconds(number);
    return Scene.tags("radio", "run", number, 48_000L * number, start, Optional.empty());
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void whatIsDroppedIsAGapWithItsCauseUntilItIsRestored() throws Exception {
    byte[] bytes = Files.readAllBytes(root.resolve("radio/1.mp3"));

    Trash.Result result = archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});

    assertThat(result.refused()).isEmpty();
    assertThat(result.bytes()).isEqualTo(bytes.length);
    assertThat(root.resolve("radio/1.mp3")).doesNotExist();
    assertThat(segment(1).state()).isEqualTo(SegmentState.TRASHED);
    assertThat(segment(1).place()).hasBinaryContent(bytes).startsWith(root.resolve(".sonolog"));
    assertThat(gaps())
        .containsExactly(
            new Gap("radio", SECOND, Optional.of(THIRD), GapCause.DELETED, 0, "in the trash"));
    assertThat(archive.view().sources().getFirst().segments()).isEqualTo(2);

    assertThat(archive.trash().restore(archive.trash().content(), "bob", _ -> {}).refused())
        .isEmpty();
    assertThat(root.resolve("radio/1.mp3")).hasBinaryContent(bytes);
    assertThat(gaps()).isEmpty();
    assertThat(segment(1).removal()).isEmpty();
    assertThat(filesBelow(root.resolve(".sonolog/trash"))).isEmpty();
    assertThat(audited()).containsExactly("TRASH alice 1", "RESTORE bob 1");
  }

  @Test
  void whatIsErasedStaysKnownWithItsCause() throws Exception {
    archive.trash().drop(List.of(segment(0), segment(1)), ORDER, _ -> {});
    Trash.Order later = new Trash.Order("retention", GapCause.DELETED_BY_RETENTION, "time");

    assertThat(archive.trash().erase(archive.trash().content(), later, _ -> {}).refused())
        .isEmpty();

    assertThat(filesBelow(root.resolve(".sonolog/trash"))).isEmpty();
    assertThat(segment(0).state()).isEqualTo(SegmentState.DELETED);
    assertThat(gaps())
        .containsExactly(new Gap("radio", Scene.NOON, Optional.of(THIRD), GapCause.DELETED, 0, ""));
    assertThat(archive.trash().content()).isEmpty();
    assertThat(archive.trash().restore(List.of(segment(0)), "bob", _ -> {}).refused())
        .extracting(Trash.Refusal::why)
        .containsExactly("was deleted for good");
  }

  @Test
  void aRunThatWasTooShortSaysSo() throws Exception {
    Trash.Order order = new Trash.Order("min_length", GapCause.TOO_SHORT, "3 s of 20 s");
    archive.trash().drop(archive.view().segmentsOf("run"), order, _ -> {});
    assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.TOO_SHORT);
    assertThat(archive.trash().content()).hasSize(3);
  }

  @Test
  void anEntryThatACrashLeftWithoutItsFileIsTakenAway() throws Exception {
    Path entry = Files.createDirectories(root.resolve(".sonolog/trash/20260101T000000Z-0"));
    Files.writeString(entry.resolve("entry.json"), "{}");
    Files.setLastModifiedTime(entry, FileTime.from(Instant.now().minusSeconds(7_200)));
    reconcile();
    assertThat(entry).doesNotExist();
  }

  @Test
  void aRestoredFileOverwritesNothing() throws Exception {
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    Files.writeString(root.resolve("radio/1.mp3"), "somebody else's");

    archive.trash().restore(archive.trash().content(), "bob", _ -> {});

    assertThat(root.resolve("radio/1.mp3")).hasContent("somebody else's");
    assertThat(segment(1).file()).isEqualTo(root.resolve("radio/1-2.mp3")).exists();
    assertThat(segment(1).state()).isEqualTo(SegmentState.SEALED);
  }

  @Test
  void whatIsBeingWrittenOrIsSomebodyElsesIsRefused() throws Exception {
    SegmentTags tags = tags(3);
    SegmentFile growing = Scene.begin(archive, root, "radio/3.mp3", tags, 10);
    growing.flush();
    flush();
    StoredSegment now = segment(3);
    Files.writeString(root.resolve("radio/0.mp3"), "another program's");
    Files.delete(root.resolve("radio/1.mp3"));

    assertThat(archive.trash().drop(List.of(now, segment(0), segment(1)), ORDER, _ -> {}).refused())
        .extracting(Trash.Refusal::why)
        .satisfiesExactly(
            why -> assertThat(why).isEqualTo("is being recorded"),
            why -> assertThat(why).contains("no audio file"),
            why -> assertThat(why).startsWith("is not there"));
    assertThat(archive.trash().erase(List.of(now), ORDER, _ -> {}).refused()).hasSize(1);
    assertThat(root.resolve("radio/3.mp3.part")).exists();
    assertThat(root.resolve("radio/0.mp3")).exists();
    assertThat(audited()).isEmpty();
    Scene.seal(archive, growing, tags, 10);
  }

  @Test
  void whatIsPinnedStaysAndAlsoInTheTrash() throws Exception {
    AuditLog audit = new AuditLog(root.resolve(".sonolog"));
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    review.pin(List.of(segment(0), segment(1)), "carol", "evidence", audit);

    assertThat(archive.trash().drop(List.of(segment(0)), ORDER, _ -> {}).refused())
        .extracting(Trash.Refusal::why)
        .containsExactly("is pinned");
    assertThat(archive.trash().erase(List.of(segment(0), segment(1)), ORDER, _ -> {}).done())
        .isEmpty();
    assertThat(segment(0).file()).exists();
    assertThat(segment(1).place()).exists();
    assertThat(review.pins().values())
        .extracting(pin -> pin.by() + " " + pin.note())
        .containsExactly("carol evidence", "carol evidence");

    review.unpin(List.of(segment(0)), "carol", audit);
    assertThat(archive.trash().drop(List.of(segment(0)), ORDER, _ -> {}).done()).hasSize(1);
    assertThat(audited())
        .containsExactly(
            "TRASH alice 1", "PIN carol 0", "PIN carol 1", "UNPIN carol 0", "TRASH alice 0");
  }

  @Test
  void whilePinsCannotBeReadNothingIsDeleted() throws Exception {
    Files.write(
        root.resolve(".sonolog").resolve(Review.FILE),
        "no database".getBytes(StandardCharsets.UTF_8));
    assertThat(archive.trash().drop(List.of(segment(0)), ORDER, _ -> {}).refused())
        .singleElement()
        .satisfies(it -> assertThat(it.why()).contains("nobody knows what is pinned"));
    archive.retention().apply(rules(Duration.ZERO));
    assertThatThrownBy(() -> archive.retention().run(Instant.now(), _ -> {}))
        .hasMessageContaining("nobody knows what is pinned");
    assertThat(filesBelow(root.resolve("radio"))).hasSize(3);
  }

  @Test
  void retentionDropsWhatIsOldAndErasesItADayLater() throws Exception {
    archive.retention().apply(rules(Duration.ofHours(1)));
    Instant anHourLater = SECOND.plus(Duration.ofHours(1)).plusMillis(500);

    RetentionPlan dry =
        Retention.plan(Scene.settings(root), rules(Duration.ofHours(1)), anHourLater);
    assertThat(filesBelow(root.resolve("radio"))).hasSize(3);
    Trash.Result result = archive.retention().run(anHourLater, _ -> {});

    assertThat(result.done()).extracting(StoredSegment::number).containsExactly(0);
    assertThat(dry.bytes()).isEqualTo(result.bytes()).isPositive();
    assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.DELETED_BY_RETENTION);
    assertThat(segment(0).state()).isEqualTo(SegmentState.TRASHED);
    archive.retention().run(Instant.now().plus(Duration.ofHours(23)), _ -> {});
    assertThat(segment(0).state()).isEqualTo(SegmentState.TRASHED);
    archive.retention().run(Instant.now().plus(Duration.ofHours(25)), _ -> {});
    assertThat(segment(0).state()).isEqualTo(SegmentState.DELETED);
    assertThat(filesBelow(root.resolve("radio"))).isEmpty();
  }

  @Test
  void anArchiveWithoutRulesLosesNothing() throws Exception {
    archive.retention().round();
    archive.retention().run(Instant.now().plus(Duration.ofDays(10_000)), _ -> {});
    archive.retention().apply(RetentionRules.NONE);
    archive.retention().round();
    archive.retention().run(Instant.now().plus(Duration.ofDays(10_000)), _ -> {});
    assertThat(filesBelow(root.resolve("radio"))).hasSize(3);
    assertThat(audited()).isEmpty();
  }

  @Test
  void aNewCatalogueKnowsTheTrashAndWhatWasErased() throws Exception {
    archive.trash().drop(List.of(segment(0), segment(1)), ORDER, _ -> {});
    archive.trash().erase(List.of(segment(0)), ORDER, _ -> {});
    List<Gap> before = gaps();
    archive.close(Scene.DEADLINE);

    Reindex.run(Scene.settings(root), "test", _ -> {});

    archive = Scene.open(root);
    assertThat(gaps()).isEqualTo(before).extracting(Gap::cause).containsOnly(GapCause.DELETED);
    assertThat(archive.trash().restore(archive.trash().content(), "bob", _ -> {}).done())
        .hasSize(1);
    assertThat(root.resolve("radio/1.mp3")).exists();
    assertThat(gaps()).extracting(Gap::from).containsExactly(Scene.NOON);
  }

  @Test
  void aFileInTheTrashIsRestorableByItselfAlone() throws Exception {
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    Files.delete(TrashEntry.of(segment(1).place()).orElseThrow().folder().resolve("entry.json"));
    archive.close(Scene.DEADLINE);
    Reindex.run(Scene.settings(root), "test", _ -> {});
    archive = Scene.open(root);

    archive.trash().restore(archive.trash().content(), "bob", _ -> {});

    assertThat(segment(1).file()).isEqualTo(root.resolve("radio/1.mp3")).exists();
  }

  @Test
  void comparingCatalogueAndFilesLeavesTheTrashAlone() throws Exception {
    archive.trash().drop(List.of(segment(0), segment(1)), ORDER, _ -> {});
    archive.trash().erase(List.of(segment(0)), ORDER, _ -> {});
    List<Gap> before = gaps();

    assertThat(reconcile()).isEqualTo(new ReconciledArchive(1, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(gaps()).isEqualTo(before);
    assertThat(new Verification(Scene.settings(root)).run(_ -> {}, _ -> {}).intact()).isEqualTo(1);
  }

  @Test
  void aTrashedFileThatSomebodyTookAwayIsDeleted() throws Exception {
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    Files.delete(segment(1).place());
    reconcile();
    assertThat(segment(1).state()).isEqualTo(SegmentState.DELETED);
    assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.DELETED);
  }

  @Test
  void aTrashedFileThatSomebodyMovedBackIsThereAgain() throws Exception {
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    Files.move(segment(1).place(), root.resolve("radio/1.mp3"));
    reconcile();
    reconcile();
    assertThat(segment(1).state()).isEqualTo(SegmentState.SEALED);
    assertThat(gaps()).isEmpty();
  }

  @Test
  void aLineThatACrashCutOffSpoilsNoOther() throws Exception {
    archive.trash().drop(List.of(segment(0)), ORDER, _ -> {});
    Path log = root.resolve(".sonolog").resolve(AuditLog.FILE);
    Files.writeString(log, "{\"at\":\"2026-", StandardOpenOption.APPEND);
    archive.trash().drop(List.of(segment(1)), ORDER, _ -> {});
    assertThat(audited()).containsExactly("TRASH alice 0", "TRASH alice 1");
  }

  @Test
  void aForecastSaysWhenTheVolumeIsFull() throws Exception {
    Instant now = THIRD.plusSeconds(1);
    Forecast forecast = Forecast.of(Scene.settings(root), RetentionRules.NONE, now).getFirst();
    double perDay = archive.view().sources().getFirst().bytes() / 3.0 * 86_400;
    assertThat(forecast.bytesPerDay()).isBetween(perDay * 0.99, perDay * 1.01);
    double days = forecast.space().free() / perDay;
    forecast
        .full()
        .ifPresent(
            full ->
                assertThat(Duration.between(now, full).toSeconds() / 86_400.0)
                    .isBetween(days * 0.98, days * 1.02));

    Forecast kept = Forecast.of(Scene.settings(root), rules(Duration.ofDays(1)), now).getFirst();
    assertThat(kept.full()).isEmpty();
    assertThat(kept.steady().orElseThrow() / (2.0 * perDay)).isBetween(0.98, 1.02);
  }

  private static RetentionRules rules(Duration age) {
    RetentionRule rule = new RetentionRule(Optional.of(age), Optional.empty(), Optional.empty());
    return new RetentionRules(Map.of("radio", rule), RetentionRules.TRASH);
  }

  private StoredSegment segment(int number) throws Exception {
    flush();
    return archive.view().segment("run", number).orElseThrow();
  }

  private List<Gap> gaps() throws Exception {
    flush();
    return archive.view().gaps("radio", Instant.MIN, Instant.MAX);
  }

  private ReconciledArchive reconcile() throws Exception {
    return new Reconciliation(Scene.settings(root), archive.catalogue(), () -> false).run(_ -> {});
  }

  private void flush() {
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
  }

  private List<String> audited() throws Exception {
    List<String> lines = new ArrayList<>();
    new AuditLog(root.resolve(".sonolog"))
        .forEach(e -> lines.add(e.action() + " " + e.by() + " " + e.number()));
    return lines;
  }

  private static List<Path> filesBelow(Path folder) throws Exception {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
