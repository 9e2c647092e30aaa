package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a new configuration does to sources that are recording. */
@Tag("alone")
@Timeout(60)
class SourceLifeReloadTest {
  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);
  private final Programme programme = new Programme(CountedFrame.USUAL, time);

  @Test
  void onlyWhatChangedIsTouched() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      Wanted same = wanted(station, "same");
      Wanted other = wanted(station, "other");
      archive.apply(same, other, wanted(station, "gone"));
      await(archive, "same", "other", "gone");

      archive.apply(wanted(station, "new"), other.split(Duration.ofHours(1), ZoneOffset.UTC), same);
      await(archive, "new", "other", "same");

      assertThat(archive.status())
          .extracting(status -> status.name())
          .containsExactly("new", "other", "same");
      assertThat(requests(station, "same")).isEqualTo(1);
      assertThat(requests(station, "other")).isEqualTo(2);
      assertThat(requests(station, "gone")).isEqualTo(1);
      assertThat(requests(station, "new")).isEqualTo(1);
      assertThat(archive.gaps("same")).isEmpty();
      assertThat(archive.gaps("new")).isEmpty();
      assertThat(archive.gaps("gone"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECONFIGURED);
      assertThat(archive.gaps("gone").getFirst().from())
          .isEqualTo(archive.sealed("gone").getFirst().knownEnd());

      archive.stop();
      List<StoredSegment> changed = archive.sealed("other");
      assertThat(changed).hasSize(2);
      Timeline.assertGapBetween(
          changed.get(0),
          archive.gaps("other").getFirst(),
          changed.get(1),
          GapCause.RECONFIGURED,
          1);
      assertThat(archive.sealed("same")).hasSize(1);
      Timeline.assertOneRun(archive.sealed("same"));
    }
  }

  @Test
  void theSameAgainChangesNothing() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station, "one"), wanted(station, "two"));
      await(archive, "one", "two");
      archive.apply(wanted(station, "two"), wanted(station, "one"));
      await(archive, "one", "two");
      assertThat(station.requests()).hasSize(2);
      archive.stop();
      assertThat(archive.sealed("one")).hasSize(1);
      assertThat(archive.sealed("two")).hasSize(1);
    }
  }

  @Test
  void aSourceThatComesBackEndsTheGapThatItsRemovalBegan() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station, "radio"), wanted(station, "other"));
      await(archive, "radio", "other");
      archive.apply(wanted(station, "other"));
      archive.apply(wanted(station, "radio"), wanted(station, "other"));
      await(archive, "radio", "other");
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(2);
      Timeline.assertGapBetween(
          segments.get(0),
          archive.gaps("radio").getFirst(),
          segments.get(1),
          GapCause.RECONFIGURED,
          1);
    }
  }

  private Wanted wanted(Station station, String name) {
    return Wanted.source(name, station.uri("/" + name), directory);
  }

  private static void await(LiveArchive archive, String... sources) {
    for (String source : sources) {
      archive.awaitLength(source, Duration.ofSeconds(3));
    }
  }

  private static long requests(Station station, String source) {
    return station.requests().stream()
        .filter(request -> request.path().equals("/" + source))
        .count();
  }
}
