package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.it.NumberedFrames.Span;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * The recorder is killed again and again while it records a sound card into WAV and into FLAC, half
 * of the times while it ends a file and begins the next. The samples tell their numbers, and
 * another program that captures the same card tells which had come by then.
 */
@Tag("alone")
class CardCrashTest {
  private static final int RATE = 48_000;
  private static final SampleCounter COUNTER = SampleCounter.BITS_16;
  private static final List<String> SOURCES = List.of("wav", "flac");
  private static final Duration GRID = Duration.ofSeconds(3);
  private static final Duration MOST_LOST = Duration.ofSeconds(1);

  /**
   * A sound server says how old a sample is to within a millisecond, and while the computer is
   * overloaded to within some tenths of a second.
   */
  private static final Duration MOST_OFF = Duration.ofMillis(250);

  private static final int SECONDS_FOR_A_KILL = 60;

  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.05
      [wav]
      type = soundcard
      device = mixer
      sample_rate = 48000
      meters = off
      [flac]
      type = soundcard
      device = mixer
      sample_rate = 48000
      meters = off
      format = flac
      """;

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private final List<Long> lostMillis = new ArrayList<>();
  private final List<Long> gapsOffMillis = new ArrayList<>();
  private AlsaConfiguration alsa = new AlsaConfiguration(Path.of(""));
  private VirtualCard card = new VirtualCard(Path.of(""), "", RATE, COUNTER);
  private Path heard = Path.of("");

  /**
   * A recorder that died.
   *
   * @param frame the number of the newest frame that had come to another program
   */
  private record Killed(int number, Instant at, long frame, String which) {}

  @BeforeEach
  void plug() throws IOException {
    card = new VirtualCard(folder.resolve("server"), "mixer", RATE, COUNTER);
    running.add(card);
    card.plug();
    alsa = new AlsaConfiguration(folder);
    alsa.define(card.definition());
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
  }

  @AfterEach
  void end() {
    System.out.println("Lost before the kills, in ms: " + lostMillis);
    System.out.println("Gaps longer than what is missing, in ms: " + gapsOffMillis);
    running.close();
  }

  @Test
  void aKilledRecorderLosesAtMostTheLastSecondOfACard() throws Exception {
    killAndRestart(4, seed());
  }

  @Test
  @Tag("campaign")
  void aRecorderThatIsKilledThirtyTimesLosesAtMostTheLastSecondOfACardEachTime() throws Exception {
    killAndRestart(30, seed());
  }

  private void killAndRestart(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    heard = card.listen();
    card.play((long) kills * SECONDS_FOR_A_KILL * RATE);
    waiting("the counter").until(() -> newestHeard() > 0);
    Product recorder = record();
    for (int number = 0; number < kills; number++) {
      awaitRuns(number + 1);
      awaitMoment(number, random);
      Instant at = Instant.now();
      recorder.kill();
      Killed killed = new Killed(number, at, newestHeard(), "kill " + number + ", seed " + seed);
      recorder = record();
      awaitRuns(number + 2);
      for (String source : SOURCES) {
        assertFinishedByTheNext(source, killed);
      }
    }
    recorder.signal("TERM");
    assertThat(recorder.await(20)).isZero();
    assertThat(recordings().parts()).isEmpty();
    assertThat(recordings().verify()).isEmpty();
    for (String source : SOURCES) {
      assertGapsAreAsLongAsWhatIsMissing(source, kills);
    }
  }

  // --- when

  private static void awaitMoment(int number, Random random) {
    Instant now = Instant.now();
    long grid = GRID.toMillis();
    if (number % 2 == 0) {
      await(now.plusMillis(random.nextLong(grid)));
    } else {
      long cut = (now.toEpochMilli() + 500) / grid * grid + grid;
      await(Instant.ofEpochMilli(cut).plusMillis(random.nextLong(-50, 150)));
    }
  }

  private static void await(Instant moment) {
    waiting("the moment to kill").until(() -> !Instant.now().isBefore(moment));
  }

  // --- what

  private void assertFinishedByTheNext(String source, Killed killed) throws IOException {
    String which = source + ": " + killed.which();
    List<StoredRun> runs = runs(source);
    List<StoredSegment> segments =
        recordings().catalogue().segmentsOf(runs.get(killed.number()).run());
    assertThat(segments)
        .as(which)
        .extracting(StoredSegment::state)
        .containsOnly(SegmentState.SEALED);
    Timeline.assertContinuous(segments);
    List<byte[]> pieces = RawSamples.of(segments, COUNTER.word());
    for (int i = 0; i < segments.size(); i++) {
      assertThat(segments.get(i).content().orElseThrow().samples())
          .as(which + ": " + segments.get(i))
          .isEqualTo(pieces.get(i).length / COUNTER.frameLength());
    }
    List<Span> spans = COUNTER.spans(pieces);
    assertThat(spans).as(which).hasSize(1);
    assertThat(COUNTER.spans(COUNTER.withoutOne(pieces))).as("without one frame").hasSize(2);
    assertLittleIsLost(segments.getLast(), spans.getFirst(), killed, which);
    assertGap(source, segments.getLast(), runs.get(killed.number() + 1), killed.number(), which);
  }

  private void assertLittleIsLost(StoredSegment last, Span span, Killed killed, String which) {
    long lost = (killed.frame() + 1 - span.end()) * 1000 / RATE;
    lostMillis.add(lost);
    assertThat(lost).as(which).isLessThanOrEqualTo(MOST_LOST.toMillis());
    assertThat(Duration.between(last.knownEnd(), killed.at()))
        .as(which)
        .isLessThanOrEqualTo(MOST_LOST);
  }

  private void assertGap(
      String source, StoredSegment last, StoredRun next, int number, String which)
      throws IOException {
    List<Gap> gaps = recordings().catalogue().gaps(source, Instant.EPOCH, Instant.MAX);
    assertThat(gaps).as(which).hasSize(number + 1);
    assertThat(gaps).as(which).extracting(Gap::cause).containsOnly(GapCause.RECORDER_KILLED);
    assertThat(gaps.getLast().from()).as(which).isEqualTo(last.knownEnd());
    assertThat(gaps.getLast().to()).as(which).contains(next.start());
  }

  private void assertGapsAreAsLongAsWhatIsMissing(String source, int kills) throws IOException {
    List<Span> spans = new ArrayList<>();
    for (StoredRun run : runs(source)) {
      List<StoredSegment> segments = recordings().catalogue().segmentsOf(run.run());
      spans.addAll(COUNTER.spans(RawSamples.of(segments, COUNTER.word())));
    }
    assertThat(spans).hasSize(kills + 1);
    List<Gap> gaps = recordings().catalogue().gaps(source, Instant.EPOCH, Instant.MAX);
    for (int i = 0; i < kills; i++) {
      long missing = (spans.get(i + 1).first() - spans.get(i).end()) * 1000 / RATE;
      long told = Duration.between(gaps.get(i).from(), gaps.get(i).to().orElseThrow()).toMillis();
      gapsOffMillis.add(told - missing);
      assertThat(told).as(source + ": gap " + i).isCloseTo(missing, within(MOST_OFF.toMillis()));
    }
  }

  // --- helpers

  private Product record() throws IOException {
    Product product = Product.start(folder, alsa.environment(), "record");
    running.add(product);
    return product;
  }

  private void awaitRuns(int count) {
    for (String source : SOURCES) {
      waiting(source + ": run " + count).until(() -> hasBegun(source, count));
    }
  }

  /** The first segment of a run is told after the end of the gap before it. */
  private boolean hasBegun(String source, int count) throws IOException {
    List<StoredRun> runs = runs(source);
    return runs.size() >= count
        && !recordings().catalogue().segmentsOf(runs.getLast().run()).isEmpty();
  }

  private List<StoredRun> runs(String source) {
    try {
      return recordings().catalogue().runs(source, Instant.EPOCH, Instant.MAX);
    } catch (IOException e) {
      return List.of(); // not made yet
    }
  }

  /** The number of the newest frame that another program has captured; 0 for silence. */
  private long newestHeard() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(heard.toFile(), "r")) {
      byte[] frame = new byte[COUNTER.frameLength()];
      long frames = file.length() / frame.length;
      if (frames == 0) {
        return 0;
      }
      file.seek((frames - 1) * frame.length);
      file.readFully(frame);
      return COUNTER.number(frame, 0);
    }
  }

  private Recordings recordings() {
    return new Recordings(folder.resolve("recordings"));
  }

  private static ConditionFactory waiting(String what) {
    return Awaitility.await(what)
        .atMost(60, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(5, TimeUnit.MILLISECONDS);
  }

  private static long seed() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    return seed;
  }
}
