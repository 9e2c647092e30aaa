package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.it.NumberedFrames.Span;
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

/** Sound cards that come and go while the product records, as its users start it. */
class PulledCardTest {
  private static final int RATE = 48_000;
  private static final SampleCounter COUNTER = SampleCounter.BITS_16;

  /** One failure more would make the recorder give a source up that was pulled once. */
  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.05
      max_retries = 2
      retry_delay_seconds = 0.5
      [usb]
      type = soundcard
      device = virtual USB
      sample_rate = 48000
      format = flac
      [late]
      type = soundcard
      device = late
      sample_rate = 48000
      [tone]
      type = signal
      sample_rate = 48000
      """;

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private AlsaConfiguration alsa = new AlsaConfiguration(Path.of(""));
  private VirtualCard usb = new VirtualCard(Path.of(""), "", RATE, COUNTER);
  private VirtualCard late = new VirtualCard(Path.of(""), "", RATE, COUNTER);

  @BeforeEach
  void plug() throws IOException {
    usb = card("usb");
    late = card("late");
    alsa = new AlsaConfiguration(folder);
    alsa.define(usb.definition());
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
  }

  private VirtualCard card(String name) throws IOException {
    VirtualCard card = new VirtualCard(folder.resolve("server-" + name), name, RATE, COUNTER);
    running.add(card);
    card.plug();
    return card;
  }

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void aCardThatIsPulledOutGoesOnWhenItIsBack() throws Exception {
    Product recorder = Product.start(folder, alsa.environment(), "record");
    running.add(recorder);
    recorder.awaitOutput("usb: recording");
    usb.play(60L * RATE);
    recorder.awaitOutput("usb: sealed");
    awaitSealed("usb", 2);
    Instant pulled = Instant.now();
    usb.pull();
    recorder.awaitOutput("went away while it was captured");
    recorder.awaitOutput("usb: There is no sound card");
    assertIsWhole(pulled);
    awaitLooks(pulled);
    alsa.define(usb.definition(), late.definition());
    recorder.awaitOutput("late: recording");
    usb.plug();
    usb.play(60L * RATE);
    int before = recordings().segments("usb").size();
    awaitSealed("usb", before + 2);
    recorder.signal("TERM");
    assertThat(recorder.await(20)).isZero();
    assertThat(recorder.output())
        .containsOnlyOnce("usb: Card usb (Virtual usb) went away while it was captured")
        .containsOnlyOnce("late: There is no sound card")
        .doesNotContain("given up");
    assertThat(recorder.output().split("usb: There is no sound card", -1))
        .as("once, and once more because there are other cards then")
        .hasSizeBetween(2, 3);
    assertWentOn(pulled);
    assertTheOthersWereNotTouched();
    assertThat(recordings().verify()).isEmpty();
  }

  /** The file that was being written when the card went away, while nothing came back yet. */
  private void assertIsWhole(Instant pulled) throws IOException {
    Awaitility.await("the gap")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> recordings().catalogue().openGap("usb").isPresent());
    Gap gap = recordings().catalogue().openGap("usb").orElseThrow();
    assertThat(gap.cause()).isEqualTo(GapCause.DEVICE_LOST);
    List<StoredSegment> segments = recordings().segments("usb");
    assertThat(gap.from()).isEqualTo(segments.getLast().knownEnd());
    assertThat(Duration.between(gap.from(), pulled).abs()).isLessThan(Duration.ofSeconds(1));
    assertOneSpan(segments);
    Tool.Result status = Product.run(folder, "status");
    assertThat(status.output())
        .containsPattern("(?m)^usb: waiting")
        .containsPattern("(?m)^tone: recording");
  }

  /** Far more often than the source may fail. */
  private static void awaitLooks(Instant since) {
    Awaitility.await("several looks for the card")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> Duration.between(since, Instant.now()).toSeconds() >= 6);
  }

  private void assertWentOn(Instant pulled) throws IOException {
    List<StoredSegment> segments = recordings().segments("usb");
    String first = segments.getFirst().run();
    List<StoredSegment> again = segments.stream().filter(it -> !it.run().equals(first)).toList();
    assertThat(again).hasSizeGreaterThanOrEqualTo(2);
    assertOneSpan(again);
    List<Gap> gaps = recordings().catalogue().gaps("usb", Instant.EPOCH, Instant.MAX);
    assertThat(gaps)
        .extracting(Gap::cause)
        .containsExactly(GapCause.DEVICE_LOST, GapCause.RECORDER_STOPPED);
    assertThat(gaps.getFirst().to()).contains(again.getFirst().start());
    assertThat(again.getFirst().start()).isAfter(pulled.plusSeconds(6));
  }

  private void assertOneSpan(List<StoredSegment> segments) throws IOException {
    Timeline.assertContinuous(segments);
    List<byte[]> pieces = RawSamples.of(segments, COUNTER.word());
    List<Span> spans = COUNTER.spans(pieces);
    assertThat(spans).hasSize(1);
    assertThat(spans.getFirst().count()).isGreaterThan(RATE);
    assertThat(COUNTER.spans(COUNTER.withoutOne(pieces))).as("without one frame").hasSize(2);
  }

  private void assertTheOthersWereNotTouched() throws IOException {
    Timeline.assertContinuous(recordings().segments("late"));
    assertThat(recordings().catalogue().gaps("late", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.DEVICE_ABSENT, GapCause.RECORDER_STOPPED);
    Timeline.assertContinuous(recordings().segments("tone"));
    assertThat(recordings().catalogue().gaps("tone", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.RECORDER_STOPPED);
  }

  private void awaitSealed(String source, int count) {
    Awaitility.await(count + " sealed files of " + source)
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () ->
                recordings().segments(source).stream()
                        .filter(it -> it.content().isPresent())
                        .count()
                    >= count);
  }

  private Recordings recordings() {
    return new Recordings(folder.resolve("recordings"));
  }
}
