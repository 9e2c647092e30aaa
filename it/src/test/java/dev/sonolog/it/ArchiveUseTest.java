package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people and their scripts do to an archive, while it is recorded into and afterwards. */
class ArchiveUseTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private Recordings recordings = new Recordings(Path.of(""));
  private String station = "";

  @BeforeEach
  void station() throws IOException {
    DemoStation started = DemoStation.start();
    running.add(started);
    station = started.address().toString();
    recordings = new Recordings(folder.resolve("recordings"));
    configure("");
  }

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void aSecondRecorderIsRefusedAndToldWhoRecords() throws IOException {
    Product first = record();
    Tool.Result second = Product.run(folder, "record");
    assertThat(second.status()).isEqualTo(3);
    assertThat(second.output()).contains("process " + first.pid());
    Tool.Result reindex = Product.run(folder, "reindex");
    assertThat(reindex.status()).isEqualTo(3);
    assertThat(reindex.output()).contains("process " + first.pid());
    assertThat(first.isAlive()).isTrue();
    stop(first);
    Recordings.assertPlays(recordings.sealed().getFirst());
  }

  @Test
  void oldFilesMayBeDeletedByFindWhileItRecords() throws IOException {
    Product recorder = record();
    awaitSealed(2);
    List<Path> old = recordings.sealed().subList(0, 2);
    for (Path file : old) {
      age(file);
    }
    find("-type", "f", "-mtime", "+30", "-delete");
    assertThat(old).noneMatch(Files::exists);
    assertThat(recordings.catalogueFile()).exists();
    int left = recordings.sealed().size();
    awaitSealed(left + 1);
    assertThat(Product.run(folder, "reload").status()).isZero();
    awaitGapOfRemoved();
    stop(recorder);
    assertThat(recordings.verify()).isEmpty();
    assertRemoved(old);
    Tool.Result status = Product.run(folder, "status");
    assertThat(status.output()).containsPattern("(?m)^  demo .*  removed outside$");
  }

  @Test
  void filesThatWereDeletedWhileNobodyRecordedAreGapsAfterTheNextStart() throws IOException {
    Product recorder = record();
    awaitSealed(2);
    stop(recorder);
    List<Path> old = recordings.sealed().subList(0, 2);
    for (Path file : old) {
      age(file);
    }
    find("-type", "f", "-mtime", "+30", "-delete");
    Tool.Result verified = Product.run(folder, "verify");
    assertThat(verified.status()).isEqualTo(1);
    assertThat(verified.output()).contains("MISSING  " + old.getFirst());
    Product next = record();
    awaitGapOfRemoved();
    assertRemoved(old);
    stop(next);
    assertThat(recordings.verify()).isEmpty();
  }

  /** Nobody recorded for so long that the catalogue was old, too. */
  @Test
  void anArchiveOfWhichEverythingWasDeletedIsRecordedIntoAnew() throws IOException {
    stop(record());
    for (Path file : recordings.all()) {
      age(file);
    }
    find("-type", "f", "-mtime", "+30", "-delete");
    assertThat(recordings.all()).isEmpty();
    stop(record());
    assertThat(recordings.sealed()).isNotEmpty().allSatisfy(Recordings::assertPlays);
    assertThat(recordings.verify()).isEmpty();
  }

  @Test
  void verifyNamesWhatIsDamagedMissingAndUnknown() throws IOException {
    Product recorder = record();
    awaitSealed(3);
    stop(recorder);
    Tool.Result sound = Product.run(folder, "verify");
    assertThat(sound.status()).as(sound.output()).isZero();
    List<Path> files = recordings.sealed();
    flip(files.get(0), 40);
    flip(files.get(1), Files.size(files.get(1)) - 300);
    Files.delete(files.get(2));
    Path copy = Files.copy(files.get(3), recordings.directory().resolve("copy.mp3"));
    Tool.Result verified = Product.run(folder, "verify");
    assertThat(verified.status()).isEqualTo(1);
    assertThat(verified.output())
        .contains("DAMAGED  " + files.get(0) + ": tags in front of the audio: ")
        .contains("DAMAGED  " + files.get(1) + ": audio: ")
        .contains("MISSING  " + files.get(2))
        .contains("UNKNOWN  " + copy)
        .contains("2 damaged, 0 unreadable, 1 missing, 1 unknown");
    assertThat(Product.run(folder, "verify", files.get(0).toString()).status()).isEqualTo(1);
    assertThat(Product.run(folder, "verify", files.get(3).toString()).status()).isZero();
    Tool.Result nowhere = Product.run(folder, "verify", "nowhere");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.output()).contains(folder.resolve("nowhere").toString());
  }

  @Test
  void theCatalogueIsRebuiltFromTheFilesAlone() throws IOException {
    configure("rejoin = no"); // a quick restart would lose nothing, and leave no gap
    Product first = record();
    awaitSealed(2);
    first.kill();
    awaitBeyondBurst(Instant.now());
    Product second = record();
    awaitSealed(recordings.sealed().size() + 2);
    stop(second);
    List<StoredSegment> segments = recordings.segments("demo");
    List<Gap> gaps = gaps();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(recordings.state().resolve(Catalogue.FILE + suffix));
    }
    Tool.Result reindex = Product.run(folder, "reindex");
    assertThat(reindex.output()).contains(segments.size() + " files, 0 of them unknown");
    assertThat(reindex.status()).isZero();
    assertThat(recordings.segments("demo"))
        .usingRecursiveComparison()
        .ignoringFields("startFrom") // now it comes from the tags
        .withEqualsForType(ArchiveUseTest::nearly, Instant.class)
        .isEqualTo(segments);
    // That nobody records since the last file is noticed by the next recorder.
    List<Gap> over = gaps.stream().filter(gap -> gap.to().isPresent()).toList();
    assertThat(over).hasSize(1);
    assertThat(gaps())
        .usingRecursiveComparison()
        .ignoringFields("tries")
        .withEqualsForType(ArchiveUseTest::nearly, Instant.class)
        .isEqualTo(over);
    assertThat(recordings.verify()).isEmpty();
    Tool.Result again = Product.run(folder, "reindex");
    assertThat(again.status()).isZero();
    assertThat(recordings.state().resolve("catalogue-old.db")).exists();
  }

  @Test
  void statusJsonNamesWhatIsBeingWrittenAndIsNeverHalfWritten() throws IOException {
    Product recorder = record();
    Path status = recordings.directory().resolve("status.json");
    Awaitility.await("a file that is being written")
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .until(() -> Files.exists(status) && active(status).size() == 1);
    String name = active(status).get(0).asString();
    assertThat(name).matches("\\d{8}_\\d{6}\\.mp3");
    Awaitility.await("the next one")
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .until(() -> active(status).toString().contains(".mp3") && !names(status, name));
    stop(recorder);
    assertThat(status).doesNotExist();
    assertThat(recordings.directory().resolve(".status.json.new")).doesNotExist();
  }

  @Test
  void theLogGoesToTheFileAndToStandardOutput() throws IOException {
    Product recorder = record();
    stop(recorder);
    Path log = folder.resolve("recorder.log");
    assertThat(log).content().contains("demo: recording", "Stopped; all files are sealed");
    // What two threads say at once may come in either order.
    assertThat(Files.readString(log).lines())
        .containsExactlyInAnyOrderElementsOf(recorder.output().lines().toList());
  }

  @Test
  void aLogThatCannotBeOpenedIsAWarningAndNoMore() throws IOException {
    Files.createDirectories(folder.resolve("taken"));
    configure("log_file = taken");
    Product recorder = record();
    assertThat(recorder.output()).containsPattern("WARN\\w* .*log file .*taken cannot be opened");
    stop(recorder);
    assertThat(recordings.sealed()).isNotEmpty();
  }

  // --- helpers

  private void configure(String more) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0.05
        %s
        [demo]
        type = stream
        url = %s
        """
            .formatted(more, station));
  }

  private Product record() throws IOException {
    Product product = Product.start(folder, "record");
    running.add(product);
    product.awaitOutput("demo: recording");
    return product;
  }

  private void stop(Product recorder) throws IOException {
    recorder.signal("TERM");
    assertThat(recorder.await(20)).as(recorder.output()).isZero();
  }

  private void awaitSealed(int files) {
    Awaitility.await(files + " sealed files")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> recordings.sealed().size() >= files);
  }

  /** What a station gives at once was sent before: a quick start would leave no gap. */
  private static void awaitBeyondBurst(Instant killed) {
    Awaitility.await("a gap longer than the station's burst")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> Instant.now().isAfter(killed.plusSeconds(3)));
  }

  private void awaitGapOfRemoved() {
    Awaitility.await("the gap")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> gaps().stream().anyMatch(gap -> gap.cause() == GapCause.REMOVED_OUTSIDE));
  }

  /**
   * The catalogue remembers what the files held, and the timeline that they are missing from it.
   */
  private void assertRemoved(List<Path> files) throws IOException {
    List<StoredSegment> removed =
        recordings.segments("demo").stream()
            .filter(segment -> segment.state() == SegmentState.REMOVED_OUTSIDE)
            .toList();
    assertThat(removed).extracting(StoredSegment::file).containsExactlyElementsOf(files);
    Gap gap = gaps().getFirst();
    assertThat(gap.cause()).isEqualTo(GapCause.REMOVED_OUTSIDE);
    assertThat(gap.from()).isEqualTo(removed.getFirst().start());
    assertThat(gap.to()).contains(removed.getLast().knownEnd());
  }

  private List<Gap> gaps() throws IOException {
    return recordings.catalogue().gaps("demo", Instant.EPOCH, Instant.MAX);
  }

  private void find(String... tests) {
    String[] command = new String[tests.length + 2];
    command[0] = "find";
    command[1] = recordings.directory().toString();
    System.arraycopy(tests, 0, command, 2, tests.length);
    Tool.run(command).orFail();
  }

  private static JsonNode active(Path status) throws IOException {
    JsonNode json = JsonMapper.shared().readTree(Files.readString(status));
    assertThat(json.propertyNames()).containsExactly("active");
    return json.at("/active");
  }

  private static boolean names(Path status, String name) throws IOException {
    return active(status).toString().contains(name);
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.toIntExact(at)] ^= 1;
    Files.write(file, bytes);
  }

  private static boolean nearly(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofMillis(1)) <= 0;
  }
}
