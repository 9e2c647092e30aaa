package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.it.NumberedFrames.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sound cards with rates of their own, recorded at once by the product as its users start it, while
 * a build keeps every core busy. What is heard tells its place, sample by sample. Two of the cards
 * are sound servers, which wait long for a recorder that is late; the third one does not.
 */
@Tag("alone")
class CardsInRealTimeTest {
  private static final Duration GRID = Duration.ofSeconds(12);
  private static final int STRICT = 96_000;

  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.2
      [low]
      type = soundcard
      device = low
      sample_rate = 44100
      sample_format = s24
      format = wav
      [high]
      type = soundcard
      device = high
      sample_rate = 48000
      format = flac
      [strict]
      type = soundcard
      device = strict
      sample_rate = 96000
      sample_format = s32
      """;

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void everySampleOfThreeCardsIsInExactlyOneFileWhileABuildRuns() throws Exception {
    everySampleIsInExactlyOneFile(Duration.ofSeconds(36));
  }

  @Test
  @Tag("campaign")
  void everySampleOfTenMinutesIsInExactlyOneFileWhileABuildRuns() throws Exception {
    everySampleIsInExactlyOneFile(Duration.ofMinutes(10));
  }

  private void everySampleIsInExactlyOneFile(Duration length) throws Exception {
    VirtualCard low = plugged("low", 44_100, SampleCounter.BITS_24);
    VirtualCard high = plugged("high", 48_000, SampleCounter.BITS_16);
    CompiledCard strict = CompiledCard.compile(folder.resolve("module"));
    AlsaConfiguration alsa = new AlsaConfiguration(folder);
    alsa.define(low.definition(), high.definition(), strict.definition("strict", STRICT));
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    Product recorder = Product.start(folder, alsa.environment(), "record");
    running.add(recorder);
    recorder.awaitOutput("low: recording");
    recorder.awaitOutput("high: recording");
    recorder.awaitOutput("strict: recording");
    playWhileABuildRuns(length, low, high);
    cut("low", "high"); // all that was played is in a file then
    recorder.signal("TERM");
    assertThat(recorder.await(20)).as(recorder.output()).isZero();
    assertIsWhatWasPlayed("low", low, length);
    assertIsWhatWasPlayed("high", high, length);
    Span heard = onlySpan("strict", strict, STRICT, length);
    assertThat(heard.first()).as("the first frame of all").isEqualTo(1);
    assertThat(heard.count()).isGreaterThan(length.toSeconds() * STRICT);
    assertThat(recordings().verify()).isEmpty();
  }

  private VirtualCard plugged(String name, int hertz, SampleCounter samples) throws IOException {
    VirtualCard card = new VirtualCard(folder.resolve("server-" + name), name, hertz, samples);
    running.add(card);
    card.plug();
    return card;
  }

  private void playWhileABuildRuns(Duration length, VirtualCard low, VirtualCard high)
      throws Exception {
    try (BuildLoad build = BuildLoad.start(folder.resolve("build"))) {
      Process first = low.play(length.toSeconds() * low.hertz());
      Process second = high.play(length.toSeconds() * high.hertz());
      cut("low");
      cut("high", "low");
      assertThat(VirtualCard.await(first, length.toSeconds() + 60)).isZero();
      assertThat(VirtualCard.await(second, 60)).isZero();
      System.out.println("The module was built " + build.builds() + " times meanwhile");
      assertThat(build.builds()).isPositive();
    }
  }

  private void cut(String... sources) throws IOException {
    for (String source : sources) {
      Tool.Result cut = Product.run(folder, "cut", source);
      assertThat(cut.status()).as(cut.output()).isZero();
    }
  }

  /** What all files of a source hold together, one after the other. */
  private Span onlySpan(String source, NumberedFrames frames, int hertz, Duration length)
      throws IOException {
    List<StoredSegment> segments = recordings().segments(source);
    Timeline.assertContinuous(segments);
    int cuts = Math.toIntExact(length.dividedBy(GRID));
    assertThat(segments).hasSizeGreaterThan(cuts);
    assertThat(segments)
        .filteredOn(CardsInRealTimeTest::isOnTheClock)
        .as("the first cut may come before the card's clock is known")
        .hasSizeGreaterThanOrEqualTo(cuts - 1);
    assertStartsKeepTime(segments, hertz);
    List<byte[]> pieces = RawSamples.of(segments, frames.word());
    List<Span> spans = frames.spans(pieces);
    System.out.println(source + ": " + spans);
    assertThat(spans).as(source).hasSize(1);
    assertThat(frames.spans(frames.withoutOne(pieces))).as("without one frame").hasSize(2);
    assertThat(recordings().catalogue().gaps(source, Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.RECORDER_STOPPED);
    return spans.getFirst();
  }

  /** From the start of one file to that of another it is as long as the samples between them. */
  private static void assertStartsKeepTime(List<StoredSegment> segments, int hertz) {
    StoredSegment first = segments.getFirst();
    for (StoredSegment segment : segments) {
      Duration samples = new SampleRate(hertz).duration(segment.firstSample());
      assertThat(Duration.between(first.start(), segment.start()))
          .as(segment.toString())
          .isCloseTo(samples, Duration.ofMillis(50));
    }
  }

  /** A sound server lets its monitor miss the first moment of what begins to play. */
  private void assertIsWhatWasPlayed(String source, VirtualCard card, Duration length)
      throws IOException {
    Span span = onlySpan(source, card.samples(), card.hertz(), length);
    long first = SampleCounter.FIRST;
    assertThat(span.first()).isBetween(first, first + card.hertz());
    assertThat(span.end()).isEqualTo(first + length.toSeconds() * card.hertz());
  }

  private static boolean isOnTheClock(StoredSegment segment) {
    return segment.start().toEpochMilli() % GRID.toMillis() == 0;
  }

  private Recordings recordings() {
    return new Recordings(folder.resolve("recordings"));
  }
}
