package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SeenDamage;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What changes within one connection: the format, the bitrate, and bytes that are no audio. */
@Tag("alone")
@Timeout(60)
class SourceLifeFormatTest {
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);

  /** A stretch of a station's programme in one format. */
  private record Part(CountedFrame frame, Programme programme, int frames) {
    /** What must be heard before the first frame that can be decoded exactly. */
    int leadIn() {
      return frame == CountedFrame.LOW ? 2 : 1;
    }
  }

  @Test
  void anotherRateOrChannelCountIsANewRunInANewFileAndNoFrameMoreIsLost() throws Exception {
    List<Part> parts = new CopyOnWriteArrayList<>();
    try (Station station = Station.playing(call -> playParts(call, parts));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.await("radio", RecordingState.Waiting.class);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(parts.size());
      for (int i = 0; i < segments.size(); i++) {
        Part part = parts.get(i);
        StoredSegment segment = segments.get(i);
        assertThat(CountedFrame.numbersIn(segment.file()))
            .isEqualTo(IntStream.range(part.leadIn(), part.frames()).boxed().toList());
        Timeline.assertTrueStarts(List.of(segment), part.programme(), TOLERANCE);
        Timeline.assertPlays(segment);
      }
      assertThat(segments.stream().map(segment -> run(archive, segment)))
          .extracting(run -> run.format().rate().hertz() + "/" + run.format().channels())
          .containsExactly("44100/2", "22050/1", "44100/2");
      assertThat(segments.stream().map(segment -> run(archive, segment)))
          .extracting(run -> run.ending().orElseThrow().cause())
          .containsExactly(
              GapCause.FORMAT_CHANGED, GapCause.FORMAT_CHANGED, GapCause.CLOSED_BY_STATION);
      assertNothingElseIsMissing(archive.gaps("radio"), segments);
    }
  }

  private void playParts(Call call, List<Part> parts) throws IOException {
    if (call.number() > 1) {
      call.hold();
      return;
    }
    Programme.answer(call);
    for (CountedFrame frame : List.of(CountedFrame.USUAL, CountedFrame.LOW, CountedFrame.USUAL)) {
      Programme programme = new Programme(frame, time);
      int frames = programme.play(call, Duration.ofSeconds(6));
      parts.add(new Part(frame, programme, frames));
    }
  }

  private static StoredRun run(LiveArchive archive, StoredSegment segment) {
    try {
      return archive.stored().run(segment.run()).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs may overlap by what their clocks differ; where they do not, the lead-in is a gap. */
  private static void assertNothingElseIsMissing(List<Gap> gaps, List<StoredSegment> segments) {
    assertThat(gaps.getLast().cause()).isEqualTo(GapCause.CLOSED_BY_STATION);
    for (Gap gap : gaps.subList(0, gaps.size() - 1)) {
      assertThat(gap.cause()).isEqualTo(GapCause.FORMAT_CHANGED);
      assertThat(Duration.between(gap.from(), gap.to().orElseThrow())).isLessThan(TOLERANCE);
      assertThat(segments).anyMatch(segment -> segment.knownEnd().equals(gap.from()));
      assertThat(segments).anyMatch(segment -> segment.start().equals(gap.to().orElseThrow()));
    }
  }

  @Test
  void junkBetweenFramesIsLeftOutAndWrittenDownAndTheFileGoesOn() throws Exception {
    byte[] junk = new byte[300];
    Arrays.fill(junk, (byte) 0x11);
    List<StoredSegment> segments =
        recordAll(
            call ->
                call.send(CountedFrame.USUAL.bytes(0, 100))
                    .send(junk)
                    .send(CountedFrame.USUAL.bytes(100, 200)),
            1);
    StoredSegment segment = segments.getFirst();
    assertThat(CountedFrame.numbersIn(segment.file()))
        .isEqualTo(IntStream.range(1, 200).boxed().toList());
    assertThat(damages).hasSize(1);
    SeenDamage damage = damages.getFirst();
    assertThat(damage.bytes()).isEqualTo(junk.length);
    assertThat(damage.sample()).as("behind frames 1 to 99").isEqualTo(99L * 1_152);
    Instant at = segment.start().plus(CountedFrame.USUAL.time(99));
    assertThat(damage.at()).isCloseTo(at, within(TOLERANCE.toMillis(), ChronoUnit.MILLIS));
    assertThat(damage.reason()).isNotBlank();
  }

  @Test
  void aFrameThatIsBrokenOffIsLeftOutAloneAndTheFileGoesOn() throws Exception {
    byte[] half = Arrays.copyOf(CountedFrame.USUAL.bytes(100, 101), 200);
    List<StoredSegment> segments =
        recordAll(
            call ->
                call.send(CountedFrame.USUAL.bytes(0, 100))
                    .send(half)
                    .send(CountedFrame.USUAL.bytes(101, 200)),
            1);
    assertThat(CountedFrame.numbersIn(segments.getFirst().file()))
        .isEqualTo(IntStream.range(1, 200).filter(number -> number != 100).boxed().toList());
    assertThat(damages).extracting(SeenDamage::bytes).containsExactly(200L);
  }

  @Test
  void anotherBitrateStaysInTheSameFile() throws Exception {
    List<StoredSegment> segments =
        recordAll(
            call ->
                call.send(CountedFrame.USUAL.bytes(0, 100))
                    .send(CountedFrame.FINER.bytes(100, 200))
                    .send(CountedFrame.USUAL.bytes(200, 300)),
            0);
    assertThat(CountedFrame.numbersIn(segments.getFirst().file()))
        .isEqualTo(IntStream.range(1, 300).boxed().toList());
    Timeline.assertPlays(segments.getFirst());
  }

  private List<SeenDamage> damages = List.of();

  /** What becomes of a connection that plays this and is closed: one segment. */
  private List<StoredSegment> recordAll(Station.Script script, int expectedDamages)
      throws Exception {
    Station.Script once =
        call -> {
          if (call.number() > 1) {
            call.hold();
          } else {
            script.play(Programme.answer(call));
          }
        };
    try (Station station = Station.playing(once);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.await("radio", RecordingState.Waiting.class);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.CLOSED_BY_STATION);
      damages = archive.stored().damages(segments.getFirst().run());
      assertThat(damages).hasSize(expectedDamages);
      return segments;
    }
  }
}
