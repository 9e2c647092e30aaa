package dev.sonolog.analysis;

import static dev.sonolog.analysis.Segments.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.LevelData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaveformSliceTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final StoredSegment SEGMENT = Segments.sealed(Path.of("/r/a.flac"), "one");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static Instant at(long sample) {
    return START.plus(RATE.duration(sample));
  }

  /** Frames of a file, of which the first is this one of the timeline. */
  private static Slice slice(long position, long first, long last) {
    return new Slice(SEGMENT, at(position), at(position + last - first), first, last);
  }

  private static WaveformSlice span(long samples, int zoom) {
    return new WaveformSlice(START, at(samples), zoom);
  }

  @Test
  void filesAndWhatIsMissingBetweenThemStandOnTheClock() throws Exception {
    for (int round = 0; round < 40; round++) {
      int channels = 1 + random.nextInt(6);
      int frames = 20_000 + random.nextInt(60_000);
      int zoom = 256 + random.nextInt(round % 2 == 0 ? 300 : 3_000);
      Noise noise = Noise.of(random, 48_000, channels, frames);
      BitSet recorded = new BitSet();
      WaveformSlice slice = span(frames, zoom);
      for (int from = 0, to; from < frames; from = to) {
        to = Math.min(frames, from + 1 + random.nextInt(12_000));
        if (random.nextInt(3) > 0 || from == 0) {
          recorded.set(from, to);
          slice.add(slice(from, 0, to - from), RATE, noise.part(from, to).measured());
        }
      }
      Waveform waveform = slice.waveform().orElseThrow();
      assertThat(waveform.rate()).isEqualTo(RATE);
      assertThat(waveform.length()).isEqualTo(Math.ceilDiv(frames, zoom));
      new Within(waveform, noise, recorded).check("seed " + seed + ", zoom " + zoom);
    }
  }

  @Test
  void closerThanLevelDataEachSampleStandsInItsColumn(@TempDir Path folder) throws Exception {
    for (int round = 0; round < 40; round++) {
      int channels = 1 + random.nextInt(4);
      int frames = 40_000 + random.nextInt(60_000);
      int zoom = 1 + random.nextInt(round % 2 == 0 ? 8 : 255);
      Noise noise = Noise.of(random, 48_000, channels, frames);
      int gap = random.nextInt(frames / 2);
      int end = gap + random.nextInt(frames / 2);
      WaveformSlice slice = span(frames, zoom);
      assertThat(slice.isFine()).isTrue();
      int border = random.nextInt(gap + 1);
      List<Slice> first =
          Stream.of(slice(0, 0, border), slice(border, 7, 7 + gap + 1 - border))
              .filter(it -> it.first() < it.last())
              .toList();
      List<Slice> second = List.of(slice(end, 0, frames - end));
      slice.addSamples(noise.part(0, gap + 1).write(folder.resolve("a.wav")), first, RATE, "a");
      slice.addSamples(noise.part(end, frames).write(folder.resolve("b.wav")), second, RATE, "b");
      Waveform waveform = slice.waveform().orElseThrow();
      assertThat(waveform.length()).isEqualTo(Math.ceilDiv(frames, zoom));
      for (int column = 0; column < waveform.length(); column++) {
        int from = column * zoom;
        int to = from + zoom;
        if (to <= gap || from >= end) {
          for (int channel = 0; channel < channels; channel++) {
            assertThat(waveform.peaks().lowest(column, channel))
                .as("seed %d, zoom %d, column %d", seed, zoom, column)
                .isEqualTo((short) noise.lowest(channel, from, to));
            assertThat(waveform.peaks().highest(column, channel))
                .as("seed %d, zoom %d, column %d", seed, zoom, column)
                .isEqualTo((short) noise.highest(channel, from, to));
          }
        } else if (from > gap && to <= end) {
          assertThat(waveform.peaks().highest(column, 0)).isZero();
        }
      }
    }
  }

  @Test
  void aClockThatIsNotOursLeavesNoHoleAmongSamplesEither(@TempDir Path folder) throws Exception {
    short[] samples = new short[200_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i % 20_000 == 10_000 ? 30_000 : 100);
    }
    Path wav = new Noise(RATE, 1, samples).write(folder.resolve("a.wav"));
    for (double drift : new double[] {-0.002, 0, 0.002}) {
      long lasts = Math.round(samples.length * (1 + drift));
      WaveformSlice slice = span(lasts, 3);
      slice.addSamples(
          wav, List.of(new Slice(SEGMENT, START, at(lasts), 0, samples.length)), RATE, "a");
      Waveform waveform = slice.waveform().orElseThrow();
      for (int column = 0; column < waveform.length(); column++) {
        assertThat(waveform.peaks().highest(column, 0)).as("column " + column).isPositive();
      }
      for (int peak = 10_000; peak < samples.length; peak += 20_000) {
        int column = (int) (peak * (1 + drift) / 3);
        boolean near = false;
        for (int off = -1; off <= 1; off++) {
          near |= waveform.peaks().highest(column + off, 0) == 30_000;
        }
        assertThat(near).as("sample " + peak + ", drift " + drift).isTrue();
      }
    }
  }

  @Test
  void levelDataAreNotTakenForCloserThanTheyAre() {
    WaveformSlice slice = span(48_000, 255);
    LevelData data = Noise.of(random, 48_000, 1, 48_000).measured();
    assertThatThrownBy(() -> slice.add(slice(0, 0, 48_000), RATE, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin at 256");
    assertThatThrownBy(() -> span(48_000, 0)).hasMessageContaining("1 sample per pixel");
  }

  @Test
  void filesThatMeetWhereBucketsDoAreAsOne() throws Exception {
    Noise noise = Noise.of(random, 48_000, 2, 256 * 100);
    WaveformSlice slice = span(noise.frames(), 768);
    slice.add(slice(0, 0, 256 * 31), RATE, noise.part(0, 256 * 31).measured());
    slice.add(slice(256 * 31, 0, 256 * 69), RATE, noise.part(256 * 31, 256 * 100).measured());
    Waveform whole = Waveform.of(noise.measured(), 768);
    assertThat(slice.waveform().orElseThrow().peaks().sameAs(whole.peaks()))
        .as("seed " + seed)
        .isTrue();
  }

  @Test
  void aSpanWithinAFileShowsThatPartOfIt() throws Exception {
    Noise noise = Noise.of(random, 48_000, 2, 50_000);
    int from = 256 * (1 + random.nextInt(90));
    int zoom = 256 * (1 + random.nextInt(4));
    WaveformSlice slice = span(zoom * 20L, zoom);
    slice.add(slice(0, from, from + zoom * 20L), RATE, noise.measured());
    Waveform part = Waveform.of(noise.part(from, from + zoom * 20).measured(), zoom);
    assertThat(slice.waveform().orElseThrow().peaks().sameAs(part.peaks()))
        .as("seed " + seed)
        .isTrue();
  }

  @Test
  void aClockThatIsNotOursLeavesNoHole() throws Exception {
    int seconds = 60;
    short[] samples = new short[seconds * 48_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i % 48_000 == 24_000 ? 30_000 : i % 2 == 0 ? 100 : -100);
    }
    LevelData data = new Noise(RATE, 1, samples).measured();
    for (double drift : new double[] {-0.002, -0.000_1, 0.000_1, 0.002}) {
      long lasts = Math.round(samples.length * (1 + drift));
      WaveformSlice slice = span(lasts, 256);
      slice.add(new Slice(SEGMENT, START, at(lasts), 0, samples.length), RATE, data);
      Waveform waveform = slice.waveform().orElseThrow();
      for (int column = 0; column < waveform.length(); column++) {
        assertThat(waveform.peaks().highest(column, 0)).isPositive();
      }
      for (int second = 0; second < seconds; second++) {
        double position = (second * 48_000 + 24_000) * (1 + drift) / 256;
        boolean near = false;
        for (int off = -1; off <= 1; off++) {
          near |= waveform.peaks().highest((int) position + off, 0) == 30_000;
        }
        assertThat(near).as("second " + second + ", drift " + drift).isTrue();
      }
    }
  }

  @Test
  void whatIsBeingRecordedIsDrawnAsFarAsItComes() throws Exception {
    Noise noise = Noise.of(random, 48_000, 1, 48_000);
    WaveformSlice slice = span(10 * 48_000, 1_000);
    slice.add(slice(0, 0, 5 * 48_000), RATE, noise.measured());
    BitSet recorded = new BitSet();
    recorded.set(0, 48_000);
    Waveform waveform = slice.waveform().orElseThrow();
    assertThat(waveform.length()).isEqualTo(480);
    new Within(waveform, noise, recorded).check("seed " + seed);
  }

  @Test
  void samplesOfADecoderThatPutsOutTwiceAsManyStandInTheirPlace() throws Exception {
    Noise noise = Noise.of(random, 48_000, 2, 96_000);
    WaveformSlice slice = span(96_000, 512);
    Slice counted = new Slice(SEGMENT, START, START.plusSeconds(2), 0, 48_000);
    slice.add(counted, new SampleRate(24_000), noise.measured());
    assertThat(
            slice
                .waveform()
                .orElseThrow()
                .peaks()
                .sameAs(Waveform.of(noise.measured(), 512).peaks()))
        .isTrue();
  }

  @Test
  void filesOfTwoKindsAreRefusedByName() throws Exception {
    StoredSegment other = Segments.sealed(Path.of("/r/b.mp3"), "two");
    WaveformSlice slice = span(96_000, 512);
    slice.add(slice(0, 0, 48_000), RATE, Noise.of(random, 48_000, 2, 48_000).measured());
    Slice next = new Slice(other, START.plusSeconds(1), START.plusSeconds(2), 0, 44_100);
    assertThatThrownBy(
            () ->
                slice.add(
                    next, new SampleRate(44_100), Noise.of(random, 44_100, 1, 44_100).measured()))
        .isInstanceOf(WaveformRefusedException.class)
        .hasMessageContaining("/r/a.flac has 2 channels at 48000 Hz")
        .hasMessageContaining("/r/b.mp3 has 1 channel at 44100 Hz");
  }

  @Test
  void nothingRecordedIsNoWaveform() {
    assertThat(span(1_000, 256).waveform()).isEmpty();
  }

  @Test
  void whatWouldBeTooLargeIsRefusedWithWhatFits() throws Exception {
    WaveformSlice day = new WaveformSlice(START, START.plus(Duration.ofDays(1)), 256);
    assertThatThrownBy(() -> day.pixels(RATE))
        .isInstanceOf(WaveformRefusedException.class)
        .hasMessageContaining("16200000 pixels")
        .hasMessageContaining("3956 samples per pixel");
    assertThat(new WaveformSlice(START, START.plus(Duration.ofDays(1)), 3_956).pixels(RATE))
        .isLessThanOrEqualTo(Waveform.MAX_PIXELS);
  }
}
