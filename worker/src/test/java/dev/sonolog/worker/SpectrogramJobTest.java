package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.SpectrogramOrder;
import dev.sonolog.jobs.WavSpectrogram;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SpectrogramSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectrograms as the real worker makes them, beside those of WAV files, which need none. */
@Tag("judged")
@Timeout(240)
class SpectrogramJobTest {
  private static final SpectrogramSettings SETTINGS =
      SpectrogramSettings.usual(300, 120, FrequencyScale.LOGARITHMIC);

  @TempDir private Path folder;
  private final WorkerProcess worker = new WorkerProcess(Workers.command(), WorkerLimits.usual());

  @AfterEach
  void end() {
    worker.close();
  }

  private static SpectrogramOrder order(Path file, long from, long to) {
    return new SpectrogramOrder(
        new InputPart.Samples(file, from, OptionalLong.of(to), Optional.empty()), SETTINGS);
  }

  private SpectrogramData drawn(Path file, long from, long to) throws Exception {
    return worker.draw(order(file, from, to), step -> {});
  }

  private static SpectrogramData ofWav(Path file, long from, long to) throws Exception {
    return WavSpectrogram.draw(order(file, from, to), step -> {});
  }

  /** All of it, its beginning, its middle, and beyond its end. */
  private static final long[][] SPANS = {
    {0, 112_560}, {0, 30_000}, {40_000, 41_000}, {100_000, 130_000}, {200_000, 201_000}
  };

  @ParameterizedTest
  @CsvSource({
    "a.flac, -c:a flac -sample_fmt s16,      pcm_s16le",
    "b.flac, -c:a flac -sample_fmt s32,      pcm_s24le",
    "c.ogg,  -c:a flac -sample_fmt s16,      pcm_s16le",
    "d.m4a,  -c:a alac -sample_fmt s16p,     pcm_s16le",
    "e.wav,  -c:a pcm_f32le,                 pcm_f32le",
    "f.wav,  -c:a pcm_s16le -rf64 always,    pcm_s16le",
  })
  void theSameSamplesGiveTheSameWhateverHoldsThem(String name, String options, String pcm)
      throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    Path wav = folder.resolve("same.wav");
    Material.ffmpeg(List.of("-i", "" + file, "-c:a", pcm, "" + wav));
    for (long[] span : SPANS) {
      SpectrogramData expected = ofWav(wav, span[0], span[1]);
      SpectrogramData data = drawn(file, span[0], span[1]);
      assertThat(data.rate()).isEqualTo(expected.rate()).isEqualTo(new SampleRate(48_000));
      assertThat(data.cells()).isEqualTo(expected.cells());
      boolean silent = span[0] == 200_000;
      assertThat(data.cells()).hasSize(36_000);
      assertThat(loudest(data)).isEqualTo(silent ? 0 : loudest(expected));
      assertThat(loudest(data) > 200).isNotEqualTo(silent);
    }
  }

  private static int loudest(SpectrogramData data) {
    int loudest = 0;
    for (byte cell : data.cells()) {
      loudest = Math.max(loudest, cell & 0xFF);
    }
    return loudest;
  }

  /** What is decoded here is nearly what Debian's ffmpeg decodes. */
  @ParameterizedTest
  @CsvSource({
    "a.mp3,  -b:a 128k",
    "b.mp2,  -b:a 192k",
    "c.aac,  -c:a aac -b:a 96k -f adts",
    "d.ogg,  -c:a libvorbis -q:a 4",
    "e.opus, -c:a libopus -b:a 64k",
  })
  void whatIsLossyIsDrawnAsFfmpegDecodesIt(String name, String options) throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    Path wav = folder.resolve("same.wav");
    Material.ffmpeg(List.of("-i", "" + file, "-c:a", "pcm_f32le", "" + wav));
    for (long[] span : SPANS) {
      byte[] expected = ofWav(wav, span[0], span[1]).cells();
      byte[] cells = drawn(file, span[0], span[1]).cells();
      int others = 0;
      for (int i = 0; i < cells.length; i++) {
        int level = expected[i] & 0xFF;
        others += level > 100 && Math.abs((cells[i] & 0xFF) - level) > 2 ? 1 : 0;
      }
      assertThat(others).isLessThan(cells.length / 200);
    }
  }

  /** HE-AAC, for one, is counted at half the rate that is decoded. */
  @Test
  void aSpanIsThatOfTheRateAtWhichItIsCounted() throws Exception {
    Path file = Material.make(folder, "a.flac", "-c:a", "flac", "-sample_fmt", "s16");
    InputPart.Samples half =
        new InputPart.Samples(
            file, 10_000, OptionalLong.of(20_000), Optional.of(new SampleRate(24_000)));
    assertThat(worker.draw(new SpectrogramOrder(half, SETTINGS), step -> {}).cells())
        .isEqualTo(drawn(file, 20_000, 40_000).cells());
  }

  /** What is behind the span is not decoded: it may be long, or nonsense. */
  @Test
  void whatIsBehindTheSpanIsLeftAlone() throws Exception {
    Path file = Material.make(folder, "a.flac", 60, "-c:a", "flac", "-sample_fmt", "s16");
    byte[] bytes = Files.readAllBytes(file);
    byte[] expected = drawn(file, 0, 30_000).cells();
    byte[] noise = new byte[bytes.length / 2];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length - noise.length, noise.length);
    Path damaged = Files.write(folder.resolve("b.flac"), bytes);
    assertThat(drawn(damaged, 0, 30_000).cells()).isEqualTo(expected);
    List<Long> done = new ArrayList<>();
    Path mp3 = Material.make(folder, "a.mp3", 300, "-b:a", "64k");
    var _ = worker.draw(order(mp3, 0, 48_000), step -> done.add(step.frames()));
    assertThat(done).allMatch(it -> it < 60L * 48_000);
  }

  @Test
  void garbageFailsWithItsReason() throws Exception {
    byte[] noise = new byte[50_000];
    new Random(3).nextBytes(noise);
    Path file = Files.write(folder.resolve("a.mp3"), new byte[50_000]);
    Path other = Files.write(folder.resolve("b.flac"), noise);
    for (Path each : List.of(file, other, folder.resolve("none.mp3"))) {
      assertThatThrownBy(() -> drawn(each, 0, 5_000))
          .isInstanceOfAny(JobFailedException.class, java.nio.file.NoSuchFileException.class)
          .message()
          .isNotBlank();
    }
    Path sound = Material.make(folder, "a.flac", "-c:a", "flac");
    assertThat(loudest(drawn(sound, 0, 5_000))).isGreaterThan(100);
  }

  /** A span of MP3 is drawn as it sounds when all of it is decoded. */
  @Test
  void aSineIsAtItsLevelThroughTheWorker() throws Exception {
    Path file = folder.resolve("sine.mp3");
    Material.ffmpeg(
        List.of("-f", "lavfi", "-i", "aevalsrc=sin(2*PI*1000*t):s=48000:d=20", "" + file));
    SpectrogramData data = drawn(file, 5L * 48_000, 15L * 48_000);
    assertThat(loudest(data) * 100 / 255.0 - 100).isCloseTo(0, within(1.0));
  }
}
