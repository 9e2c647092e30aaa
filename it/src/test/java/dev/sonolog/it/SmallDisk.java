package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.capture.station.TestCertificate;
import dev.sonolog.recording.RecordingState.Recording;
import dev.sonolog.recording.RecordingState.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/**
 * Two sources, one of which records onto a disk that becomes full, in a process of its own: only in
 * namespaces of its own may it mount such a disk. Everything over TLS, in which failures of the
 * storage once looked like failures of the network. Fails by its exit status.
 */
final class SmallDisk {
  private static final int SIZE = 2 << 20;

  /** A new process is slow at first, and what is recorded first is late by as much. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final String SAID_WHEN_DONE = "recorded again";

  private SmallDisk() {}

  /** Runs it on a disk that is mounted at {@code disk}; the rest lies in {@code safe}. */
  static void run(Path disk, Path safe) {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c"));
    command.add("mount -t tmpfs -o size=" + SIZE + " none \"$0\" && exec \"$@\"");
    command.add(disk.toString());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SmallDisk.class.getName(), disk.toString(), safe.toString()));
    assertThat(Tool.run(command).orFail().output()).contains(SAID_WHEN_DONE);
  }

  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    Path safe = Path.of(arguments[1]);
    TestCertificate certificate = TestCertificate.forLocalhost(safe);
    SSLContext.setDefault(certificate.client());
    ScaledTime time = ScaledTime.by(10);
    Programme programme = new Programme(CountedFrame.USUAL, time);
    try (Station station =
            Station.playingOverTls(
                certificate.server(), call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, safe, disk)) {
      archive.apply(
          Wanted.source("full", station.uri("/full"), disk)
              .retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(10))),
          Wanted.source("free", station.uri("/free"), safe));
      fillAndEmpty(archive, disk);
      archive.stop();
      assertNothingWasLostBefore(archive, programme);
      assertThat(station.requests().stream().filter(r -> r.path().equals("/free"))).hasSize(1);
      Timeline.assertOneRun(archive.sealed("free"));
    }
    System.out.println(SAID_WHEN_DONE);
  }

  private static void fillAndEmpty(LiveArchive archive, Path disk) throws Exception {
    archive.awaitLength("full", Duration.ofSeconds(5));
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[SIZE / 2]);
    Waiting waiting = archive.await("full", Waiting.class);
    assertThat(waiting.cause()).contains("storage").contains("No space left");
    assertThat(archive.stored().openGap("full").orElseThrow().cause()).isEqualTo(GapCause.STORAGE);
    // It tries once more in vain.
    archive.await("full", state -> !(state instanceof Waiting));
    archive.await("full", Waiting.class);
    assertThat(archive.state("free")).isInstanceOf(Recording.class);
    Files.delete(ballast);
    archive.awaitLength("full", Duration.ofSeconds(4));
    Awaitility.await("the unfinished file is repaired")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> archive.segments("full").getFirst().state() == SegmentState.SEALED);
  }

  private static void assertNothingWasLostBefore(LiveArchive archive, Programme programme)
      throws IOException {
    List<StoredSegment> sealed =
        archive.segments("full").stream().filter(s -> s.state() == SegmentState.SEALED).toList();
    assertThat(sealed.size()).isGreaterThanOrEqualTo(2);
    StoredSegment first = sealed.getFirst();
    StoredSegment last = sealed.getLast();
    Timeline.assertUnbroken(CountedFrame.numbersIn(first.file()));
    Timeline.assertUnbroken(CountedFrame.numbersIn(last.file()));
    Timeline.assertTrueStarts(sealed, programme, TOLERANCE);
    assertThat(Duration.between(first.start(), first.knownEnd()))
        .isGreaterThan(Duration.ofSeconds(4));
    assertAccounted(archive.gaps("full"), sealed);
    try (Stream<Path> files = Files.list(first.file().resolveSibling(""))) {
      assertThat(files.filter(file -> !file.toString().endsWith(".mp3")).map(Path::getFileName))
          .as("no leftovers of tries in vain")
          .containsExactly(Path.of(".sonolog"));
    }
  }

  /** Between the first segment and the last, every instant lies in a segment or in a gap. */
  private static void assertAccounted(List<Gap> gaps, List<StoredSegment> sealed) {
    Instant reached = sealed.getFirst().knownEnd();
    List<Gap> stored =
        gaps.stream().filter(gap -> gap.cause() != GapCause.RECORDER_STOPPED).toList();
    assertThat(stored).extracting(Gap::cause).containsOnly(GapCause.STORAGE);
    for (Gap gap : stored) {
      Instant from = reached;
      Instant segments =
          sealed.stream()
              .filter(s -> !s.start().isAfter(from))
              .map(StoredSegment::knownEnd)
              .max(Instant::compareTo)
              .orElseThrow();
      reached = segments.isAfter(reached) ? segments : reached;
      assertThat(gap.from()).as("%s in %s", gap, gaps).isBeforeOrEqualTo(reached.plusMillis(1));
      Instant to = gap.to().orElseThrow();
      reached = to.isAfter(reached) ? to : reached;
    }
    assertThat(sealed.getLast().start()).isBeforeOrEqualTo(reached.plusMillis(1));
  }
}
