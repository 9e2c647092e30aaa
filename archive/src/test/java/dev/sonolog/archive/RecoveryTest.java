package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.CatalogueEntry.GapClosed;
import dev.sonolog.archive.CatalogueEntry.GapOpened;
import dev.sonolog.archive.CatalogueEntry.RunEnded;
import dev.sonolog.archive.CatalogueEntry.SegmentOpened;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryTest {
  @TempDir Path root;

  @Test
  void anUnfinishedFileIsCutBehindItsLastPacketAndSealed() throws Exception {
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    leave("radio/noon.mp3.part", tags, 100, 17);

    Archive archive = Scene.open(root);
    RecoveredArchive result = archive.recover(_ -> {});

    Path file = root.resolve("radio/noon.mp3");
    Instant end = Scene.NOON.plusSeconds(1);
    assertThat(result.files())
        .containsExactly(
            new RecoveredFile.Sealed(
                root.resolve("radio/noon.mp3.part"), file, "radio", Scene.NOON, end));
    assertThat(file).hasSize(TinyContainer.HEAD + 100L * TinyContainer.PACKET);
    assertThat(root.resolve("radio/noon.mp3.part")).doesNotExist();
    assertThat(result.gaps())
        .containsExactly(new Gap("radio", end, Optional.empty(), GapCause.RECORDER_KILLED, 0, ""));
    assertThat(archive.view().segment(file).orElseThrow().state()).isEqualTo(SegmentState.SEALED);
    archive.close(Scene.DEADLINE);
    assertThat(new Verification(Scene.settings(root)).run(_ -> {}, _ -> {}).intact()).isEqualTo(1);
  }

  @Test
  void aSecondRecoveryChangesNothing() throws Exception {
    leave("a.mp3.part", Scene.tags("radio", "run", 0, Scene.NOON), 10, 5);
    recover();
    Archive archive = Scene.open(root);
    assertThat(archive.recover(_ -> {})).isEqualTo(new RecoveredArchive(List.of(), List.of()));
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX)).hasSize(1);
    archive.close(Scene.DEADLINE);
  }

  @Test
  void theNameOfAnotherFileIsNotTaken() throws Exception {
    leave("a.mp3.part", Scene.tags("radio", "run", 0, Scene.NOON), 10, 0);
    Files.writeString(root.resolve("a.mp3"), "somebody else's");
    recover();
    assertThat(root.resolve("a.mp3")).hasContent("somebody else's");
    assertThat(root.resolve("a-2.mp3")).exists();
  }

  @Test
  void aSealThatWasCutOffBetweenItsNamesKeepsTheFinalOne() throws Exception {
    leave("a.mp3.part", Scene.tags("radio", "run", 0, Scene.NOON), 10, 0);
    Files.createLink(root.resolve("a.mp3"), root.resolve("a.mp3.part"));
    RecoveredArchive result = recover();
    assertThat(result.files()).singleElement().isInstanceOf(RecoveredFile.Sealed.class);
    assertThat(root.resolve("a.mp3")).exists();
    assertThat(root.resolve("a.mp3.part")).doesNotExist();
    assertThat(root.resolve("a-2.mp3")).doesNotExist();
  }

  @Test
  void aFileWithoutAPacketIsKeptAndNotTriedAgain() throws Exception {
    Files.writeString(root.resolve("b.mp3.part"), "junk");
    RecoveredArchive result = recover();
    assertThat(result.files()).hasExactlyElementsOfTypes(RecoveredFile.Unreadable.class);
    assertThat(root.resolve("b.mp3.part.unreadable")).hasContent("junk");
    assertThat(recover().files()).isEmpty();
  }

  @Test
  void aSegmentThatWasKilledBeforeAnythingWasStoredNeverWas() throws Exception {
    Archive before = Scene.open(root);
    Scene.record(before, root, "a.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 100);
    Instant end = Scene.NOON.plusSeconds(1);
    SegmentTags tags = Scene.tags("radio", "run", 1, 48_000, end, Optional.empty());
    Scene.begin(before, root, "b.mp3", tags, 0).discard();
    before.close(Scene.DEADLINE);
    Files.write(root.resolve("b.mp3.part"), new byte[0]);

    RecoveredArchive result = recover();

    assertThat(result.files()).hasExactlyElementsOfTypes(RecoveredFile.Empty.class);
    assertThat(root.resolve("b.mp3.part")).doesNotExist();
    assertThat(result.gaps()).extracting(Gap::from).containsExactly(end);
    Archive after = Scene.open(root);
    assertThat(after.view().segmentsOf("run")).extracting(StoredSegment::number).containsExactly(0);
    after.close(Scene.DEADLINE);
  }

  @Test
  void aFileWithoutTagsPlaysAndIsReported() throws Exception {
    Path part = root.resolve("a.mp3.part");
    Files.write(part, TinyContainer.head(Optional.empty(), Optional.empty()));
    Files.write(part, TinyContainer.packet(0), StandardOpenOption.APPEND);
    assertThat(recover().files())
        .containsExactly(new RecoveredFile.Nameless(part, root.resolve("a.mp3")));
  }

  @Test
  void theCatalogueRemembersAFileWhoseTagsAreLost() throws Exception {
    Archive before = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    before.catalogue().tell(Scene.runStarted(tags));
    before.catalogue().tell(new SegmentOpened("run", 0, root.resolve("a.mp3"), 0, Scene.NOON));
    before.close(Scene.DEADLINE);
    Path part = root.resolve("a.mp3.part");
    Files.write(part, TinyContainer.head(Optional.empty(), Optional.empty()));
    Files.write(part, TinyContainer.packet(0), StandardOpenOption.APPEND);
    assertThat(recover().files()).singleElement().isInstanceOf(RecoveredFile.Sealed.class);
  }

  @Test
  void aSourceThatWasStoppedInOrderIsMissingSinceItsLastSegment() throws Exception {
    Archive before = Scene.open(root);
    Scene.record(before, root, "a.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 100);
    Instant end = Scene.NOON.plusSeconds(1);
    before.catalogue().tell(new RunEnded("run", end, Optional.empty(), GapCause.RECORDER_STOPPED));
    before.close(Scene.DEADLINE);
    assertThat(recover().gaps())
        .containsExactly(new Gap("radio", end, Optional.empty(), GapCause.RECORDER_STOPPED, 0, ""));
  }

  @Test
  void theFirstCauseOfAnOpenGapStays() throws Exception {
    Archive before = Scene.open(root);
    Scene.record(before, root, "a.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 100);
    Instant end = Scene.NOON.plusSeconds(1);
    before.catalogue().tell(new GapOpened("radio", end, GapCause.UNREACHABLE, "no route"));
    before.close(Scene.DEADLINE);
    assertThat(recover().gaps()).isEmpty();
    Archive after = Scene.open(root);
    assertThat(after.view().openGap("radio").orElseThrow().cause()).isEqualTo(GapCause.UNREACHABLE);
    after.close(Scene.DEADLINE);
  }

  @Test
  void whatAPowerCutTookFromTheLastFileBelongsToTheGapThatWasToldBefore() throws Exception {
    Archive before = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    Scene.begin(before, root, "a.mp3", tags, 100).discard();
    Instant told = Scene.NOON.plusSeconds(1);
    before.catalogue().tell(new GapOpened("radio", told, GapCause.CONNECTION_LOST, "reset"));
    before.close(Scene.DEADLINE);
    leave("a.mp3.part", tags, 40, 0);

    recover();

    Archive after = Scene.open(root);
    assertThat(after.view().gaps("radio", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap(
                "radio",
                Scene.NOON.plusMillis(400),
                Optional.empty(),
                GapCause.CONNECTION_LOST,
                0,
                "reset"));
    after.close(Scene.DEADLINE);
  }

  @Test
  void aGapWhoseEndWasNeverToldEndsWithTheFileThatFollowed() throws Exception {
    Archive before = Scene.open(root);
    Scene.record(before, root, "a.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 100);
    Instant end = Scene.NOON.plusSeconds(1);
    before.catalogue().tell(new GapOpened("radio", end, GapCause.CONNECTION_LOST, ""));
    before.close(Scene.DEADLINE);
    Instant again = Scene.NOON.plusSeconds(60);
    leave("b.mp3.part", Scene.tags("radio", "next", 0, again), 50, 3);

    recover();

    Archive after = Scene.open(root);
    assertThat(after.view().gaps("radio", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap("radio", end, Optional.of(again), GapCause.CONNECTION_LOST, 0, ""),
            new Gap(
                "radio", again.plusMillis(500), Optional.empty(), GapCause.RECORDER_KILLED, 0, ""));
    after.close(Scene.DEADLINE);
  }

  @Test
  void aFileThatWasSealedButNeverToldIsAdopted() throws Exception {
    Archive before = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(before, root, "a.mp3", tags, 10);
    file.replaceHead(TinyContainer.head(Optional.of(tags), Optional.of(4800L)));
    SealedFile sealed = file.seal().get();
    before.close(Scene.DEADLINE);
    recover();
    Archive after = Scene.open(root);
    assertThat(after.view().segment(sealed.file()).orElseThrow().content().orElseThrow().digest())
        .contains(sealed.digest());
    after.close(Scene.DEADLINE);
  }

  @Test
  void aFileThatTheCatalogueNeverHeardOfMovesTheStartOfTheGap() throws Exception {
    Archive before = Scene.open(root);
    Scene.record(before, root, "a.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 100);
    SegmentTags tags =
        Scene.tags("radio", "run", 1, 48_000, Scene.NOON.plusSeconds(1), Optional.empty());
    SegmentFile file = before.create(root, "b.mp3", Scene.MODE);
    file.head(TinyContainer.head(Optional.of(tags), Optional.of(480L)));
    file.append(TinyContainer.packet(0), 0, TinyContainer.PACKET);
    file.seal().get();
    before.close(Scene.DEADLINE);

    assertThat(recover().gaps())
        .containsExactly(
            new Gap(
                "radio",
                Scene.NOON.plusMillis(1010),
                Optional.empty(),
                GapCause.RECORDER_KILLED,
                0,
                ""));
  }

  @Test
  void whatIsBeingRecordedIsLeftAlone() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "a.mp3", tags, 10);
    assertThat(archive.recover(_ -> {}).files()).isEmpty();
    Scene.seal(archive, file, tags, 10);
    archive.close(Scene.DEADLINE);
  }

  @Test
  void anAbandonedFileIsRepairedWhenItsStorageWorksAgain() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "a.mp3", tags, 10);
    file.abandon();
    archive.create(root, "barrier.mp3", Scene.MODE).discard();
    assertThat(archive.repair(file.file())).isInstanceOf(RecoveredFile.Sealed.class);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    assertThat(archive.view().segment(file.file()).orElseThrow().content()).isPresent();
    archive.close(Scene.DEADLINE);
  }

  @Test
  void theArchiveRepairsByItselfWhatWasAbandonedAndTellsWhatIsMissingBehindIt() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "a.mp3", tags, 10);
    Instant lost = Scene.NOON.plusMillis(150); // five packets behind the end
    try (WatchService watch = root.getFileSystem().newWatchService()) {
      root.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      file.abandon();
      archive.catalogue().tell(new GapOpened("radio", lost, GapCause.STORAGE, "full"));
      assertThat(watch.poll(60, TimeUnit.SECONDS)).as("the unfinished file goes").isNotNull();
    }
    archive.repairUnfinished();
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();

    StoredSegment segment = archive.view().segment(file.file()).orElseThrow();
    Instant end = Scene.NOON.plus(Scene.duration(10L * TinyContainer.PACKET_SAMPLES));
    assertThat(segment.state()).isEqualTo(SegmentState.SEALED);
    assertThat(segment.knownEnd()).isEqualTo(end);
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap("radio", end, Optional.of(lost), GapCause.STORAGE, 0, ""),
            new Gap("radio", lost, Optional.empty(), GapCause.STORAGE, 0, "full"));
    archive.close(Scene.DEADLINE);
  }

  @Test
  void anAbandonedFileWithoutAPacketIsTakenAway() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "a.mp3", tags, 0);
    file.abandon();
    while (Files.exists(root.resolve("a.mp3.part"))) {
      archive.repairUnfinished();
    }
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    try (var files = Files.list(root)) {
      assertThat(files).containsExactly(root.resolve(".sonolog"));
    }
    assertThat(archive.view().segment(file.file())).isEmpty();
    archive.close(Scene.DEADLINE);
  }

  @Test
  void aFailedSealIsRepairedBesideTheSegmentsThatFollow() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "day/a.mp3", tags, 10);
    file.flush();
    archive.create(root, "barrier.mp3", Scene.MODE).discard();
    Path hidden = root.resolve("elsewhere");
    Files.move(root.resolve("day/a.mp3.part"), hidden);
    assertThatThrownBy(() -> file.seal().get(20, TimeUnit.SECONDS)).isNotNull();
    Files.move(hidden, root.resolve("day/a.mp3.part"));
    Scene.record(
        archive,
        root,
        "day/b.mp3",
        Scene.tags("radio", "run", 1, 4_800, Scene.NOON.plusMillis(100), Optional.empty()),
        10);
    while (!Files.exists(file.file())) {
      archive.repairUnfinished();
    }
    archive.repairUnfinished();
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    assertThat(archive.view().segments("radio", Instant.MIN, Instant.MAX))
        .extracting(StoredSegment::state)
        .containsExactly(SegmentState.SEALED, SegmentState.SEALED);
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX)).isEmpty();
    archive.close(Scene.DEADLINE);
  }

  @Test
  void aGapThatClosesAtOnceNeverWas() throws Exception {
    Archive archive = Scene.open(root);
    archive.catalogue().tell(new GapOpened("radio", Scene.NOON, GapCause.STALLED, ""));
    archive.catalogue().tell(new GapClosed("radio", Scene.NOON, 1));
    archive.catalogue().flush(Scene.DEADLINE);
    assertThat(archive.view().gaps("radio", Instant.MIN, Instant.MAX)).isEmpty();
    archive.close(Scene.DEADLINE);
  }

  private RecoveredArchive recover() throws IOException {
    Archive archive = Scene.open(root);
    RecoveredArchive result = archive.recover(_ -> {});
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
    return result;
  }

  /** What a killed recorder leaves: whole packets, and the beginning of one. */
  private void leave(String name, SegmentTags tags, int packets, int more) throws IOException {
    Path part = root.resolve(name);
    Files.createDirectories(part.getParent());
    try (var out = Files.newOutputStream(part)) {
      out.write(TinyContainer.head(Optional.of(tags), Optional.empty()));
      for (int i = 0; i < packets; i++) {
        out.write(TinyContainer.packet(i));
      }
      out.write(Arrays.copyOf(TinyContainer.packet(packets), more));
    }
  }
}
