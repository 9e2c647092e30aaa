package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.it.NumberedFrames.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card whose channels go into files of their own, recorded by the product as users start it. */
class SplitChannelsTest {
  private static final int RATE = 48_000;
  private static final int CHANNELS = 4;

  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.2
      [band]
      type = soundcard
      device = band
      sample_rate = 48000
      channels = 4
      sample_format = s32
      split_channels = true
      """;

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void allChannelsBeginAreCutAndEndAtTheSameSample() throws Exception {
    AlsaConfiguration alsa = new AlsaConfiguration(folder);
    CompiledCard card = CompiledCard.compile(folder.resolve("module"));
    alsa.define(card.definition("band", RATE, CHANNELS));
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    Product recorder = Product.start(folder, alsa.environment(), "record");
    running.add(recorder);
    for (int channel = 1; channel <= CHANNELS; channel++) {
      recorder.awaitOutput("band.ch" + channel + ": recording");
    }
    awaitFiles(2); // so the next cut of the clock, which a new file would be too short for, is far
    Tool.Result cut = Product.run(folder, "cut", "band");
    assertThat(cut.status()).as(cut.output()).isZero();
    for (int channel = 1; channel <= CHANNELS; channel++) {
      assertThat(cut.output()).contains("Cut band.ch" + channel + " at ");
    }
    Tool.Result one = Product.run(folder, "cut", "band.ch2");
    assertThat(one.output()).contains("band.ch2").doesNotContain("band.ch1");
    recorder.signal("TERM");
    assertThat(recorder.await(20)).as(recorder.output()).isZero();
    assertAllHaveTheSame();
    assertThat(recordings().verify()).isEmpty();
  }

  private void awaitFiles(int count) {
    Awaitility.await(count + " files of each channel")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> segments(CHANNELS).size() >= count && segments(1).size() >= count);
  }

  private void assertAllHaveTheSame() throws IOException {
    List<Long> cuts = cuts(segments(1));
    assertThat(cuts).hasSizeGreaterThanOrEqualTo(3).startsWith(0L);
    List<Span> heard = new ArrayList<>();
    for (int channel = 1; channel <= CHANNELS; channel++) {
      List<StoredSegment> segments = segments(channel);
      Timeline.assertContinuous(segments);
      assertThat(segments.getFirst().start()).isEqualTo(segments(1).getFirst().start());
      if (channel == 2) {
        assertThat(cuts(segments)).containsAll(cuts).hasSize(cuts.size() + 1);
      } else {
        assertThat(cuts(segments)).isEqualTo(cuts);
      }
      NumberedFrames frames = CompiledCard.channel(channel - 1);
      List<byte[]> pieces = RawSamples.of(segments, frames.word());
      List<Span> spans = frames.spans(pieces);
      assertThat(spans).as("channel " + channel).hasSize(1);
      assertThat(frames.spans(frames.withoutOne(pieces))).as("without one frame").hasSize(2);
      heard.add(spans.getFirst());
    }
    assertThat(heard).allMatch(span -> span.first() == 1);
    assertEndTogether(heard);
  }

  /** Each source is asked to end by itself: within the periods that come meanwhile. */
  private static void assertEndTogether(List<Span> heard) {
    long shortest = heard.stream().mapToLong(Span::end).min().orElseThrow();
    long longest = heard.stream().mapToLong(Span::end).max().orElseThrow();
    assertThat(longest - shortest).isLessThan(RATE / 2);
  }

  private static List<Long> cuts(List<StoredSegment> segments) {
    return segments.stream().map(StoredSegment::firstSample).toList();
  }

  private List<StoredSegment> segments(int channel) throws IOException {
    return recordings().segments("band.ch" + channel);
  }

  private Recordings recordings() {
    return new Recordings(folder.resolve("recordings"));
  }
}
