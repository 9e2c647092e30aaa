package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings as a whole, beside ffmpeg's ebur128, astats and silencedetect. */
class SummaryMeterTest {
  private static final int RATE = 48_000;

  @TempDir Path folder;

  @Test
  void loudnessRangeAndTruePeakAreThoseOfFfmpeg() throws Exception {
    double[] left = Wave.join(Wave.redNoise(0.3, 9, RATE, 1), Wave.redNoise(0.03, 8, RATE, 2));
    double[] right = Wave.redNoise(0.1, 17, RATE, 3);
    Ffmpeg ffmpeg = new Ffmpeg(folder);
    ffmpeg.add(RATE, left, right);
    Ffmpeg.Verdict verdict = ffmpeg.judge().getFirst();
    SoundSummary summary = summary(SampleFormat.FLOAT, SummarySettings.usual(), left, right);
    assertThat(summary.loudness().integrated()).isCloseTo(verdict.of("I"), within(0.1));
    assertThat(summary.loudness().range()).isCloseTo(verdict.of("LRA"), within(0.1));
    assertThat(summary.truePeak()).isCloseTo(verdict.truePeak(), within(0.2));
    assertThat(summary.frames()).isEqualTo(left.length);
  }

  @Test
  void offsetAndPeakAreThoseOfAstats() throws Exception {
    double[] wave = Wave.sine(440, -20, 3, RATE);
    for (int i = 0; i < wave.length; i++) {
      wave[i] += 0.0371;
    }
    String said = ffmpeg("astats=measure_overall=none", wave);
    SoundSummary.Channel channel =
        summary(SampleFormat.FLOAT, SummarySettings.usual(), wave).channels().getFirst();
    assertThat(channel.offset()).isCloseTo(numbers(said, "DC offset: ").getFirst(), within(1e-6));
    assertThat(channel.peak()).isCloseTo(numbers(said, "Peak level dB: ").getFirst(), within(1e-4));
    assertThat(channel.clips()).isZero();
  }

  @Test
  void silencesAreThoseOfSilencedetect() throws Exception {
    double[] wave =
        Wave.join(
            Wave.silence(2, RATE),
            Wave.redNoise(0.2, 3, RATE, 4),
            Wave.redNoise(0.0001, 1.5, RATE, 5),
            Wave.redNoise(0.2, 1, RATE, 6),
            Wave.silence(0.4, RATE),
            Wave.redNoise(0.2, 1, RATE, 7),
            Wave.silence(4, RATE));
    String said = ffmpeg("silencedetect=noise=-50dB:duration=1", wave);
    SummarySettings settings = new SummarySettings(-50, Duration.ofSeconds(1));
    SoundSummary summary = summary(SampleFormat.FLOAT, settings, wave);
    List<Double> starts = numbers(said, "silence_start: ");
    List<Double> ends = numbers(said, "silence_end: ");
    assertThat(summary.silences()).hasSize(3).hasSameSizeAs(starts).hasSameSizeAs(ends);
    for (int i = 0; i < 3; i++) {
      SoundSummary.Stretch silence = summary.silences().get(i);
      assertThat(silence.from() / (double) RATE).isCloseTo(starts.get(i), within(0.051));
      assertThat(silence.to() / (double) RATE).isCloseTo(ends.get(i), within(0.051));
    }
    assertThat(summary.silences().getLast().to()).isEqualTo(wave.length);
    assertThat(summary.silentFrames())
        .isEqualTo(summary.silences().stream().mapToLong(it -> it.to() - it.from()).sum());
  }

  @Test
  void clipsAreCountedByChannel() {
    double[] clipped = Wave.sine(100, -6, 1, RATE);
    for (int each : new int[] {1_000, 2_000, 3_000}) {
      Arrays.fill(clipped, each, each + 5, 1);
    }
    double[] clean = Wave.sine(100, -6, 1, RATE);
    SoundSummary summary = summary(SampleFormat.S16, SummarySettings.usual(), clean, clipped);
    assertThat(summary.channels()).extracting(SoundSummary.Channel::clips).containsExactly(0L, 3L);
    assertThat(summary.clips()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void blocksDoNotMatter(SampleFormat format) {
    double[][] channels = {
      Wave.redNoise(0.3, 3.0123, RATE, 8), Wave.redNoise(0.001, 3.0123, RATE, 9)
    };
    byte[] bytes = Wave.bytes(format, Wave.interleave(channels));
    int stride = 2 * format.length();
    Random random = new Random(10);
    SummarySettings settings = new SummarySettings(-40, Duration.ofMillis(200));
    SummaryMeter meter = new SummaryMeter(format, 2, new SampleRate(RATE), settings);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, stride * random.nextInt(5_000));
      meter.add(bytes, at, length);
      at += length;
    }
    assertThat(meter.finish()).hasValue(summary(format, settings, channels));
  }

  @Test
  void nothingHasNoSummary() {
    SummaryMeter meter =
        new SummaryMeter(SampleFormat.S16, 1, new SampleRate(RATE), SummarySettings.usual());
    assertThat(meter.finish()).isEmpty();
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new SummarySettings(1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-120..0");
  }

  private static SoundSummary summary(
      SampleFormat format, SummarySettings settings, double[]... channels) {
    SummaryMeter meter = new SummaryMeter(format, channels.length, new SampleRate(RATE), settings);
    byte[] bytes = Wave.bytes(format, Wave.interleave(channels));
    meter.add(bytes, 0, bytes.length);
    return meter.finish().orElseThrow();
  }

  private String ffmpeg(String filter, double[] wave) throws IOException, InterruptedException {
    Path raw = folder.resolve("wave.raw");
    Files.write(raw, Wave.bytes(SampleFormat.FLOAT, wave));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    "ffmpeg",
                    "-hide_banner",
                    "-nostdin",
                    "-f",
                    "f32le",
                    "-ar",
                    "" + RATE,
                    "-ac",
                    "1",
                    "-i",
                    raw.toString(),
                    "-af",
                    filter,
                    "-f",
                    "null",
                    "-"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    String output = process.waitFor() + "\n" + Files.readString(said, StandardCharsets.UTF_8);
    assertThat(output).startsWith("0\n");
    return output;
  }

  private static List<Double> numbers(String text, String behind) {
    List<Double> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(Pattern.quote(behind) + "(-?[0-9.]+)").matcher(text);
    while (matcher.find()) {
      found.add(Double.valueOf(matcher.group(1)));
    }
    return found;
  }
}
