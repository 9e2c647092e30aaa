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

/**
 * What people delete, restore and pin through the product, while it records and when it does not.
 */
class KeepingTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private Recordings recordings = new Recordings(Path.of(""));
  private Product recorder;

  @BeforeEach
  void record() throws IOException {
    recordings = new Recordings(folder.resolve("recordings"));
    configure("");
    recorder = Product.start(folder, "record");
    running.add(recorder);
    awaitSealed("one", 3);
    awaitSealed("two", 3);
  }

  @AfterEach
  void end() {
    running.close();
  }

  private void configure(String keys) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0.0334
        %s
        [one]
        type = signal
        sample_rate = 8000
        meters = off
        [two]
        type = signal
        sample_rate = 8000
        meters = off
        [long]
        type = signal
        sample_rate = 8000
        meters = off
        split_minutes = 0
        """
            .formatted(keys));
  }

  @Test
  void aRecorderAndCommandsShareAnArchive() throws Exception {
    StoredSegment dropped = sealed("one").get(1);
    StoredSegment pinned = sealed("two").get(1);
    assertThat(run("pin", pinned.file().toString(), "--note", "evidence")).contains("Pinned 1");
    assertThat(run("delete", dropped.file().toString())).contains("Deleted 1 recording");
    Tool.Result refused = Product.run(folder, "delete", pinned.file().toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("is pinned", "Deleted 0 recordings");
    assertThat(dropped.file()).doesNotExist();
    assertThat(pinned.file()).exists();

    Path growing =
        recordings.parts().stream().filter(it -> it.toString().contains("long")).findAny().get();
    Tool.Result written = Product.run(folder, "delete", growing.toString());
    assertThat(written.status()).isEqualTo(1);
    assertThat(written.output())
        .contains(growing.getFileName().toString().replace(".part", ""))
        .contains("is being recorded");
    assertThat(growing).exists();
    assertThat(run("trash")).contains(dropped.file().toString(), "In the trash: 1 recording");
    assertThat(run("trash", "restore", dropped.file().toString())).contains("Restored 1");
    assertThat(dropped.file()).exists();

    Instant from = dropped.start().minusMillis(1);
    Instant to = dropped.knownEnd().plusMillis(1);
    assertThat(run("delete", "one", from.toString(), to.toString())).contains("Deleted 1 rec");
    assertThat(gap("one", dropped).cause()).isEqualTo(GapCause.DELETED);

    stop();
    assertThat(run("trash", "empty")).contains("Erased 1 recording");
    assertThat(run("delete", sealed("two").getFirst().file().toString())).contains("Deleted 1");
    assertThat(recordings.verify()).isEmpty();
    assertThat(audited()).containsExactly("PIN", "TRASH", "RESTORE", "TRASH", "ERASE", "TRASH");
    Product again = Product.start(folder, "record");
    running.add(again);
    again.awaitOutput("Catalogue compared");
    assertThat(gap("one", dropped).cause()).isEqualTo(GapCause.DELETED);
    assertThat(state(pinned)).isEqualTo(SegmentState.SEALED);
  }

  @Test
  void retentionDoesWhatItsDryRunSaysAndNothingUntilItIsConfigured() throws Exception {
    assertThat(run("retention", "--dry-run")).contains("would delete 0 recordings");
    StoredSegment pinned = sealed("one").getFirst();
    assertThat(run("pin", "one", pinned.start().plusMillis(1).toString())).contains("Pinned 1");
    awaitSealed("one", 4);
    stop();
    configure("keep_days = 0.000001");
    JsonNode dry = JsonMapper.shared().readTree(run("retention", "--dry-run", "--json"));
    int all = sealed("one").size() + sealed("two").size() + sealed("long").size();
    assertThat(dry.at("/recordings").asInt()).isEqualTo(all - 1);
    assertThat(dry.at("/volumes/0/bytesPerDay").asLong()).isPositive();
    assertThat(sealed("one").size() + sealed("two").size()).isEqualTo(all - 1);

    Product again = Product.start(folder, "record");
    running.add(again);
    again.awaitOutput("Retention: ");
    assertThat(run("status")).contains("deleted by retention");
    Awaitility.await("all but the pinned one are gone")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> sealed("two").size() < 3 && state(pinned) == SegmentState.SEALED);
    assertThat(pinned.file()).exists();
    assertThat(recordings.parts()).isNotEmpty();
    again.kill();
    running.add(Product.start(folder, "record"));
    awaitSealed("one", 1);
    assertThat(recordings.catalogue().gaps("two", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .contains(GapCause.DELETED_BY_RETENTION)
        .doesNotContain(GapCause.UNKNOWN, GapCause.REMOVED_OUTSIDE);
  }

  private void stop() {
    recorder.signal("TERM");
    assertThat(recorder.await(30)).isZero();
  }

  private String run(String... command) throws IOException {
    return Product.run(folder, command).orFail().output();
  }

  private List<StoredSegment> sealed(String source) throws IOException {
    return recordings.segments(source).stream()
        .filter(segment -> segment.state() == SegmentState.SEALED)
        .toList();
  }

  private void awaitSealed(String source, int count) {
    Awaitility.await(count + " files of " + source)
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions() // the catalogue is not there at once
        .until(() -> sealed(source).size() >= count);
  }

  private SegmentState state(StoredSegment segment) throws IOException {
    return recordings.catalogue().segment(segment.key()).orElseThrow().state();
  }

  private Gap gap(String source, StoredSegment segment) throws IOException {
    return recordings
        .catalogue()
        .gaps(source, segment.start().plusMillis(10), segment.knownEnd().minusMillis(10))
        .getFirst();
  }

  private List<String> audited() throws IOException {
    List<String> actions = new ArrayList<>();
    new AuditLog(recordings.state()).forEach(entry -> actions.add(entry.action().name()));
    return actions;
  }
}
