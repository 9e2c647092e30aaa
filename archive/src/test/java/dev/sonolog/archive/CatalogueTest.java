package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.CatalogueEntry.GapClosed;
import dev.sonolog.archive.CatalogueEntry.GapFound;
import dev.sonolog.archive.CatalogueEntry.GapOpened;
import dev.sonolog.archive.CatalogueEntry.RunEnded;
import dev.sonolog.archive.CatalogueEntry.RunShifted;
import dev.sonolog.archive.CatalogueEntry.RunStarted;
import dev.sonolog.archive.CatalogueEntry.SegmentOpened;
import dev.sonolog.archive.CatalogueEntry.SegmentSealed;
import dev.sonolog.archive.CatalogueEntry.TitleFound;
import dev.sonolog.archive.CatalogueEntry.TitleSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
  private static final SealedSegment.Digest DIGEST = new SealedSegment.Digest(10, "aa", "bb");

  @TempDir Path folder;

  @Test
  void instantsKeepTheirNanoseconds() throws Exception {
    Instant odd = Instant.parse("1969-12-31T23:59:59.999999999Z");
    for (Instant instant : List.of(odd, Scene.NOON, Instant.EPOCH, Instant.ofEpochSecond(-5, 1))) {
      assertThat(Nanos.instant(Nanos.of(instant))).isEqualTo(instant);
    }
    for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      assertThat(Nanos.of(Nanos.instant(nanos))).isEqualTo(nanos);
    }
  }

  @Test
  void aRunThatMovesTakesAllThatWasToldOfItAlong() throws Exception {
    Catalogue catalogue = open(() -> {});
    catalogue.tell(new GapOpened("s", Scene.NOON.minusSeconds(9), GapCause.STALLED, "why"));
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(new GapClosed("s", Scene.NOON, 3));
    catalogue.tell(sealed("r", 0, 0, Scene.NOON));
    catalogue.tell(new TitleSeen("r", 480, Scene.NOON.plusMillis(10), "t"));
    Instant right = Scene.NOON.minusNanos(1_234_567_891);
    catalogue.tell(new RunShifted("r", right));
    catalogue.tell(new RunShifted("r", right));
    CatalogueView view = flushed(catalogue);

    StoredSegment segment = view.segment("r", 0).orElseThrow();
    assertThat(view.run("r").orElseThrow().start()).isEqualTo(right);
    assertThat(segment.start()).isEqualTo(right);
    assertThat(segment.knownEnd()).isEqualTo(right.plusSeconds(1));
    assertThat(view.titles(segment))
        .first()
        .extracting(SeenTitle::at)
        .isEqualTo(right.plusMillis(10));
    assertThat(view.gaps("s", Instant.MIN, Instant.MAX))
        .containsExactly(
            new Gap(
                "s", Scene.NOON.minusSeconds(9), Optional.of(right), GapCause.STALLED, 3, "why"));
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void aSealThatWasAskedForBeforeTheRunMovedKeepsTheMovedStart() throws Exception {
    Catalogue catalogue = open(() -> {});
    Instant right = Scene.NOON.minusMillis(400);
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(
        new CatalogueEntry.SegmentOpened("r", 0, folder.resolve("0.mp3"), 0, Scene.NOON));
    catalogue.tell(new RunShifted("r", right));
    catalogue.tell(sealed("r", 0, 0, Scene.NOON));
    catalogue.tell(sealed("r", 1, 48_000, Scene.NOON.plusSeconds(1)));
    CatalogueView view = flushed(catalogue);
    StoredSegment opened = view.segment("r", 0).orElseThrow();
    assertThat(opened.start()).isEqualTo(right);
    assertThat(opened.knownEnd()).isEqualTo(right.plusSeconds(1));
    assertThat(view.segment("r", 1).orElseThrow().start())
        .as("one that was never begun")
        .isEqualTo(Scene.NOON.plusSeconds(1));
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void theTitleThatStoodWhenASegmentBeganIsAmongItsTitles() throws Exception {
    Catalogue catalogue = open(() -> {});
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(sealed("r", 1, 48_000, Scene.NOON.plusSeconds(1)));
    for (int i = 0; i < 12; i++) {
      catalogue.tell(new TitleSeen("r", i * 10_000L, Scene.NOON, "title " + i));
    }
    CatalogueView view = flushed(catalogue);
    assertThat(view.titles(view.segment("r", 1).orElseThrow()))
        .extracting(SeenTitle::text)
        .containsExactly("title 4", "title 5", "title 6", "title 7", "title 8", "title 9");
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void aTitleThatAFileRemembersIsAddedUnlessItIsKnown() throws Exception {
    Catalogue catalogue = open(() -> {});
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(sealed("r", 0, 0, Scene.NOON));
    catalogue.tell(new TitleSeen("r", 10_005, Scene.NOON, "known"));
    catalogue.tell(new TitleFound("r", 0, Scene.NOON, "lost"));
    catalogue.tell(new TitleFound("r", 9_984, Scene.NOON, "known"));
    catalogue.tell(new TitleFound("r", 20_000, Scene.NOON, "known"));
    catalogue.tell(new TitleFound("r", 30_000, Scene.NOON, "lost"));
    CatalogueView view = flushed(catalogue);
    StoredSegment segment = view.segment("r", 0).orElseThrow();
    assertThat(view.titles(segment))
        .extracting(SeenTitle::text)
        .containsExactly("lost", "known", "lost");
    assertThat(segment.content().orElseThrow().missingPreRoll()).isEqualTo(1_024);
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void anOpenGapLastsOverARestartAndTheFirstCauseCounts() throws Exception {
    Catalogue before = open(() -> {});
    before.tell(new GapOpened("s", Scene.NOON, GapCause.CONNECTION_LOST, "reset"));
    before.close(Scene.DEADLINE);
    Catalogue after = open(() -> {});
    after.tell(new GapOpened("s", Scene.NOON.plusSeconds(5), GapCause.UNREACHABLE, ""));
    assertThat(flushed(after).openGap("s").orElseThrow())
        .isEqualTo(
            new Gap("s", Scene.NOON, Optional.empty(), GapCause.CONNECTION_LOST, 0, "reset"));
    after.tell(new GapClosed("s", Scene.NOON.plusSeconds(9), 4));
    assertThat(flushed(after).gaps("s", Scene.NOON.plusSeconds(8), Instant.MAX))
        .containsExactly(
            new Gap(
                "s",
                Scene.NOON,
                Optional.of(Scene.NOON.plusSeconds(9)),
                GapCause.CONNECTION_LOST,
                4,
                "reset"));
    assertThat(after.view().gaps("s", Scene.NOON.plusSeconds(9), Instant.MAX)).isEmpty();
    after.close(Scene.DEADLINE);
  }

  @Test
  void aFactThatIsRefusedSpoilsNoOtherAndDemandsReconciliation() throws Exception {
    CountDownLatch due = new CountDownLatch(1);
    Catalogue catalogue = open(due::countDown);
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(sealed("nobody's", 0, 0, Scene.NOON));
    catalogue.tell(new RunEnded("r", Instant.MAX, Optional.empty(), GapCause.STALLED));
    catalogue.tell(sealed("r", 0, 0, Scene.NOON));
    assertThat(flushed(catalogue).segment("r", 0)).isPresent();
    assertThat(due.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(catalogue.lost()).isEqualTo(2);
    assertThat(catalogue.takeDemand()).isTrue();
    assertThat(catalogue.takeDemand()).isFalse();
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void aDatabaseThatDoesNotAnswerHoldsNobodyUp() throws Exception {
    CountDownLatch due = new CountDownLatch(1);
    Catalogue catalogue = Catalogue.open(file(), 10, due::countDown);
    catalogue.tell(started("r", "s", Scene.NOON));
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      long before = System.nanoTime();
      for (int i = 0; i < 10_000; i++) {
        catalogue.tell(new TitleSeen("r", i, Scene.NOON, "title"));
      }
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
      assertThat(catalogue.lost()).isBetween(9_970L, 9_990L);
      assertThat(catalogue.view().run("r")).as("readers go on").isPresent();
      statement.execute("rollback");
    }
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
    assertThat(due.await(20, TimeUnit.SECONDS)).isTrue();
    catalogue.tell(new TitleSeen("r", 100_000, Scene.NOON, "last"));
    CatalogueView view = flushed(catalogue);
    catalogue.tell(sealed("r", 0, 99_999, Scene.NOON));
    flushed(catalogue);
    assertThat(view.titles(view.segment("r", 0).orElseThrow()))
        .extracting(SeenTitle::text)
        .contains("last");
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void anArchiveThatWasMovedIsFoundAtItsNewPlace() throws Exception {
    Path old = Files.createDirectory(folder.resolve("old"));
    Path state = old.resolve(".sonolog").resolve(Catalogue.FILE);
    Catalogue catalogue = Catalogue.open(state, () -> {});
    catalogue.tell(started("r", "s", Scene.NOON));
    catalogue.tell(new SegmentOpened("r", 0, old.resolve("day/a.mp3"), 0, Scene.NOON));
    catalogue.close(Scene.DEADLINE);
    Path moved = Files.move(old, folder.resolve("moved"));
    CatalogueView view = Catalogue.openReadOnly(moved.resolve(".sonolog").resolve(Catalogue.FILE));
    StoredSegment segment = view.segment("r", 0).orElseThrow();
    assertThat(segment.file()).isEqualTo(moved.resolve("day/a.mp3"));
    assertThat(segment.place()).isEqualTo(moved.resolve("day/a.mp3.part"));
    assertThat(view.segment(moved.resolve("day/a.mp3"))).contains(segment);
  }

  @Test
  void pagesGoBackInTime() throws Exception {
    Catalogue catalogue = open(() -> {});
    catalogue.tell(started("r", "s", Scene.NOON));
    for (int i = 0; i < 5; i++) {
      catalogue.tell(sealed("r", i, i * 48_000L, Scene.NOON.plusSeconds(i)));
    }
    CatalogueView view = flushed(catalogue);
    List<StoredSegment> page = view.latest("s", 2);
    assertThat(page).extracting(StoredSegment::number).containsExactly(4, 3);
    assertThat(view.before("s", page.getLast().start(), 2))
        .extracting(StoredSegment::number)
        .containsExactly(2, 1);
    catalogue.close(Scene.DEADLINE);
  }

  @Test
  void aGapThatWasFoundEndsTheOneThatIsOpenSinceTheSameInstant() throws Exception {
    Catalogue catalogue = open(() -> {});
    catalogue.tell(new GapOpened("s", Scene.NOON, GapCause.STALLED, "why"));
    Instant to = Scene.NOON.plusSeconds(3);
    catalogue.tell(new GapFound("s", Scene.NOON, to, GapCause.UNKNOWN, 2, ""));
    catalogue.tell(new GapFound("s", Scene.NOON, to.plusSeconds(1), GapCause.UNKNOWN, 9, ""));
    assertThat(flushed(catalogue).gaps("s", Instant.MIN, Instant.MAX))
        .containsExactly(new Gap("s", Scene.NOON, Optional.of(to), GapCause.STALLED, 2, "why"));
    catalogue.close(Scene.DEADLINE);
  }

  private Path file() {
    return folder.resolve(Catalogue.FILE);
  }

  private Catalogue open(Runnable due) throws IOException {
    return Catalogue.open(file(), due);
  }

  private static CatalogueView flushed(Catalogue catalogue) {
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
    return catalogue.view();
  }

  private static RunStarted started(String run, String source, Instant start) {
    return new RunStarted(run, source, TinyContainer.FORMAT, Optional.empty(), "http://x/", start);
  }

  private static SegmentSealed sealed(String run, int number, long first, Instant start) {
    Path file = Path.of("/somewhere", run + number + ".mp3");
    return new SegmentSealed(
        new SealedSegment(run, number, file, first, start, 48_000, 1_024, 100, DIGEST));
  }
}
