package dev.sonolog.archive;

import static dev.sonolog.archive.ImportScene.MODIFIED;
import static dev.sonolog.archive.ImportScene.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from elsewhere that come into an archive, where they did not before. */
final class ImporterTest {
  @TempDir Path folder;
  private ImportScene scene = new ImportScene(Path.of(""), Path.of(""));

  @BeforeEach
  void scene() throws IOException {
    Path real = folder.toRealPath();
    scene =
        new ImportScene(
            Files.createDirectory(real.resolve("archive")),
            Files.createDirectory(real.resolve("stick")));
  }

  private Path in(String name) {
    return scene.root().resolve(name);
  }

  private static Path file(ImportedFile done) {
    assertThat(done).isInstanceOf(ImportedFile.Stored.class);
    return ((ImportedFile.Stored) done).file();
  }

  private static String why(List<ImportedFile> done) {
    assertThat(done).singleElement().isInstanceOf(ImportedFile.Refused.class);
    return ((ImportedFile.Refused) done.getFirst()).why();
  }

  private void assertKnown(Path file, Instant start, StartOrigin from) throws IOException {
    StoredSegment known =
        Catalogue.openReadOnly(scene.settings().catalogueFile()).segment(file).orElseThrow();
    assertThat(known.source()).isEqualTo("jazz");
    assertThat(known.start()).isEqualTo(start);
    assertThat(known.startFrom()).isEqualTo(from);
    assertThat(known.knownEnd()).isEqualTo(start.plusSeconds(1));
  }

  private void takeNote(Path... files) throws IOException {
    Archive archive = Archive.open(scene.settings(), "test");
    try {
      archive.takeNote(List.of(files), _ -> {});
    } finally {
      assertThat(archive.close(Scene.DEADLINE)).isTrue();
    }
  }

  // --- when it began

  @Test
  void theStartIsToldByAPersonOrTagsOrTheNameOrTheTimeOfModificationAndItIsSaidWhich()
      throws IOException {
    Instant given = Instant.parse("2024-05-01T10:00:00.25Z");
    SegmentTags tags = Scene.tags("jazz", "run", 3, given.plusSeconds(7));
    Path said = scene.put("20240101_000000.mp3", 100, 1);
    Path tagged = scene.put("20240102_000000.mp3", tags, 100);
    Path named = scene.put("20240523_10-00-00.MP3", 100, 2);
    Path zoom = scene.put("ZOOM_240523-110000.mp3", 100, 3);
    Path nameless = scene.put("interview.mp3", 100, 4);

    Path bySaying = file(scene.run(scene.order(Optional.of(given), Optional.empty()), said).get(0));
    Path byTags = file(scene.run(scene.order(), tagged).getFirst());
    Path byName = file(scene.run(scene.order(), named).getFirst());
    FileNamePattern pattern = new FileNamePattern("ZOOM_%y%m%d-%H%M%S");
    Path byPattern =
        file(scene.run(scene.order(Optional.empty(), Optional.of(pattern)), zoom).get(0));
    Path byNothing = file(scene.run(scene.order(), nameless).getFirst());

    assertThat(List.of(bySaying, byTags, byName, byPattern, byNothing))
        .containsExactly(
            in("2024/05/20240501_120000.mp3"),
            in("2024/05/20240501_120007.mp3"),
            in("2024/05/20240523_100000.mp3"),
            in("2024/05/20240523_110000.mp3"),
            in("2024/05/20240524_015959.mp3"));
    takeNote(bySaying, byTags, byName, byPattern, byNothing);
    for (int i = 0; i < 2; i++) {
      assertKnown(bySaying, given, StartOrigin.GIVEN);
      assertKnown(byTags, given.plusSeconds(7), StartOrigin.TAGS);
      assertKnown(byName, TEN, StartOrigin.NAME);
      assertKnown(byPattern, TEN.plusSeconds(3600), StartOrigin.NAME);
      assertKnown(byNothing, MODIFIED.minusSeconds(1), StartOrigin.MODIFIED);
      Reindex.run(scene.settings(), "test", _ -> {}); // the files and the audit log tell the same
    }
  }

  @Test
  void whatWasSaidIsKnownStillWhenTheFileIsRenamedAndTheCatalogueIsBuiltAnew() throws IOException {
    Instant given = Instant.parse("2024-05-01T10:00:00.25Z");
    Path original = scene.put("a.mp3", 100, 1);
    Path file = file(scene.run(scene.order(Optional.of(given), Optional.empty()), original).get(0));
    Path renamed = Files.move(file, in("best.mp3"));
    Reindex.run(scene.settings(), "test", _ -> {});
    assertKnown(renamed, given, StartOrigin.GIVEN);
    Path other = Files.write(in("other.mp3"), ImportScene.content(Optional.empty(), 100, 2));
    Reindex.run(scene.settings(), "test", _ -> {});
    StoredSegment unlike =
        Catalogue.openReadOnly(scene.settings().catalogueFile()).segment(other).orElseThrow();
    assertThat(unlike.startFrom()).isEqualTo(StartOrigin.MODIFIED);
  }

  @Test
  void aLongFileIsMeasuredToItsEnd() throws IOException {
    byte[] bytes = ImportScene.content(Optional.empty(), 10_000, 1);
    Arrays.fill(bytes, bytes.length - 40 * TinyContainer.PACKET, bytes.length, (byte) 0); // torn
    Path file = file(scene.run(scene.order(), scene.put("20240523_100000.mp3", bytes)).getFirst());
    takeNote(file);
    StoredSegment known =
        Catalogue.openReadOnly(scene.settings().catalogueFile()).segment(file).orElseThrow();
    assertThat(known.knownEnd()).isEqualTo(TEN.plus(Duration.ofMillis(99_600)));
  }

  // --- what is a file, and what is not

  @Test
  void aCopyHasTheBytesAndTheTimeOfItsOriginalAndThePermissionsOfARecording() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 5_000, 1);
    Path file = file(scene.run(scene.order(), original).getFirst());
    assertThat(file).hasSameBinaryContentAs(original);
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(MODIFIED);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Scene.MODE);
    assertThat(scene.staged()).isEmpty();
    List<AuditEntry> audited = new ArrayList<>();
    new AuditLog(scene.settings().stateDirectory()).forEach(audited::add);
    AuditEntry line = audited.getFirst();
    assertThat(audited).hasSize(1);
    assertThat(line.action()).isEqualTo(AuditEntry.Action.IMPORT);
    assertThat(line.by()).isEqualTo("somebody");
    assertThat(line.imported().orElseThrow().from()).isEqualTo(original.toString());
    assertThat(line.imported().orElseThrow().sha256())
        .isEqualTo(Digests.hex(Digests.sha256().digest(Files.readAllBytes(original))));
  }

  @Test
  void ofAFolderTheRecordingsComeInButNothingThatIsHiddenOrCalledOtherwise() throws IOException {
    scene.put("2024/20240523_100000.mp3", 10, 1);
    scene.put("20240523_110000.mp3", 10, 2);
    scene.put("._20240523_110000.mp3", new byte[100]);
    scene.put(".Trashes/20240523_120000.mp3", 10, 3);
    scene.put("notes.txt", 10, 4);
    scene.put("20240523_130000.mp3.part", 10, 5);
    Path broken = scene.put("broken.mp3", new byte[2_000]);
    List<ImportedFile> done = scene.run(scene.order(), scene.stick());
    assertThat(done).hasSize(3);
    assertThat(done.getFirst())
        .isEqualTo(new ImportedFile.Refused(broken, "is no audio file of a known kind"));
    assertThat(scene.visible())
        .containsExactly(in("2024/05/20240523_100000.mp3"), in("2024/05/20240523_110000.mp3"));
  }

  @Test
  void whatCannotBeImportedIsRefusedWithItsReason() throws IOException {
    assertThat(why(scene.run(scene.order(), scene.stick().resolve("a.mp3"))))
        .isEqualTo("is not there");
    Path part = scene.put("20240523_100000.mp3.part", 10, 1);
    assertThat(why(scene.run(scene.order(), part))).startsWith("is not finished");
    Path inside =
        Files.write(in("20240523_100000.mp3"), ImportScene.content(Optional.empty(), 9, 1));
    assertThat(why(scene.run(scene.order(), inside))).isEqualTo("lies in this archive");
    Path link = Files.createSymbolicLink(scene.stick().resolve("link.mp3"), inside);
    assertThat(why(scene.run(scene.moving(), link))).isEqualTo("lies in this archive");
    Path others = scene.put("o.mp3", Scene.tags("rock", "run", 0, TEN), 10);
    assertThat(why(scene.run(scene.order(), others))).contains("of the source \"rock\"");
    Path mine = scene.put("m.mp3", Scene.tags("jazz", "run", 0, TEN), 10);
    ImportOrder wrong = scene.order(Optional.of(TEN.plusSeconds(1)), Optional.empty());
    assertThat(why(scene.run(wrong, mine))).contains("says itself when it began");
    Path future = scene.put("21500101_000000.mp3", 10, 1);
    assertThat(why(scene.run(scene.order(), future))).contains("which cannot be");
    assertThat(scene.visible()).containsExactly(inside);
    assertThat(List.of(part, others, mine, future)).allMatch(Files::exists);
  }

  @Test
  void whatRetentionWouldDeleteAtOnceIsRefused() throws IOException {
    Path old = scene.put("20240523_100000.mp3", 10, 1);
    RetentionRule month =
        new RetentionRule(Optional.of(Duration.ofDays(30)), Optional.empty(), Optional.empty());
    assertThat(why(scene.run(scene.order(month, ImportOrder.Originals.REMOVE), old)))
        .contains("keep_days");
    assertThat(old).exists();
    assertThat(scene.visible()).isEmpty();
  }

  @Test
  void aPatternWithoutADayAndAMinuteIsNone() {
    assertThatThrownBy(
            () -> scene.order(Optional.empty(), Optional.of(new FileNamePattern("x_%H%M"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tells no day and time");
  }

  // --- what is there already

  @Test
  void whatIsThereAlreadyIsLeftOutWhateverItIsCalledNow() throws IOException {
    Path first = scene.put("20240523_100000.mp3", 100, 1);
    Path second = scene.put("20240523_110000.mp3", 100, 2);
    Path ours = scene.put("ours.mp3", Scene.tags("jazz", "run", 0, TEN.plusSeconds(7200)), 100);
    List<ImportedFile> done = scene.run(scene.order(), scene.stick());
    Path[] files = done.stream().map(ImporterTest::file).toArray(Path[]::new);
    assertThat(scene.run(scene.order(), scene.stick()))
        .as("though no catalogue knows it")
        .containsExactly(
            new ImportedFile.Present(first, files[0]),
            new ImportedFile.Present(second, files[1]),
            new ImportedFile.Present(ours, files[2]));

    takeNote(files);
    Path renamed = Files.move(files[0], in("renamed.mp3"));
    Path oursRenamed = Files.move(files[2], in("ours.mp3"));
    takeNote(files[0], renamed, files[2], oursRenamed);
    assertThat(scene.run(scene.order(), scene.stick()))
        .contains(
            new ImportedFile.Present(first, renamed), new ImportedFile.Present(ours, oursRenamed));
    assertThat(scene.visible()).hasSize(3);
  }

  @Test
  void nothingIsOverwrittenAndNoNameIsTakenThatARecorderIsAboutToGive() throws IOException {
    Path taken = in("2024/05/20240523_100000.mp3");
    Files.createDirectories(taken.resolveSibling(""));
    Files.writeString(taken, "somebody's");
    Path written = Files.writeString(in("2024/05/20240523_100000-2.mp3.part"), "being written");
    Path file = file(scene.run(scene.order(), scene.put("20240523_100000.mp3", 10, 1)).getFirst());
    assertThat(file).isEqualTo(in("2024/05/20240523_100000-3.mp3"));
    assertThat(taken).hasContent("somebody's");
    assertThat(written).hasContent("being written");
  }

  @Test
  void anotherVersionOfARecordingIsRefused() throws IOException {
    SegmentTags tags = Scene.tags("jazz", "run", 0, TEN);
    Path whole = file(scene.run(scene.order(), scene.put("a.mp3", tags, 100)).getFirst());
    Path other = scene.put("b.mp3", tags, 50);
    takeNote(whole);
    assertThat(why(scene.run(scene.moving(), other))).contains("another version");
    assertThat(other).exists();

    SegmentTags next = Scene.tags("jazz", "run", 1, TEN.plusSeconds(9));
    scene.put("two/c.mp3", next, 100);
    Path late = scene.put("two/d.mp3", next, 50);
    List<ImportedFile> both = scene.run(scene.moving(), scene.stick().resolve("two"));
    assertThat(both.getFirst()).isInstanceOf(ImportedFile.Stored.class);
    assertThat(both.getLast().original()).isEqualTo(late);
    assertThat(both.getLast()).isInstanceOf(ImportedFile.Refused.class);
  }

  @Test
  void theSameContentTwiceComesInOnceAndAtAnotherTimeTwice() throws IOException {
    scene.put("a/20240523_100000.mp3", 10, 1);
    scene.put("b/20240523_100000.mp3", 10, 1);
    scene.put("c/20240523_110000.mp3", 10, 1);
    assertThat(scene.run(scene.order(), scene.stick())).hasSize(3);
    assertThat(scene.visible()).hasSize(2);
  }

  // --- moving

  @Test
  void aFileThatMovesIsGoneWhereItWasAndWhatIsThereAlreadyToo() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 1_000, 1);
    byte[] bytes = Files.readAllBytes(original);
    Path file = file(scene.run(scene.moving(), original).getFirst());
    assertThat(original).doesNotExist();
    assertThat(file).hasBinaryContent(bytes);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Scene.MODE);
    scene.put("20240523_100000.mp3", 1_000, 1);
    assertThat(scene.run(scene.moving(), original))
        .containsExactly(new ImportedFile.Present(original, file));
    assertThat(original).doesNotExist();
    assertThat(file).hasBinaryContent(bytes);
    assertThat(scene.staged()).isEmpty();
  }

  @Test
  void theRecordingItselfIsNotDeletedWhenItIsSeenInAnotherPlace() throws IOException {
    Path file = file(scene.run(scene.order(), scene.put("20240523_100000.mp3", 10, 1)).getFirst());
    Path same = Files.createDirectory(scene.stick().resolve("same"));
    Path seen = Files.createLink(same.resolve("20240523_100000.mp3"), file);
    assertThat(scene.run(scene.moving(), seen).getLast()).isInstanceOf(ImportedFile.Left.class);
    assertThat(file).exists();
    assertThat(seen).exists();
  }

  // --- room

  @Test
  void whatMustStayFreeStaysFree() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 10, 1);
    RetentionRule all =
        new RetentionRule(
            Optional.empty(), Optional.empty(), Optional.of(new FreeSpace.Percent(100)));
    ImportOrder order = scene.order(all, ImportOrder.Originals.KEEP);
    Importer importer = new Importer(scene.settings(), order);
    ImportPlan plan = importer.plan(List.of(original), _ -> {});
    assertThat(plan.room()).isEqualTo(Files.size(original));
    assertThat(importer.room().free()).isZero();
    assertThat(why(scene.run(order, original))).startsWith("finds no room any more");
    assertThat(scene.visible()).isEmpty();
    Importer unlimited = new Importer(scene.settings(), scene.order());
    assertThat(unlimited.room().free()).isGreaterThan(plan.room());
    assertThat(
            new Importer(scene.settings(), scene.moving()).plan(List.of(original), _ -> {}).room())
        .as("a move on one volume")
        .isZero();
  }

  @Test
  void whatIsKeptOfTheSourceLimitsWhatComesIn() throws IOException {
    Path file = file(scene.run(scene.order(), scene.put("20240523_100000.mp3", 10, 1)).getFirst());
    takeNote(file);
    RetentionRule size =
        new RetentionRule(Optional.empty(), Optional.of(Files.size(file) + 5), Optional.empty());
    Importer importer =
        new Importer(scene.settings(), scene.order(size, ImportOrder.Originals.KEEP));
    assertThat(importer.room().kept()).contains(5L);
  }

  // --- what is left when it is ended

  @Test
  void aHalfCopyIsSeenByNobodyAndGoneAfterTheNextImport() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 100, 1);
    byte[] bytes = Files.readAllBytes(original);
    Files.createDirectories(scene.staging());
    Files.write(scene.staging().resolve("0"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(scene.visible()).isEmpty();
    assertThat(Reindex.run(scene.settings(), "test", _ -> {}).files()).isZero();
    Path file = file(scene.run(scene.order(), original).getFirst());
    assertThat(file).hasBinaryContent(bytes);
    assertThat(scene.staged()).isEmpty();
  }

  @Test
  void aWholeCopyThatGotNoNameOrKeptItsOldOneIsNoSecondRecording() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 100, 1);
    Path file = file(scene.run(scene.order(), original).getFirst());
    Files.createLink(scene.staging().resolve("0"), file); // between its two names
    assertThat(scene.run(scene.moving(), original))
        .containsExactly(new ImportedFile.Present(original, file));
    assertThat(original).as("what the first was about to do").doesNotExist();
    assertThat(file).exists();
    assertThat(scene.staged()).isEmpty();

    Path again = scene.put("20240523_110000.mp3", 100, 2);
    Path second = file(scene.run(scene.order(), again).getFirst());
    Files.move(second, scene.staging().resolve("0")); // the line is written, the name not given
    assertThat(file(scene.run(scene.order(), again).getFirst())).isEqualTo(second);
    takeNote(second);
    assertKnown(second, TEN.plusSeconds(3600), StartOrigin.NAME);
  }

  @Test
  void twoImportsAtOnceAreOneTooMany() throws IOException {
    try (ImportStaging _ = ImportStaging.open(scene.root(), scene.settings().stateDirectory())) {
      Path original = scene.put("20240523_100000.mp3", 10, 1);
      assertThatThrownBy(() -> scene.run(scene.order(), original))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another import");
    }
  }

  @Test
  void aFileThatIsWrittenWhileItIsReadIsRefused() throws IOException {
    Path original = scene.put("20240523_100000.mp3", 100, 1);
    Importer importer = new Importer(scene.settings(), scene.order());
    ImportPlan plan = importer.plan(List.of(original), _ -> {});
    scene.put("20240523_100000.mp3", 101, 1);
    List<ImportedFile> done = new ArrayList<>();
    importer.run(plan, done::add, _ -> {});
    assertThat(why(done)).contains("was changed while it was read");
    assertThat(scene.visible()).isEmpty();
    assertThat(scene.staged()).isEmpty();
  }
}
