package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.nio.file.Path;
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

/** What is found in lists, by name, pin and source; and how much there is of each day. */
final class RecordingListTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final TimeSpan YEAR =
      new TimeSpan(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  @TempDir Path root;
  private Catalogue catalogue;

  @BeforeEach
  void open() throws Exception {
    catalogue = Catalogue.open(root.resolve(Catalogue.FILE), () -> {});
  }

  @AfterEach
  void close() {
    assertThat(catalogue.close(Scene.DEADLINE)).isTrue();
  }

  /** A file of 60 s and 1,000 bytes. */
  private void known(String source, String file, String start) {
    Instant from = Instant.parse(start);
    catalogue.tell(
        new CatalogueEntry.OtherFound(
            "run of " + file,
            source,
            new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(48_000), 2),
            root.resolve(file),
            from,
            StartOrigin.NAME,
            60 * 48_000L,
            false,
            1_000,
            from));
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
  }

  private List<String> found(RecordingFilter filter) throws Exception {
    return new Recordings(catalogue.view())
        .page(filter, Optional.empty(), 100).stream()
            .map(it -> it.segment().file().getFileName().toString())
            .toList();
  }

  private static RecordingFilter text(String text) {
    return filter(List.of(), Optional.of(text), Optional.empty(), Set.of());
  }

  private static RecordingFilter filter(
      List<String> sources,
      Optional<String> text,
      Optional<Set<SegmentKey>> only,
      Set<SegmentKey> except) {
    return new RecordingFilter(
        sources,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text,
        only,
        except);
  }

  @Test
  void aPartOfTheNameIsEnoughInCapitalsOrNot() throws Exception {
    known("a", "interview/Gespräch [1].mp3", "2026-05-01T10:00:00Z");
    known("a", "interview/GESPRÄCH_2*.mp3", "2026-05-01T11:00:00Z");
    known("a", "Straße?.mp3", "2026-05-01T12:00:00Z");

    assertThat(found(text("gespräch"))).containsExactly("GESPRÄCH_2*.mp3", "Gespräch [1].mp3");
    assertThat(found(text("GESPRÄCH ["))).containsExactly("Gespräch [1].mp3");
    assertThat(found(text("2*"))).containsExactly("GESPRÄCH_2*.mp3");
    assertThat(found(text("?"))).containsExactly("Straße?.mp3");
    assertThat(found(text("]"))).containsExactly("Gespräch [1].mp3");
    assertThat(found(text("interview"))).isEmpty();
    assertThat(found(text("interview/g"))).isEmpty();
    assertThat(found(text("_"))).containsExactly("GESPRÄCH_2*.mp3");
    assertThat(found(text("%"))).isEmpty();
    assertThat(found(text(".MP3"))).hasSize(3);
  }

  @Test
  void sourcesAndKeysChoose() throws Exception {
    known("a", "1.mp3", "2026-05-01T10:00:00Z");
    known("b", "2.mp3", "2026-05-01T11:00:00Z");
    known("c, d", "3.mp3", "2026-05-01T12:00:00Z");
    SegmentKey second = new SegmentKey("run of 2.mp3", 0);

    assertThat(found(RecordingFilter.ALL)).containsExactly("3.mp3", "2.mp3", "1.mp3");
    assertThat(found(sources("b"))).containsExactly("2.mp3");
    assertThat(found(sources("a", "c, d"))).containsExactly("3.mp3", "1.mp3");
    assertThat(found(filter(List.of(), Optional.empty(), Optional.of(Set.of(second)), Set.of())))
        .containsExactly("2.mp3");
    assertThat(found(filter(List.of(), Optional.empty(), Optional.of(Set.of()), Set.of())))
        .isEmpty();
    assertThat(found(filter(List.of(), Optional.empty(), Optional.empty(), Set.of(second))))
        .containsExactly("3.mp3", "1.mp3");
  }

  @Test
  void eachStateIsFoundWithAndWithoutASource() throws Exception {
    known("a", "1.mp3", "2026-05-01T10:00:00Z");
    AudioFormat format = new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(48_000), 2);
    Instant start = Instant.parse("2026-05-01T12:00:00Z");
    catalogue.tell(new CatalogueEntry.RunStarted("live", "a", format, Optional.empty(), "", start));
    catalogue.tell(new CatalogueEntry.SegmentOpened("live", 0, root.resolve("2.mp3"), 0, start));
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();

    for (List<String> sources : List.of(List.<String>of(), List.of("a"), List.of("a", "b"))) {
      assertThat(found(state(sources, SegmentState.RECORDING))).containsExactly("2.mp3");
      assertThat(found(state(sources, SegmentState.SEALED))).containsExactly("1.mp3");
      assertThat(found(state(sources, SegmentState.TRASHED))).isEmpty();
    }
  }

  private static RecordingFilter state(List<String> sources, SegmentState state) {
    return new RecordingFilter(
        sources,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Codec.MPEG_LAYER_3),
        Optional.of(state),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  private static RecordingFilter sources(String... names) {
    return filter(List.of(names), Optional.empty(), Optional.empty(), Set.of());
  }

  private List<String> days(TimeSpan span, ZoneId zone, String... sources) throws Exception {
    return new RecordingDays(catalogue.view())
        .of(List.of(sources), span, zone).stream()
            .map(
                it ->
                    String.join(
                        " ",
                        it.date().toString(),
                        it.source(),
                        "" + it.count(),
                        "" + it.length().toSeconds(),
                        "" + it.bytes()))
            .toList();
  }

  @Test
  void recordingsAreCountedOnTheLocalDayOnWhichTheyBegan() throws Exception {
    known("a", "1.mp3", "2026-05-01T21:59:59.999Z");
    known("a", "2.mp3", "2026-05-01T22:00:00Z");
    known("a", "3.mp3", "2026-05-02T21:59:59Z");
    known("b", "4.mp3", "2026-05-02T12:00:00Z");

    assertThat(days(YEAR, BERLIN, "a", "b"))
        .containsExactly(
            "2026-05-01 a 1 60 1000", "2026-05-02 a 2 120 2000", "2026-05-02 b 1 60 1000");
    assertThat(days(YEAR, ZoneOffset.UTC, "a"))
        .containsExactly("2026-05-01 a 2 120 2000", "2026-05-02 a 1 60 1000");
    assertThat(days(YEAR, BERLIN, "b")).hasSize(1);
    TimeSpan after = new TimeSpan(Instant.parse("2026-05-01T22:00:00.000000001Z"), YEAR.to());
    assertThat(days(after, BERLIN, "a")).containsExactly("2026-05-02 a 1 60 1000");
  }

  /** On 29 March the clocks go on at 01:00 UTC, on 25 October back; both days are one day each. */
  @Test
  void daysOnWhichClocksAreChangedAreOneDayEach() throws Exception {
    known("a", "1.mp3", "2026-03-28T23:00:00Z");
    known("a", "2.mp3", "2026-03-29T21:59:59Z");
    known("a", "3.mp3", "2026-03-29T22:00:00Z");
    known("a", "4.mp3", "2026-10-24T22:00:00Z");
    known("a", "5.mp3", "2026-10-25T00:30:00Z");
    known("a", "6.mp3", "2026-10-25T01:30:00Z");
    known("a", "7.mp3", "2026-10-25T22:59:59Z");
    known("a", "8.mp3", "2026-10-25T23:00:00Z");

    assertThat(days(YEAR, BERLIN, "a"))
        .containsExactly(
            "2026-03-29 a 2 120 2000",
            "2026-03-30 a 1 60 1000",
            "2026-10-25 a 4 240 4000",
            "2026-10-26 a 1 60 1000");
  }

  @Test
  void whatIsOldOrBeingRecordedCountsToo() throws Exception {
    known("a", "1.mp3", "1950-05-01T12:00:00.5Z");
    AudioFormat format = new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(48_000), 2);
    Instant start = Instant.parse("2026-05-01T12:00:00Z");
    catalogue.tell(new CatalogueEntry.RunStarted("live", "a", format, Optional.empty(), "", start));
    catalogue.tell(new CatalogueEntry.SegmentOpened("live", 0, root.resolve("x.mp3"), 0, start));
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
    assertThat(
            new RecordingDays(catalogue.view())
                .of(
                    List.of("a"),
                    new TimeSpan(Instant.parse("1900-01-01T00:00:00Z"), YEAR.to()),
                    BERLIN))
        .containsExactly(
            new RecordingDays.Day(LocalDate.of(1950, 5, 1), "a", 1, Duration.ofMinutes(1), 1_000),
            new RecordingDays.Day(LocalDate.of(2026, 5, 1), "a", 1, Duration.ZERO, 0));
  }
}
