package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.SummarySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All is compared with what one decoder gives that decodes everything. */
@Tag("judged")
class StretchMeasuringTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  private static LevelData byOneDecoder(Path path) throws AvException {
    List<SampleIntake<LevelData>> intakes = new ArrayList<>();
    try (AudioFile file = AudioFile.open(path);
        Decoding decoding = new StraightDecoding(file)) {
      decoding.decode(
          frame -> {
            if (intakes.isEmpty()) {
              intakes.add(new SampleIntake<>(frame, LevelDataMeter::new));
            }
            intakes.getFirst().add(frame);
          },
          _ -> {});
      SampleIntake<LevelData> intake = intakes.getFirst();
      intake.finish();
      return intake.result(
          new Meter.Facts(file.codecName(), decoding.rawBits(), decoding.broken()));
    } finally {
      intakes.forEach(SampleIntake::close);
    }
  }

  private static Optional<LevelData> byStretches(Path path) throws AvException {
    try (AudioFile file = AudioFile.open(path)) {
      return StretchMeasuring.of(file, LevelDataMeter::new, _ -> {})
          .flatMap(StretchMeasuring::measure);
    }
  }

  private static void assertSame(LevelData measured, LevelData expected) {
    assertThat(measured).usingRecursiveComparison().isEqualTo(expected);
  }

  private Path wav() throws Exception {
    return Material.make(folder, "a.wav", 35, "-c:a", "pcm_s16le");
  }

  private Path coded(String options) throws Exception {
    Path file = folder.resolve("coded.mp3");
    List<String> words = new ArrayList<>(List.of("lame", "--quiet"));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of(wav().toString(), file.toString()));
    Judges.run(words.toArray(String[]::new));
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-b 128",
        "-V 2",
        "-V 9 -m m",
        "-b 64 -m m",
        "-b 64 --resample 22.05",
        "-b 8 -m m --resample 8",
        "-b 8 -m m --resample 24",
        "-b 32",
        "-b 320 --resample 44.1",
        "--abr 140",
        "-b 128 --nores",
        "-b 160 -m f -p",
        "-b 96 -m d",
        "-b 128 -t",
        "-V 4 --tt title --id3v2-only",
        "-V 4 --tt title --id3v1-only",
      })
  void soundFilesGiveWhatOneDecoderGives(String options) throws Exception {
    Path file = coded(options);
    assertSame(byStretches(file).orElseThrow(), byOneDecoder(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b:a 128k", "-q:a 5 -write_xing 0", "-b:a 24k -ar 16000 -ac 1"})
  void soundFilesOfFfmpegToo(String options) throws Exception {
    Path file = Material.make(folder, "b.mp3", 35, options.split(" "));
    assertSame(byStretches(file).orElseThrow(), byOneDecoder(file));
  }

  /** Of no whole stretch, of one, and of one and a bit. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.4, 9.52, 9.55, 9.6, 19.2})
  void shortFilesToo(double seconds) throws Exception {
    Path file = Material.make(folder, "c.mp3", seconds, "-b:a", "128k");
    assertSame(byStretches(file).orElseThrow(), byOneDecoder(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200, 1_000})
  void whatIsCutOffIsMeasuredAllTheSame(int missing) throws Exception {
    byte[] sound = Files.readAllBytes(coded("-V 2"));
    assertMeasured(Arrays.copyOf(sound, sound.length - missing));
  }

  @Test
  void whatIsDamagedIsMeasuredAllTheSame() throws Exception {
    byte[] sound = Files.readAllBytes(coded("-b 128"));
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = sound.clone();
      for (int at = 0; at < 1 + i; at++) {
        bytes[5_000 + random.nextInt(bytes.length - 5_000)] ^= (byte) (1 << random.nextInt(8));
      }
      assertMeasured(bytes);
    }
  }

  @Test
  void whatHasSomethingElseInItIsMeasuredAllTheSame() throws Exception {
    byte[] sound = Files.readAllBytes(coded("-b 128"));
    byte[] tag = "ID3\u0004\0\0\0\0\0d".getBytes(StandardCharsets.ISO_8859_1);
    byte[] junk = new byte[3_000];
    new Random(5).nextBytes(junk);
    for (byte[] between : List.of(Arrays.copyOf(tag, 110), junk, sound)) {
      assertMeasured(joined(sound, 300_001, between));
      assertMeasured(joined(sound, sound.length, between));
      assertMeasured(joined(sound, 0, between));
    }
    byte[] other = Files.readAllBytes(coded("-b 64 -m m --resample 22.05"));
    assertMeasured(joined(sound, sound.length, other));
  }

  private static byte[] joined(byte[] bytes, int at, byte[] between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(between);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private void assertMeasured(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("d.mp3"), bytes);
    assertSame(Measuring.measure(file, LevelDataMeter::new, _ -> {}), byOneDecoder(file));
  }

  @Test
  void whatCannotBePutTogetherIsLeftToOthers() throws Exception {
    SummarySettings settings = SummarySettings.usual();
    try (AudioFile file = AudioFile.open(coded("-b 128"))) {
      assertThat(StretchMeasuring.of(file, shape -> new WholeMeter(shape, settings), _ -> {}))
          .isEmpty();
    }
    for (String name : List.of("a.flac", "a.wav", "a.ogg", "a.mp2")) {
      try (AudioFile file = AudioFile.open(Material.make(folder, name))) {
        assertThat(StretchMeasuring.of(file, LevelDataMeter::new, _ -> {})).as(name).isEmpty();
      }
    }
  }

  @Test
  void progressIsTold() throws Exception {
    Path file = Material.make(folder, "e.mp3", 60, "-b:a", "128k");
    List<Long> frames = new ArrayList<>();
    try (AudioFile opened = AudioFile.open(file)) {
      LevelData data =
          StretchMeasuring.of(opened, LevelDataMeter::new, step -> frames.add(step.frames()))
              .flatMap(StretchMeasuring::measure)
              .orElseThrow();
      assertThat(data.frames()).isEqualTo(60 * 48_000);
      assertThat(frames).hasSize(2).isSorted();
    }
  }
}
