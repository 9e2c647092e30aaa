package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.WavMeasuring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("judged")
class MeasuringTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  static LevelData measured(Path file) throws AvException {
    return Measuring.measure(file, LevelDataMeter::new, step -> {});
  }

  /** Whole numbers: every sample is the same, so every figure is. */
  @ParameterizedTest
  @CsvSource({
    "a.wav,   -c:a pcm_s16le,                  s16le, 2, S16",
    "b.wav,   -c:a pcm_u8 -ac 1,               s16le, 1, S16",
    "c.wav,   -c:a pcm_s24le,                  s32le, 2, S24",
    "d.wav,   -c:a pcm_s32le,                  s32le, 2, S32",
    "e.flac,  -c:a flac -sample_fmt s16,       s16le, 2, S16",
    "f.flac,  -c:a flac -ac 1 -sample_fmt s16, s16le, 1, S16",
    "g.flac,  -c:a flac -sample_fmt s32,       s32le, 2, S24",
    "h.ogg,   -c:a flac -sample_fmt s16,       s16le, 2, S16",
    "i.m4a,   -c:a alac -sample_fmt s16p,      s16le, 2, S16",
    "j.aiff,  -c:a pcm_s16be,                  s16le, 2, S16",
    "k.mka,   -c:a wavpack -sample_fmt s16p,   s16le, 2, S16",
    "l.w64,   -c:a pcm_s16le -ar 8000,         s16le, 2, S16",
    "m.flac,  -c:a flac -ac 6 -sample_fmt s16, s16le, 6, S16",
  })
  void whatIsNotLossyIsMeasuredToTheLastBit(
      String name, String options, String raw, int channels, SampleFormat format) throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    PlainMeasures plain = PlainMeasures.of(Material.decoded(file, raw), raw, channels);
    LevelData data = measured(file);
    assertThat(data.frames()).isEqualTo(plain.frames()).isPositive();
    assertThat(data.windows()).isEqualTo(plain.windows());
    assertThat(data.peaks().values()).isEqualTo(plain.peaks());
    assertThat(data.format()).isEqualTo(format);
    assertThat(data.brokenPackets()).isZero();
  }

  /** Decoders of two releases round differently; the number of samples is the same. */
  @ParameterizedTest
  @CsvSource({
    "a.wav,  -c:a pcm_f32le,                      2, 0",
    "a.mp3,  -b:a 128k,                           2, 2",
    "b.mp3,  -q:a 4 -ac 1,                        1, 2",
    "c.mp3,  -b:a 8k -ar 8000 -ac 1,              1, 2",
    "d.mp3,  -b:a 320k -ar 44100,                 2, 2",
    "e.mp2,  -b:a 192k,                           2, 2",
    "f.aac,  -c:a aac -b:a 96k -f adts,           2, 2",
    "g.m4a,  -c:a aac -b:a 96k,                   2, 2",
    "h.ogg,  -c:a libvorbis -q:a 4,               2, 2",
    "i.opus, -c:a libopus -b:a 64k,               2, 40",
    "j.ac3,  -c:a ac3 -b:a 192k,                  2, 2",
    "k.webm, -c:a libopus -b:a 48k -ac 1,         1, 40",
  })
  void whatIsLossyIsMeasuredAsFfmpegDecodesIt(String name, String options, int channels, int steps)
      throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    PlainMeasures plain = PlainMeasures.of(Material.decoded(file, "f32le"), "f32le", channels);
    LevelData data = measured(file);
    assertThat(data.frames()).isEqualTo(plain.frames()).isPositive();
    assertThat(data.windows()).containsExactly(plain.windows(), within((steps + 1) * 1e-5));
    short[] peaks = data.peaks().values();
    assertThat(peaks).hasSameSizeAs(plain.peaks());
    for (int i = 0; i < peaks.length; i++) {
      assertThat((int) peaks[i]).isCloseTo(plain.peaks()[i], within(steps + 1));
    }
    assertThat(data.format())
        .isEqualTo(name.endsWith(".mp2") ? SampleFormat.S16 : SampleFormat.FLOAT);
  }

  /** 24 bits and more than two channels are written as WAVE_FORMAT_EXTENSIBLE. */
  @ParameterizedTest
  @CsvSource({
    "-c:a pcm_s16le,              s16le, 2, S16",
    "-c:a pcm_s16le -ac 6,        s16le, 6, S16",
    "-c:a pcm_s16le -rf64 always, s16le, 2, S16",
    "-c:a pcm_s24le,              s32le, 2, S24",
    "-c:a pcm_s24le -ac 6,        s32le, 6, S24",
    "-c:a pcm_s32le -ac 4,        s32le, 4, S32",
    "-c:a pcm_f32le -ac 1,        f32le, 1, FLOAT",
    "-c:a pcm_f32le -ac 6,        f32le, 6, FLOAT",
  })
  void wavIsMeasuredWithoutAWorkerHoweverItIsWritten(
      String options, String raw, int channels, SampleFormat format) throws Exception {
    Path file = Material.make(folder, "a.wav", options.split(" "));
    PlainMeasures plain = PlainMeasures.of(Material.decoded(file, raw), raw, channels);
    LevelData data = WavMeasuring.measure(file, step -> {});
    assertThat(data.format()).isEqualTo(format);
    assertThat(data.channels()).isEqualTo(channels);
    assertThat(data.frames()).isEqualTo(plain.frames()).isPositive();
    assertThat(data.windows()).containsExactly(plain.windows(), within(1e-5));
    assertThat(data.peaks().values()).isEqualTo(plain.peaks());
  }

  /** What was measured of a file that still grew stays as it was, but for its last tenths. */
  @ParameterizedTest
  @CsvSource({
    "a.mp3,  -b:a 128k",
    "b.flac, -c:a flac",
    "c.aac,  -c:a aac -f adts",
    "d.ogg,  -c:a libvorbis",
    "e.opus, -c:a libopus -page_duration 100000",
    "f.ogg,  -c:a flac -page_duration 100000",
    "g.wav,  -c:a pcm_s16le",
  })
  void whatIsMeasuredOfAGrowingFileIsTheBeginningOfWhatItSaysInTheEnd(String name, String options)
      throws Exception {
    Path file = Material.make(folder, name, 20, options.split(" "));
    LevelData whole = measured(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int percent = 30; percent < 100; percent += 17) {
      Path part = folder.resolve(percent + name);
      Files.write(part, Arrays.copyOf(bytes, bytes.length / 100 * percent));
      LevelData growing = measured(part);
      assertThat(growing.frames()).isBetween(whole.frames() * (percent - 15) / 100, whole.frames());
      int windows = growing.windows().length - 2;
      assertThat(Arrays.copyOf(growing.windows(), windows))
          .isEqualTo(Arrays.copyOf(whole.windows(), windows));
      int peaks = growing.peaks().values().length - 200;
      assertThat(Arrays.copyOf(growing.peaks().values(), peaks))
          .isEqualTo(Arrays.copyOf(whole.peaks().values(), peaks));
    }
  }

  @Test
  void flacGivesWhatWavGivesWithoutAWorker() throws Exception {
    Path wav = Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
    Path flac = folder.resolve("a.flac");
    Material.ffmpeg(List.of("-i", wav.toString(), flac.toString()));
    LevelData expected = WavMeasuring.measure(wav, step -> {});
    LevelData actual = measured(flac);
    assertThat(actual.windows()).isEqualTo(expected.windows());
    assertThat(actual.peaks().sameAs(expected.peaks())).isTrue();
  }

  @Test
  void aFileThatChangesItsRateIsMeasuredAtTheFirst() throws Exception {
    Path first = Material.make(folder, "1.mp3", "-b:a", "64k");
    Path second = Material.make(folder, "2.mp3", "-b:a", "64k", "-ar", "24000", "-ac", "1");
    Path both = folder.resolve("both.mp3");
    Files.write(both, Files.readAllBytes(first));
    Files.write(both, Files.readAllBytes(second), java.nio.file.StandardOpenOption.APPEND);
    LevelData data = measured(both);
    assertThat(data.rate().hertz()).isEqualTo(48_000);
    assertThat(data.channels()).isEqualTo(2);
    assertThat(data.frames() / 48_000.0).isCloseTo(2 * 2.345, within(0.2));
  }

  @Test
  void aPlaylistLeadsNowhere() throws Exception {
    Path secret = Material.make(folder, "secret.mp3", "-b:a", "64k");
    Path list = folder.resolve("list.m3u8");
    Files.writeString(
        list, "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n" + secret + "\n#EXT-X-ENDLIST\n");
    assertThatThrownBy(() -> measured(list)).isInstanceOf(AvException.class);
    Path concat = folder.resolve("a.ffconcat");
    Files.writeString(concat, "ffconcat version 1.0\nfile " + secret.getFileName() + "\n");
    assertThatThrownBy(() -> measured(concat)).isInstanceOf(AvException.class);
  }

  @Test
  void whatHoldsNoAudioSaysWhy() throws Exception {
    Path text = Files.writeString(folder.resolve("a.txt"), "Nothing to hear.\n".repeat(99));
    assertThatThrownBy(() -> measured(text)).hasMessageContaining("audio");
    Path empty = Files.createFile(folder.resolve("empty.mp3"));
    assertThatThrownBy(() -> measured(empty)).isInstanceOf(AvException.class);
    assertThatThrownBy(() -> measured(folder.resolve("none.mp3")))
        .hasMessageContaining("No such file");
    Path picture = folder.resolve("a.png");
    Material.ffmpeg(
        List.of("-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1", picture.toString()));
    assertThatThrownBy(() -> measured(picture)).hasMessageContaining("no audio");
  }
}
