package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Old recordings that people bring into the archive, while it is recorded into and when not. */
class ImportTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private Recordings recordings = new Recordings(Path.of(""));

  /** What another recorder left: the name tells when each began. */
  private Path stick = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    recordings = new Recordings(folder.resolve("recordings"));
    configure(folder, "");
    stick = Files.createDirectories(folder.resolve("stick/old"));
    tone(stick.resolve("20240523_220000.mp3"), 20);
    tone(stick.resolve("20240523_220020.mp3"), 10);
  }

  @AfterEach
  void end() {
    running.close();
  }

  private static void configure(Path folder, String keys) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0.0334
        %s
        [radio]
        type = signal
        sample_rate = 8000
        meters = off
        """
            .formatted(keys));
  }

  private static void tone(Path file, int seconds) {
    String signal = "sine=frequency=440:sample_rate=44100:duration=" + seconds;
    Tool.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", signal, "-b:a", "64k", file.toString())
        .orFail();
  }

  @Test
  void withoutARecorderWhatIsImportedIsFoundAtOnceAndASecondTimeChangesNothing() throws Exception {
    Path first = recordings.directory().resolve("20240523_220000.mp3");
    assertThat(run("import", "--source", "radio", "--dry-run", stick.toString()))
        .contains(first.toString(), "by its name", "would import 2 recordings");
    assertThat(recordings.directory()).doesNotExist();

    String done = run("import", "--source", "radio", stick.toString());
    assertThat(done).contains(first.toString(), "by its name", "Imported 2 recordings");
    assertFound(first);

    JsonNode again =
        JsonMapper.shared()
            .readTree(run("import", "--source", "radio", "--json", stick.toString()));
    assertThat(again.at("/imported")).isEmpty();
    assertThat(again.at("/alreadyThere")).hasSize(2);
    assertThat(recordings.sealed()).hasSize(2);
    assertThat(Product.run(folder, "reindex").status()).isZero();
    assertFound(first);
  }

  @Test
  void whileItRecordsWhatIsMovedInIsFoundAtOnceAndTheRecordingGoesOn() throws Exception {
    Product recorder = Product.start(folder, "record");
    running.add(recorder);
    awaitRecorded(1);
    Files.writeString(stick.resolve("broken.mp3"), "no audio at all");
    Tool.Result moved =
        Product.run(folder, "import", "--source", "radio", "--move", stick.toString());
    assertThat(moved.status()).as("one file is none").isEqualTo(1);
    assertThat(moved.output())
        .contains("broken.mp3 is no audio file of a known kind")
        .contains("Imported 2 recordings", "refused: 1")
        .doesNotContain("has not taken note");
    assertThat(stick).isDirectoryContaining(it -> it.endsWith("broken.mp3"));
    assertThat(stick.resolve("20240523_220000.mp3")).doesNotExist();
    assertFound(recordings.directory().resolve("20240523_220000.mp3"));

    Path talk = folder.resolve("stick/interview.mp3");
    tone(talk, 5);
    Files.setLastModifiedTime(talk, FileTime.from(Instant.parse("2024-06-01T10:00:05Z")));
    String given =
        run("import", "--source", "radio", "--start", "2024-06-02T12:00:00.5Z", talk.toString());
    assertThat(given).contains("as --start says");
    assertThat(run("at", "radio", "2024-06-02T12:00:02.5Z"))
        .contains("0:00:02.000 behind its start");

    int before = recorded();
    awaitRecorded(before + 2);
    assertThat(run("status")).contains("radio");
    recorder.signal("TERM");
    assertThat(recorder.await(30)).isZero();
    List<String> audited = new ArrayList<>();
    new AuditLog(recordings.state()).forEach(entry -> audited.add(entry.action().name()));
    assertThat(audited).containsExactly("IMPORT", "IMPORT", "IMPORT");
    assertThat(recordings.catalogue().gaps("radio", Instant.now().minusSeconds(3_600), Instant.MAX))
        .extracting(Gap::cause)
        .doesNotContain(GapCause.UNKNOWN, GapCause.REMOVED_OUTSIDE);
  }

  @Test
  void anotherArchiveKeepsItsRunsAndIsVerifiedAgainstItsDigests() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    configure(elsewhere, "filename_pattern = take_%Y%m%d_%H%M%S");
    Product recorder = Product.start(elsewhere, "record");
    running.add(recorder);
    Recordings other = new Recordings(elsewhere.resolve("recordings"));
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions()
        .until(() -> other.segments("radio").size() > 2);
    recorder.signal("TERM");
    assertThat(recorder.await(30)).isZero();

    assertThat(run("import", "--source", "radio", other.directory().toString()))
        .contains("by its tags");
    assertThat(recordings.segments("radio"))
        .extracting(StoredSegment::key, StoredSegment::start, StoredSegment::knownEnd)
        .containsExactlyElementsOf(
            other.segments("radio").stream()
                .map(it -> org.assertj.core.groups.Tuple.tuple(it.key(), it.start(), it.knownEnd()))
                .toList());
    assertThat(recordings.verify()).isEmpty();
    assertThat(Product.run(folder, "verify").status()).isZero();
  }

  @Test
  void whatCannotBeDoneIsRefusedBeforeAnythingIsDone() throws Exception {
    Tool.Result unknown = Product.run(folder, "import", "--source", "rado", stick.toString());
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("no source \"rado\"", "there is: radio");
    Tool.Result two =
        Product.run(folder, "import", "--source", "radio", "--start", "12:00", stick.toString());
    assertThat(two.status()).isEqualTo(2);
    assertThat(two.output()).contains("--start is for one file");
    configure(folder, "min_free = 99999GB");
    Tool.Result full = Product.run(folder, "import", "--source", "radio", stick.toString());
    assertThat(full.status()).isEqualTo(1);
    assertThat(full.output()).contains("There is not enough room", "are needed");
    configure(folder, "keep_days = 30");
    Tool.Result old =
        Product.run(folder, "import", "--source", "radio", "--move", stick.toString());
    assertThat(old.status()).isEqualTo(1);
    assertThat(old.output()).contains("keep_days", "Imported 0 recordings", "refused: 2");
    assertThat(recordings.sealed()).isEmpty();
    assertThat(stick.resolve("20240523_220000.mp3")).exists();
  }

  /** In the computer's time zone, as the names of the files. */
  private void assertFound(Path first) throws IOException {
    assertThat(run("at", "radio", "2024-05-23T22:00:05"))
        .contains(first.toString(), "0:00:05.000 behind its start");
    assertThat(run("at", "radio", "2024-05-23T22:00:25")).contains("20240523_220020.mp3");
    JsonNode coverage =
        JsonMapper.shared()
            .readTree(
                run(
                    "coverage",
                    "radio",
                    "--from",
                    "2024-05-23T22:00",
                    "--to",
                    "2024-05-23T22:00:30",
                    "--json"));
    assertThat(coverage.at("/days/0/percent").asDouble()).isGreaterThan(99.9);
    Path excerpt = Files.createTempDirectory(folder, "excerpt").resolve("excerpt.zip");
    assertThat(run("export", "radio", "2024-05-23T22:00:05", "+20s", "-o", excerpt.toString()))
        .as("from the packet that holds the instant")
        .containsPattern("2024-05-23 22:00:0(4\\.9\\d\\d|5\\.000).*to 2024-05-23 22:00:20")
        .containsPattern("2024-05-23 22:00:(19\\.9[67]\\d|20\\.000).*to 2024-05-23 22:00:25");
  }

  private String run(String... command) throws IOException {
    return Product.run(folder, command).orFail().output();
  }

  private int recorded() throws IOException {
    Instant today = Instant.now().minusSeconds(3_600);
    return (int)
        recordings.segments("radio").stream()
            .filter(it -> it.state() == SegmentState.SEALED && it.start().isAfter(today))
            .count();
  }

  private void awaitRecorded(int count) {
    Awaitility.await(count + " files")
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions() // the catalogue is not there at once
        .until(() -> recorded() >= count);
  }
}
