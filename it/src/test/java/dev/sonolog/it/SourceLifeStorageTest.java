package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.CutOutcome;
import dev.sonolog.recording.RecordingState.Recording;
import dev.sonolog.recording.RecordingState.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The storage of one source fails and comes back, while another records on. */
@Tag("alone")
@Timeout(120)
class SourceLifeStorageTest {
  @TempDir Path temporary;

  @Test
  void aFullDiskIsSaidAndAGapAndWhatItTookIsRepairedWhenThereIsRoom() throws Exception {
    SmallDisk.run(
        Files.createDirectory(temporary.resolve("disk")),
        Files.createDirectory(temporary.resolve("safe")));
  }

  @Test
  void aFolderThatIsTakenAwayAndBroughtBackLosesNothingThatItHeld() throws Exception {
    ScaledTime time = ScaledTime.by(20);
    Programme programme = new Programme(CountedFrame.USUAL, time);
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    Path safe = Files.createDirectory(temporary.resolve("safe"));
    Path away = temporary.resolve("away");
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, safe, disk)) {
      archive.apply(
          Wanted.source("lost", station.uri("/lost"), disk)
              .retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(10))),
          Wanted.source("kept", station.uri("/kept"), safe));
      archive.awaitLength("lost", Duration.ofSeconds(4));
      Files.move(disk, away);
      Files.createFile(disk);
      CompletableFuture<CutOutcome> cut = archive.cut("lost", time.now());
      assertThat(archive.await("lost", Waiting.class).cause())
          .contains("storage")
          .contains(disk.toString());
      assertThat(cut.get(20, TimeUnit.SECONDS)).isInstanceOf(CutOutcome.Refused.class);
      assertThat(archive.stored().openGap("lost").orElseThrow().cause())
          .isEqualTo(GapCause.STORAGE);
      assertThat(archive.state("kept")).isInstanceOf(Recording.class);

      Files.delete(disk);
      Files.move(away, disk);
      archive.awaitLength("lost", Duration.ofSeconds(4));
      Awaitility.await("the unfinished file is repaired")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> archive.segments("lost").getFirst().state() == SegmentState.SEALED);
      archive.stop();

      List<StoredSegment> segments = archive.sealed("lost");
      assertThat(segments).hasSize(2);
      Timeline.assertUnbroken(CountedFrame.numbersIn(segments.get(0).file()));
      Timeline.assertUnbroken(CountedFrame.numbersIn(segments.get(1).file()));
      int tries = archive.gaps("lost").getFirst().tries();
      assertThat(tries).isPositive();
      Timeline.assertGapBetween(
          segments.get(0),
          archive.gaps("lost").getFirst(),
          segments.get(1),
          GapCause.STORAGE,
          tries);
      Timeline.assertOneRun(archive.sealed("kept"));
      assertThat(archive.gaps("kept")).hasSize(1);
    }
  }
}
