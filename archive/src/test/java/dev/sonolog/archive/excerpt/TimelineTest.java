package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.wav.WavContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalogue says of instants and days, without any file. */
final class TimelineTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String SOURCE = "studio";
  private static final AudioFormat FORMAT = new AudioFormat(Codec.PCM, new SampleRate(48_000), 2);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Archive archive;
  private ArchiveSettings settings;

  @BeforeEach
  void open() throws IOException {
    settings =
        new ArchiveSettings(
            Set.of(folder),
            ArchiveSettings.defaultStateDirectory(folder),
            List.of(new WavContainer()),
            Duration.ofHours(1));
    archive = Archive.open(settings, "test");
  }

  @AfterEach
  void close() {
    archive.close(DEADLINE);
  }

  @Test
  void theAutumnNightHasTwentyFiveHoursAndItsRepeatedHourTwice() throws Exception {
    Instant midnight = LocalDate.of(2026, 10, 25).atStartOfDay(BERLIN).toInstant();
    run("a", midnight.minusSeconds(3_600), 4);
    Instant lost = midnight.plusSeconds(3 * 3_600); // the second time that it is two o'clock
    Instant back = lost.plusSeconds(1_800);
    gap(lost, back, GapCause.CONNECTION_LOST, "reset by peer");
    run("b", back, 30);
    Excerpts excerpts = excerpts(midnight.plus(Duration.ofDays(3)));

    Coverage coverage =
        excerpts.coverage(SOURCE, midnight, midnight.plus(Duration.ofHours(25)), BERLIN);
    assertThat(coverage.days())
        .containsExactly(
            new Coverage.Day(
                LocalDate.of(2026, 10, 25),
                Duration.ofHours(25),
                Duration.ofHours(25).minusMinutes(30)));
    assertThat(coverage.days().getFirst().percent()).isEqualTo(98.0);

    Instant firstTwo = Instant.parse("2026-10-25T00:15:00Z");
    Moment first = excerpts.at(SOURCE, firstTwo);
    assertThat(first).isInstanceOf(Moment.Recorded.class);
    Moment.Recorded recorded = (Moment.Recorded) first;
    assertThat(recorded.segment().number()).isEqualTo(3);
    assertThat(recorded.offset()).isEqualTo(Duration.ofMinutes(15));
    Moment second = excerpts.at(SOURCE, firstTwo.plusSeconds(3_600));
    Moment.NotRecorded missing = (Moment.NotRecorded) second;
    assertThat(missing.gap())
        .isEqualTo(new Missing(lost, back, "connection lost", "reset by peer"));
    assertThat(missing.before().orElseThrow().run()).isEqualTo("a");
    assertThat(missing.after().orElseThrow().run()).isEqualTo("b");
  }

  @Test
  void theSpringDayHasTwentyThreeHours() throws Exception {
    Instant midnight = LocalDate.of(2026, 3, 29).atStartOfDay(BERLIN).toInstant();
    run("a", midnight, 23);
    Excerpts excerpts = excerpts(midnight.plus(Duration.ofDays(3)));
    Coverage coverage =
        excerpts.coverage(
            SOURCE, midnight, LocalDate.of(2026, 3, 30).atStartOfDay(BERLIN).toInstant(), BERLIN);
    assertThat(coverage.days())
        .containsExactly(
            new Coverage.Day(
                LocalDate.of(2026, 3, 29), Duration.ofHours(23), Duration.ofHours(23)));
    assertThat(coverage.parts()).hasSize(1);
  }

  @Test
  void whatIsMissingHasACauseOrSaysThatItHasNone() throws Exception {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    run("a", noon, 2);
    run("b", noon.plusSeconds(3 * 3_600), 3);
    archive.catalogue().tell(new CatalogueEntry.SegmentRemoved("b", 1));
    Excerpts excerpts = excerpts(noon.plusSeconds(8 * 3_600));
    ExcerptPlan plan = excerpts.plan(SOURCE, noon.minusSeconds(60), noon.plusSeconds(9 * 3_600));
    assertThat(plan.missing())
        .containsExactly(
            new Missing(noon.minusSeconds(60), noon, Missing.NEVER, ""),
            new Missing(noon.plusSeconds(7_200), noon.plusSeconds(10_800), Missing.UNKNOWN, ""),
            new Missing(noon.plusSeconds(14_400), noon.plusSeconds(18_000), "removed outside", ""),
            new Missing(noon.plusSeconds(21_600), noon.plusSeconds(28_800), Missing.UNKNOWN, ""),
            new Missing(noon.plusSeconds(28_800), noon.plusSeconds(32_400), Missing.NOT_YET, ""));
    assertThat(plan.stretches()).hasSize(3);
    assertThat(plan.stretches().getFirst().samples()).isEqualTo(2 * 3_600 * 48_000L);
  }

  @Test
  void aStationThatPausedIsMissingThatLongAndLosesNoSample() throws Exception {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    Instant paused = noon.plusSeconds(600);
    started("a", noon);
    sealed("a", 0, 0, noon, 3_600);
    sealed("a", 1, 3_600, noon.plusSeconds(3_602), 3_600);
    gap(paused, paused.plusSeconds(2), GapCause.STALLED, "the station paused");
    Excerpts excerpts = excerpts(noon.plusSeconds(20_000));
    ExcerptPlan plan = excerpts.plan(SOURCE, noon, noon.plusSeconds(7_202));
    assertThat(plan.missing())
        .containsExactly(
            new Missing(paused, paused.plusSeconds(2), "stalled", "the station paused"));
    assertThat(plan.stretches())
        .extracting(Stretch::samples)
        .containsExactly(600L * 48_000, 6_600L * 48_000);
  }

  @Test
  void aClockThatDriftsTearsNoHole() throws Exception {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    started("a", noon);
    sealed("a", 0, 0, noon, 3_600);
    sealed("a", 1, 3_600, noon.plusSeconds(3_600).plusMillis(180), 3_600);
    Excerpts excerpts = excerpts(noon.plusSeconds(20_000));
    ExcerptPlan plan = excerpts.plan(SOURCE, noon, noon.plusSeconds(7_200));
    assertThat(plan.missing()).isEmpty();
    assertThat(plan.stretches()).hasSize(1);
  }

  // --- the stage

  private Excerpts excerpts(Instant now) throws IOException {
    assertThat(archive.catalogue().flush(DEADLINE)).isTrue();
    return new Excerpts(settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void gap(Instant from, Instant to, GapCause cause, String detail) {
    archive.catalogue().tell(new CatalogueEntry.GapFound(SOURCE, from, to, cause, 3, detail));
  }

  /** So many hours in hourly files. */
  private void run(String name, Instant start, int hours) {
    started(name, start);
    for (int i = 0; i < hours; i++) {
      sealed(name, i, i * 3_600L, start.plusSeconds(i * 3_600L), 3_600);
    }
  }

  private void started(String name, Instant start) {
    archive
        .catalogue()
        .tell(new CatalogueEntry.RunStarted(name, SOURCE, FORMAT, Optional.empty(), "", start));
  }

  private void sealed(String run, int number, long firstSecond, Instant start, long seconds) {
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    run,
                    number,
                    folder.resolve(run + number + ".wav"),
                    firstSecond * 48_000,
                    start,
                    seconds * 48_000,
                    0,
                    1_000,
                    new SealedSegment.Digest(10, "aa", "bb"))));
  }
}
