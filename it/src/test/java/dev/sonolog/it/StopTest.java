package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a recorder: in order with many sources, and when its disk hangs. */
class StopTest {
  private static final int SOURCES = 200;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private String station = "";

  @BeforeEach
  void station() throws IOException {
    DemoStation started = DemoStation.start();
    running.add(started);
    station = started.address().toString();
  }

  @AfterEach
  void end() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void twoHundredSourcesAreSealed(String signal) throws IOException {
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    configure(recordings.directory(), SOURCES);
    Product recorder = record();
    awaitParts(recordings, SOURCES);
    recorder.awaitOutput("source_" + SOURCES + ": recording");
    Awaitility.await("status.json")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> Files.exists(recordings.directory().resolve("status.json")));
    long asked = System.nanoTime();
    recorder.signal(signal);
    assertThat(recorder.await(60)).isZero();
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    System.out.println(signal + ": " + SOURCES + " sources were sealed in " + took);
    assertThat(took).isLessThan(DEADLINE);
    assertThat(recordings.parts()).isEmpty();
    assertThat(recordings.sealed()).hasSize(SOURCES);
    assertThat(recordings.directory().resolve("status.json")).doesNotExist();
    assertThat(recordings.state().resolve("control.sock")).doesNotExist();
    assertThat(recordings.verify()).isEmpty();
    for (int source = 1; source <= SOURCES; source += 40) {
      assertStoppedInOrder(recordings, "source_" + source);
    }
  }

  private static void assertStoppedInOrder(Recordings recordings, String source)
      throws IOException {
    StoredSegment segment = recordings.segments(source).getLast();
    Recordings.assertPlays(segment.file());
    Gap gap = recordings.catalogue().openGap(source).orElseThrow();
    assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_STOPPED);
    assertThat(Duration.between(segment.knownEnd(), gap.from()).abs())
        .isLessThan(Duration.ofMillis(1));
  }

  @Test
  void aSecondInterruptEndsAtOnceThoughTheDiskHangs() throws IOException {
    try (HungDisk disk = HungDisk.mount(folder)) {
      Recordings recordings = new Recordings(disk.mount().resolve("recordings"));
      configure(recordings.directory(), 3);
      Product recorder = record();
      awaitParts(recordings, 3);
      awaitAudio(recordings);
      disk.hang();
      recorder.signal("INT");
      recorder.awaitOutput("Stopping");
      assertThat(recorder.isAlive()).isTrue();
      recorder.signal("INT");
      awaitEnd(recorder, Duration.ofSeconds(5));
      assertThat(recorder.output()).contains("Interrupted twice");
      disk.recover();
      assertThat(recorder.await(20)).isEqualTo(130);
      assertThat(recordings.parts()).hasSize(3);
      assertRepairedByTheNext(recordings);
    }
  }

  @Test
  void aHungDiskDoesNotKeepItFromEndingInTime() throws IOException {
    try (HungDisk disk = HungDisk.mount(folder)) {
      Recordings recordings = new Recordings(disk.mount().resolve("recordings"));
      configure(recordings.directory(), 3);
      Product recorder = record();
      awaitParts(recordings, 3);
      awaitAudio(recordings);
      disk.hang();
      recorder.signal("TERM");
      awaitEnd(recorder, DEADLINE.plusSeconds(2)); // the end of the virtual machine itself
      assertThat(recorder.output()).contains("did not answer in time");
      disk.recover();
      assertThat(recorder.await(20)).isEqualTo(1);
      assertRepairedByTheNext(recordings);
    }
  }

  private void assertRepairedByTheNext(Recordings recordings) throws IOException {
    List<Path> left = recordings.parts();
    Product next = record();
    next.awaitOutput("source_3: recording");
    assertThat(recordings.sealed()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(left).noneMatch(Files::exists);
    next.signal("TERM");
    assertThat(next.await(20)).isZero();
    assertThat(recordings.parts()).isEmpty();
    assertThat(recordings.sealed()).allSatisfy(Recordings::assertPlays);
    assertThat(recordings.verify()).isEmpty();
    assertThat(recordings.catalogue().gaps("source_1", Instant.EPOCH, Instant.MAX))
        .first()
        .extracting(Gap::cause)
        .isIn(GapCause.RECORDER_KILLED, GapCause.RECORDER_STOPPED, GapCause.STORAGE);
  }

  // --- helpers

  private void configure(Path recordings, int sources) throws IOException {
    StringBuilder text =
        new StringBuilder("[general]\nsplit_minutes = 0\noutput_directory = " + recordings + "\n");
    for (int source = 1; source <= sources; source++) {
      text.append("[source_%d]\ntype = stream\nurl = %s\n".formatted(source, station));
    }
    Files.writeString(folder.resolve("config.ini"), text);
  }

  private Product record() throws IOException {
    Product product = Product.start(folder, "record");
    running.add(product);
    return product;
  }

  private static void awaitParts(Recordings recordings, int parts) {
    Awaitility.await(parts + " files that are being written")
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> recordings.parts().size() == parts);
  }

  private static void awaitEnd(Product recorder, Duration deadline) {
    Awaitility.await("the end").atMost(deadline).until(recorder::hasEnded);
  }

  /** Enough on the disk for a repair to make a file of. */
  private static void awaitAudio(Recordings recordings) {
    Awaitility.await("audio on the disk")
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> recordings.parts().stream().allMatch(part -> part.toFile().length() > 20_000));
  }
}
