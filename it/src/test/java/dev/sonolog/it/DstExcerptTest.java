package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SealedFile;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentFile;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.mpeg.MpegFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the commands say and write of the two days of a year on which the clocks of Berlin are
 * changed: of the hour that they show twice, and of the one that they skip. The frames carry
 * numbers, so that each that is missing, doubled or of the other hour would show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DstExcerptTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final CountedFrame FRAME = CountedFrame.NIGHT;
  private static final MpegContainer CONTAINER = new MpegContainer();
  private static final int SAMPLES = 576;
  private static final int HOUR = 50_000;
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final LocalDate AUTUMN = LocalDate.of(2024, 10, 27);
  private static final LocalDate SPRING = LocalDate.of(2024, 3, 31);

  /** So much of the autumn day is missing, at five in the morning. */
  private static final Duration MISSING = Duration.ofMinutes(45);

  @TempDir private static Path folder;

  /** Frame 0 would have been on air at the day's midnight; a decoder needs two to begin exactly. */
  @BeforeAll
  static void record() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        timezone = Europe/Berlin
        [autumn]
        type = stream
        url = http://127.0.0.1:1/
        [spring]
        type = stream
        url = http://127.0.0.1:1/
        """);
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    ArchiveSettings settings =
        new ArchiveSettings(
            Set.of(recordings),
            ArchiveSettings.defaultStateDirectory(recordings),
            List.of(CONTAINER),
            Duration.ofHours(1));
    Archive archive = Archive.open(settings, "test");
    try {
      day(archive, recordings, "autumn", AUTUMN);
      day(archive, recordings, "spring", SPRING);
      assertThat(archive.catalogue().flush(DEADLINE)).isTrue();
    } finally {
      archive.close(DEADLINE);
    }
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay(BERLIN).toInstant();
  }

  /** Five hours of files; of the rest of the day the catalogue alone knows. */
  private static void day(Archive archive, Path recordings, String source, LocalDate date)
      throws Exception {
    Instant start = midnight(date);
    SegmentMuxer muxer = started(archive, source, source, start.plus(FRAME.time(2)));
    List<Packet> lead = Frames.of(FRAME.bytes(0, 2));
    for (Packet packet : lead) {
      muxer.write(packet);
    }
    for (int hour = 0; hour < 5; hour++) {
      segment(archive, recordings, source, start, muxer, hour);
    }
    Instant end = start.plus(FRAME.time(5L * HOUR));
    Instant back = end.plus(MISSING);
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.GapFound(
                source, end, back, GapCause.CONNECTION_LOST, 3, "reset by peer"));
    started(archive, source, source + "-later", back);
    long samples = 8L * Duration.between(back, midnight(date.plusDays(1))).toMillis();
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    source + "-later",
                    0,
                    recordings.resolve(source + "-later.mp3"),
                    0,
                    back,
                    samples,
                    0,
                    1_000,
                    new SealedSegment.Digest(10, "aa", "bb"))));
  }

  private static SegmentMuxer started(Archive archive, String source, String run, Instant start)
      throws IOException {
    TrackHeader track = track();
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.RunStarted(
                run, source, track.format(), Optional.empty(), "", start));
    return CONTAINER.muxer(track);
  }

  private static TrackHeader track() throws IOException {
    MpegFrame frame = (MpegFrame) Frames.of(FRAME.bytes(0, 5)).getFirst();
    return new TrackHeader(frame.header().format(), StreamElement.Setup.NONE);
  }

  private static void segment(
      Archive archive,
      Path recordings,
      String source,
      Instant midnight,
      SegmentMuxer muxer,
      int hour)
      throws Exception {
    int first = hour == 0 ? 2 : hour * HOUR;
    Instant start = midnight.plus(FRAME.time(first));
    long firstSample = (long) (first - 2) * SAMPLES;
    SegmentTags tags =
        new SegmentTags(
            source,
            Optional.empty(),
            start.atOffset(ZoneOffset.UTC),
            source,
            hour,
            firstSample,
            Optional.empty());
    SegmentFile file =
        archive.create(
            recordings, source + hour + ".mp3", PosixFilePermissions.fromString("rw-r-----"));
    archive
        .catalogue()
        .tell(new CatalogueEntry.SegmentOpened(source, hour, file.file(), firstSample, start));
    muxer.begin(tags, file);
    for (Packet packet : Frames.of(FRAME.bytes(first, (hour + 1) * HOUR))) {
      muxer.write(packet);
    }
    long samples = muxer.seal(tags, List.of());
    SealedFile sealed = file.seal().get(60, TimeUnit.SECONDS);
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    source,
                    hour,
                    sealed.file(),
                    firstSample,
                    start,
                    samples,
                    muxer.missingPreRoll(),
                    sealed.bytes(),
                    sealed.digest())));
  }

  // --- export

  @Test
  void theHourThatTheClockShowsTwiceIsTheFirstOneUnlessItsOffsetIsSaid() throws IOException {
    assertThat(exported("autumn", "2024-10-27T02:30", "+18m"))
        .isEqualTo(numbers(2 * HOUR + HOUR / 2, HOUR * 3 / 10));
    assertThat(exported("autumn", "2024-10-27T02:30+02:00", "+18m"))
        .isEqualTo(numbers(2 * HOUR + HOUR / 2, HOUR * 3 / 10));
    assertThat(exported("autumn", "2024-10-27T02:30+01:00", "+18m"))
        .isEqualTo(numbers(3 * HOUR + HOUR / 2, HOUR * 3 / 10));
  }

  @Test
  void bothHoursInOneFileAreTwoHours() throws IOException {
    assertThat(exported("autumn", "2024-10-27T02:00", "2024-10-27T03:00"))
        .isEqualTo(numbers(2 * HOUR, 2 * HOUR));
    assertThat(exported("autumn", "2024-10-27T01:45", "2024-10-27T02:45+01:00"))
        .isEqualTo(numbers(HOUR + HOUR * 3 / 4, 2 * HOUR));
  }

  @Test
  void theHourThatTheClockSkipsTakesNoTime() throws IOException {
    assertThat(exported("spring", "2024-03-31T01:30", "2024-03-31T03:30"))
        .isEqualTo(numbers(HOUR + HOUR / 2, HOUR));
  }

  @Test
  void aTimeThatTheClockSkippedIsRefusedWithWhatTheClockDid() throws IOException {
    for (String[] command :
        new String[][] {
          {"export", "spring", "2024-03-31T02:30", "+10m"},
          {"at", "spring", "2024-03-31T02:30"},
          {"coverage", "spring", "--from", "2024-03-31T02:30"}
        }) {
      Tool.Result said = Product.run(folder, command);
      assertThat(said.status()).isEqualTo(2);
      assertThat(said.output())
          .contains("never showed 2024-03-31T02:30", "from 2024-03-31T02:00 to 2024-03-31T03:00");
    }
  }

  private static List<Integer> numbers(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  private static List<Integer> exported(String source, String from, String to) throws IOException {
    Path file = Files.createTempFile(folder, "excerpt", ".mp3");
    Files.delete(file);
    Product.run(folder, "export", source, from, to, "--output", file.toString()).orFail();
    return CountedFrame.numbersIn(file);
  }

  // --- at

  @Test
  void anInstantOfTheDoubledHourIsInTheFileOfItsOffset() throws IOException {
    JsonNode first = json("at", "autumn", "2024-10-27T02:30", "--json");
    assertThat(first.get("at").stringValue()).isEqualTo("2024-10-27T02:30+02:00");
    assertThat(first.get("file").stringValue()).endsWith("autumn2.mp3");
    assertThat(first.get("offsetSeconds").doubleValue()).isEqualTo(1_800);
    JsonNode second = json("at", "autumn", "2024-10-27T02:30+01:00", "--json");
    assertThat(second.get("at").stringValue()).isEqualTo("2024-10-27T02:30+01:00");
    assertThat(second.get("file").stringValue()).endsWith("autumn3.mp3");
    assertThat(second.get("offsetSeconds").doubleValue()).isEqualTo(1_800);
  }

  @Test
  void theHourBehindTheSkippedOneFollowsTheOneInFrontOfIt() throws IOException {
    assertThat(json("at", "spring", "2024-03-31T01:59:59", "--json").get("file").stringValue())
        .endsWith("spring1.mp3");
    JsonNode later = json("at", "spring", "2024-03-31T03:00:01", "--json");
    assertThat(later.get("file").stringValue()).endsWith("spring2.mp3");
    assertThat(later.get("offsetSeconds").doubleValue()).isEqualTo(1);
  }

  // --- coverage

  @Test
  void theAutumnDayHasTwentyFiveHours() throws IOException {
    JsonNode day = day("autumn", AUTUMN);
    assertThat(day.get("seconds").doubleValue()).isEqualTo(25 * 3_600);
    double recorded = 25 * 3_600 - MISSING.toSeconds() - FRAME.time(2).toMillis() / 1e3;
    assertThat(day.get("recordedSeconds").doubleValue()).isEqualTo(recorded);
    assertThat(day.get("percent").doubleValue())
        .isCloseTo(100 * recorded / (25 * 3_600), within(1e-9));
    assertThat(Product.run(folder, "coverage", "autumn", "--from", AUTUMN.toString()).output())
        .contains("2024-10-27   96.99 %");
  }

  @Test
  void theSpringDayHasTwentyThreeHours() throws IOException {
    JsonNode day = day("spring", SPRING);
    assertThat(day.get("seconds").doubleValue()).isEqualTo(23 * 3_600);
    double recorded = 23 * 3_600 - MISSING.toSeconds() - FRAME.time(2).toMillis() / 1e3;
    assertThat(day.get("recordedSeconds").doubleValue()).isEqualTo(recorded);
  }

  private static JsonNode day(String source, LocalDate date) throws IOException {
    JsonNode coverage =
        json(
            "coverage",
            source,
            "--from",
            date.toString(),
            "--to",
            date.plusDays(1).toString(),
            "--json");
    assertThat(coverage.get("days").size()).isEqualTo(1);
    assertThat(coverage.get("gaps").size()).isEqualTo(2);
    return coverage.get("days").get(0);
  }

  private static JsonNode json(String... command) throws IOException {
    return JsonMapper.shared().readTree(Product.run(folder, command).orFail().output());
  }
}
