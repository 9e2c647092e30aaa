package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.jobs.LevelData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("judged")
class FlacMeasuringTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  private static LevelData byFfmpeg(Path file) throws AvException {
    try (Measuring<LevelData> measuring =
        new Measuring<>(AudioFile.open(file), LevelDataMeter::new, step -> {})) {
      return measuring.measure();
    }
  }

  private static Optional<LevelData> byLibFlac(Path file) throws AvException {
    return FlacMeasuring.measure(file, LevelDataMeter::new, step -> {});
  }

  private static void assertSame(Path file) throws AvException {
    assertThat(byLibFlac(file)).get().usingRecursiveComparison().isEqualTo(byFfmpeg(file));
  }

  @ParameterizedTest
  @CsvSource({
    "a.flac, -sample_fmt s16",
    "b.flac, -sample_fmt s16 -ac 1 -ar 44100",
    "c.flac, -sample_fmt s32 -bits_per_raw_sample 24",
    "d.flac, -sample_fmt s32 -bits_per_raw_sample 24 -ac 1 -ar 96000",
    "e.flac, -ar 8000 -frame_size 16 -sample_fmt s16",
    "f.flac, -sample_fmt s16 -ac 8 -frame_size 65535",
    "g.flac, -sample_fmt s16 -compression_level 12 -lpc_type cholesky",
  })
  void soundFilesGiveWhatTheyGiveElsewhere(String name, String options) throws Exception {
    assertSame(Material.make(folder, name, 35, options.split(" ")));
  }

  /** Blocks of many sizes, as libFLAC's encoder cannot make them. */
  @Test
  void blocksMayHaveManySizes() throws Exception {
    assertSame(
        Material.make(
            folder, "a.flac", 35, "-sample_fmt", "s16", "-multi_dim_quant", "0", "-ch_mode", "0"));
  }

  /** Of which a stretch of many bytes would be hours. */
  @Test
  void silenceTakesNoMoreMemory() throws Exception {
    Path file = folder.resolve("silence.flac");
    Material.ffmpeg(
        java.util.List.of("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=1800", "" + file));
    assertSame(file);
  }

  @Test
  void whatIsDamagedIsLeftToOthers() throws Exception {
    byte[] sound = sound();
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = sound.clone();
      bytes[9_000 + random.nextInt(bytes.length - 9_000)] ^= (byte) (1 << random.nextInt(8));
      assertThat(byLibFlac(Files.write(folder.resolve("b.flac"), bytes))).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsNoticed() throws Exception {
    byte[] sound = sound();
    for (int from : new int[] {9_000, 300_000, sound.length / 2}) {
      byte[] bytes = Arrays.copyOf(sound, sound.length - 20_000);
      System.arraycopy(sound, from + 20_000, bytes, from, bytes.length - from);
      assertThat(byLibFlac(Files.write(folder.resolve("b.flac"), bytes))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500, 5_000})
  void whatIsCutOffIsLeftToOthers(int missing) throws Exception {
    byte[] sound = sound();
    byte[] bytes = Arrays.copyOf(sound, sound.length - missing);
    assertThat(byLibFlac(Files.write(folder.resolve("b.flac"), bytes))).isEmpty();
  }

  @Test
  void whatStandsAroundItIsLeftToOthers() throws Exception {
    byte[] sound = sound();
    byte[] behind = Arrays.copyOf(sound, sound.length + 128);
    System.arraycopy("TAG title".getBytes(StandardCharsets.US_ASCII), 0, behind, sound.length, 9);
    assertThat(byLibFlac(Files.write(folder.resolve("b.flac"), behind))).isEmpty();
    byte[] inFront = new byte[sound.length + 10];
    inFront[0] = 'I';
    System.arraycopy(sound, 0, inFront, 10, sound.length);
    assertThat(byLibFlac(Files.write(folder.resolve("c.flac"), inFront))).isEmpty();
    assertThat(byLibFlac(Files.write(folder.resolve("d.flac"), new byte[] {'f', 'L'}))).isEmpty();
  }

  @Test
  void allFormatsButFlacAreLeftToOthers() throws Exception {
    assertThat(byLibFlac(Material.make(folder, "a.oga", "-c:a", "flac"))).isEmpty();
    assertThat(byLibFlac(Material.make(folder, "a.mp3"))).isEmpty();
  }

  private byte[] sound() throws Exception {
    return Files.readAllBytes(Material.make(folder, "a.flac", 35, "-sample_fmt", "s16"));
  }
}
