package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorder is killed again and again while it records, half of the times while it ends a file
 * and begins the next. Each time the next recorder finishes what the killed one left, and what is
 * on disk is compared with what the station had sent by then, sample by sample.
 */
@Tag("alone")
class CrashTest {
  private static final int RATE = 44_100; // the demo station is mono
  private static final Duration GRID = Duration.ofSeconds(6);
  private static final int MOST_LOST_MILLIS = 1000;

  /** By so much two listeners of the station may be apart: it sends every 100 ms, to each alone. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  private static final Duration LONGER_THAN_THE_BURST = Duration.ofSeconds(4);

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private final List<Long> lostMillis = new ArrayList<>();
  private int gapsExpected;
  private Recordings recordings = new Recordings(Path.of(""));

  /**
   * A recorder that died.
   *
   * @param sent what the station sent, until a little later
   * @param bytesBefore how much of it had come to another listener shortly before; the recorder may
   *     have been a little ahead
   */
  private record Killed(int number, Path sent, long bytesBefore) {}

  @BeforeEach
  void station() throws IOException {
    DemoStation station = DemoStation.start();
    running.add(station);
    recordings = new Recordings(folder.resolve("recordings"));
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0.1
        rejoin = no
        [demo]
        type = stream
        url = %s
        """
            .formatted(station.address()));
    Files.writeString(folder.resolve("station"), station.address().toString());
  }

  @AfterEach
  void end() {
    System.out.println("Lost before the kills, in ms: " + lostMillis);
    running.close();
  }

  @Test
  void aRecorderThatIsKilledLosesAtMostItsLastSecond() throws Exception {
    killAndRestart(6, seed());
  }

  @Test
  @Tag("campaign")
  void aRecorderThatIsKilledSixtyTimesLosesAtMostItsLastSecondEachTime() throws Exception {
    killAndRestart(60, seed());
  }

  private void killAndRestart(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Listener listener = listener(0);
    Product product = record();
    for (int number = 0; number < kills; number++) {
      awaitRun(number);
      awaitMoment(number, random);
      long before = listener.heard();
      product.kill();
      await(Instant.now().plus(number == 0 ? LONGER_THAN_THE_BURST : AHEAD));
      Killed killed = new Killed(number, listener.stop(), before);
      listener = listener(number + 1);
      product = record();
      assertFinishedByTheNext(killed, seed);
    }
    product.signal("TERM");
    assertThat(product.await(20)).isZero();
    assertThat(recordings.parts()).isEmpty();
    assertSound(kills);
  }

  // --- when

  private void awaitMoment(int number, Random random) throws IOException {
    switch (number % 4) {
      case 0, 2 -> await(Instant.now().plusMillis(random.nextLong(GRID.toMillis())));
      case 1 -> await(nextOnGrid().plusMillis(random.nextLong(-300, 300)));
      default -> {
        Path before = newestPart();
        waiting("the next file").until(() -> !recordings.parts().contains(before));
        await(Instant.now().plusMillis(random.nextLong(50)));
      }
    }
  }

  private static void await(Instant moment) {
    waiting("the moment to kill").until(() -> !Instant.now().isBefore(moment));
  }

  private static Instant nextOnGrid() {
    long step = GRID.toMillis();
    return Instant.ofEpochMilli((Instant.now().toEpochMilli() + 400) / step * step + step);
  }

  // --- what

  private void assertFinishedByTheNext(Killed killed, long seed) throws IOException {
    String which = "kill " + killed.number() + ", seed " + seed;
    StoredRun next = awaitRun(killed.number() + 1);
    // Between two files there may be none for a moment, or two.
    waiting(which + ": one .part").until(() -> recordings.parts().size() == 1);
    StoredRun run = runs().get(killed.number());
    List<StoredSegment> segments = recordings.catalogue().segmentsOf(run.run());
    assertGap(segments.getLast(), next, which);
    assertAllButTheEndIsStored(segments, assertJoined(segments, which), killed, which);
    assertThat(recordings.verify()).as(which).isEmpty();
  }

  private static Pcm assertJoined(List<StoredSegment> segments, String which) throws IOException {
    List<Pcm> parts = new ArrayList<>();
    long next = 0;
    for (StoredSegment segment : segments) {
      String file = which + ": " + segment;
      assertThat(segment.state()).as(file).isEqualTo(SegmentState.SEALED);
      assertThat(segment.firstSample()).as(file).isEqualTo(next);
      Pcm audio = Pcm.of(Pcm.Decoder.FFMPEG, segment.file());
      assertThat(segment.content().orElseThrow().samples()).as(file).isEqualTo(audio.length());
      next += audio.length();
      parts.add(audio);
    }
    return Pcm.joined(parts);
  }

  /** The station's burst may reach back to before the kill: then nothing is missing. */
  private void assertGap(StoredSegment last, StoredRun next, String which) throws IOException {
    boolean missing = next.start().isAfter(last.knownEnd());
    gapsExpected += missing ? 1 : 0;
    // The catalogue is told, never waited for: the gap may be there a moment behind the run.
    waiting(which + ": its gap").until(this::gaps, this::areComplete);
    List<Gap> gaps = gaps();
    assertThat(gaps).as(which).extracting(Gap::cause).containsOnly(GapCause.RECORDER_KILLED);
    if (missing) {
      assertThat(gaps.getLast().from()).as(which).isEqualTo(last.knownEnd());
      assertThat(gaps.getLast().to()).as(which).contains(next.start());
    }
  }

  private boolean areComplete(List<Gap> gaps) {
    return gaps.size() == gapsExpected && gaps.stream().allMatch(gap -> gap.to().isPresent());
  }

  private List<Gap> gaps() throws IOException {
    return recordings.catalogue().gaps("demo", Instant.EPOCH, Instant.MAX);
  }

  private void assertAllButTheEndIsStored(
      List<StoredSegment> segments, Pcm stored, Killed killed, String which) throws IOException {
    Pcm sent = Pcm.untrimmed(Pcm.Decoder.FFMPEG, killed.sent());
    OptionalInt at = stored.findIn(sent, 0);
    assertThat(at)
        .as(() -> which + ": found only up to sample " + stored.longestBeginningIn(sent, 0))
        .isNotEmpty();
    long lost = (samplesBefore(killed) - at.orElseThrow() - stored.length()) * 1000L / RATE;
    lostMillis.add(lost);
    assertThat(lost).as(which + ": milliseconds lost").isLessThanOrEqualTo(MOST_LOST_MILLIS);
    assertThat(withoutAFrame(longest(segments)).findIn(sent, 0))
        .as("a frame that is missing is noticed")
        .isEmpty();
  }

  private long samplesBefore(Killed killed) throws IOException {
    Path before = folder.resolve("sent-before");
    byte[] sent = Files.readAllBytes(killed.sent());
    Files.write(before, Arrays.copyOf(sent, Math.toIntExact(killed.bytesBefore())));
    return Pcm.untrimmed(Pcm.Decoder.FFMPEG, before).length();
  }

  /** The first may hold less than the frames that only settle a decoder. */
  private static Path longest(List<StoredSegment> segments) {
    return segments.stream()
        .max(Comparator.comparingLong(segment -> segment.content().orElseThrow().samples()))
        .orElseThrow()
        .file();
  }

  private Pcm withoutAFrame(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path poorer = folder.resolve("poorer.mp3");
    Files.write(poorer, Frames.withoutOne(whole, Frames.of(whole).size() / 2));
    return Pcm.of(Pcm.Decoder.FFMPEG, poorer);
  }

  private void assertSound(int kills) throws IOException {
    for (StoredSegment segment : recordings.segments("demo")) {
      assertThat(segment.file()).exists();
    }
    assertThat(recordings.sealed()).hasSameSizeAs(recordings.segments("demo"));
    assertThat(runs()).hasSize(kills + 1);
    assertThat(gaps()).isNotEmpty();
    Tool.Result verified = Product.run(folder, "verify");
    assertThat(verified.status()).as(verified.output()).isZero();
  }

  // --- helpers

  private Product record() throws IOException {
    Product product = Product.start(folder, "record");
    running.add(product);
    return product;
  }

  private Listener listener(int number) throws IOException {
    String address = Files.readString(folder.resolve("station"));
    Listener listener = Listener.start(address, folder.resolve("sent-" + number));
    running.add(listener);
    return listener;
  }

  private StoredRun awaitRun(int number) {
    waiting("run " + number + " in the catalogue")
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(() -> Files.exists(recordings.catalogueFile()) && hasBegun(number));
    return runs().get(number);
  }

  /** The first segment of a run is told after the end of the gap before it. */
  private boolean hasBegun(int number) throws IOException {
    List<StoredRun> runs = runs();
    return runs.size() > number
        && !recordings.catalogue().segmentsOf(runs.get(number).run()).isEmpty();
  }

  private List<StoredRun> runs() {
    try {
      return recordings.catalogue().runs("demo", Instant.EPOCH, Instant.MAX);
    } catch (IOException e) {
      return List.of(); // not made yet
    }
  }

  /** Between two files there may be none for a moment, or two. */
  private Path newestPart() {
    return waiting("a .part").until(recordings::parts, parts -> !parts.isEmpty()).getLast();
  }

  private static ConditionFactory waiting(String what) {
    return Awaitility.await(what)
        .atMost(60, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(2, TimeUnit.MILLISECONDS);
  }

  private static long seed() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    return seed;
  }
}
