package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spans that are coded anew, by the product as its users start it. */
class CodedExportTest {
  private static final String SOUND = "aevalsrc=0.5*sin(2*PI*t*(200+20*t)):s=48000:d=30";
  private static final int FRAME = 2;

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void record() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [night]
        type = signal
        timezone = UTC
        [day]
        type = signal
        timezone = UTC
        [city]
        type = signal
        timezone = UTC
        """);
    recorded("night/20240523_220000.flac", "-sample_fmt", "s16");
    recorded("night/20240523_220100.flac", "-sample_fmt", "s16");
    recorded("day/20240523_220000.mp3", "-b:a", "128k");
    recorded("city/20240523_220000.aac", "-c:a", "aac", "-b:a", "128k");
    assertThat(Product.run(folder, "reindex").status()).isZero();
  }

  private static void recorded(String name, String... options) throws IOException {
    Path file = folder.resolve("recordings").resolve(name);
    Files.createDirectories(file.getParent());
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", SOUND));
    command.addAll(List.of(options));
    command.add(file.toString());
    Tool.run(command).orFail();
  }

  private static Tool.Result export(String source, String from, String to, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("export", source, from, to));
    command.addAll(List.of(options));
    return Product.run(folder, command.toArray(String[]::new));
  }

  private static byte[] decoded(Path file) throws IOException {
    Path pcm = Files.createTempFile("decoded", ".raw");
    Tool.run("ffmpeg", "-v", "error", "-y", "-i", "" + file, "-f", "s16le", "" + pcm).orFail();
    byte[] samples = Files.readAllBytes(pcm);
    Files.delete(pcm);
    return samples;
  }

  /** From the first sample that players play: so files of others are counted. */
  private static byte[] recorded(String name) throws IOException {
    return decoded(folder.resolve("recordings").resolve(name));
  }

  @Test
  void aNameIsEnoughForAClip() throws Exception {
    Path clip = folder.resolve("clip.mp3");
    Tool.Result result =
        export("night", "2024-05-23T22:00:05", "+10s", "--output", clip.toString());
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("22:00:05.000", "22:00:15.000", "MP3 48000 Hz mono, 96 kbit/s")
        .contains("coded anew from FLAC 48000 Hz mono");
    assertThat(decoded(clip)).hasSize(480_000 * FRAME);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".sonolog-export") || name.contains("unfinished"));
    }
  }

  @Test
  void wavHoldsTheRecordedSamples() throws Exception {
    Path clip = folder.resolve("clip.wav");
    Tool.Result result =
        export("night", "2024-05-23T22:00:05.5", "+3.25s", "--output", clip.toString());
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output()).contains("16 bit", "each sample as it was recorded");
    assertThat(decoded(clip))
        .isEqualTo(
            Arrays.copyOfRange(
                recorded("night/20240523_220000.flac"), 264_000 * FRAME, 420_000 * FRAME));
  }

  /** These are cut between frames, and decoders have to settle: the clip is exact all the same. */
  @Test
  void framesAreCutToTheSample() throws Exception {
    for (String source : List.of("day/20240523_220000.mp3", "city/20240523_220000.aac")) {
      Path clip = folder.resolve(source.substring(0, 3) + ".wav");
      Tool.Result result =
          export(
              source.substring(0, source.indexOf('/')),
              "2024-05-23T22:00:07.001",
              "+5s",
              "--output",
              clip.toString());
      assertThat(result.status()).as(result.output()).isZero();
      byte[] all = recorded(source);
      byte[] cut = decoded(clip);
      assertThat(cut).hasSize(240_000 * FRAME);
      assertThat(farthest(cut, all, 336_048)).as(source).isLessThanOrEqualTo(2);
      assertThat(farthest(cut, all, 336_049)).as("one sample off").isGreaterThan(50);
    }
  }

  private static int farthest(byte[] cut, byte[] all, int from) {
    int farthest = 0;
    for (int i = 0; i < cut.length / FRAME; i++) {
      farthest = Math.max(farthest, Math.abs(sample(cut, i) - sample(all, from + i)));
    }
    return farthest;
  }

  private static int sample(byte[] bytes, int index) {
    return (short) ((bytes[2 * index] & 0xFF) | bytes[2 * index + 1] << 8);
  }

  @Test
  void whatIsMissingIsSilenceToTheSample() throws Exception {
    Path clip = folder.resolve("across.flac");
    Tool.Result result =
        export(
            "night",
            "2024-05-23T22:00:20",
            "2024-05-23T22:01:10",
            "--gaps",
            "silence",
            "--as",
            "flac",
            "--json",
            "--output",
            clip.toString());
    assertThat(result.status()).as(result.output()).isZero();
    JsonNode file = JsonMapper.shared().readTree(result.output()).at("/files/0");
    assertThat(file.at("/exact").asBoolean()).isTrue();
    assertThat(file.at("/samples").asLong()).isEqualTo(2_400_000);
    assertThat(file.at("/silentSamples").asLong()).isEqualTo(1_440_000);
    byte[] recorded = recorded("night/20240523_220000.flac");
    byte[] expected = new byte[2_400_000 * FRAME];
    System.arraycopy(recorded, 960_000 * FRAME, expected, 0, 480_000 * FRAME);
    System.arraycopy(recorded, 0, expected, 1_920_000 * FRAME, 480_000 * FRAME);
    assertThat(Arrays.equals(decoded(clip), expected)).isTrue();
  }

  @Test
  void stretchesAreFilesOfAZip() throws Exception {
    Path zip = folder.resolve("both.zip");
    Tool.Result result =
        export(
            "night",
            "2024-05-23T22:00:20",
            "2024-05-23T22:01:10",
            "--as",
            "m4a",
            "--bitrate",
            "64",
            "-o",
            zip.toString());
    assertThat(result.status()).as(result.output()).isZero();
    try (ZipFile files = new ZipFile(zip.toFile())) {
      assertThat(files.stream().map(Object::toString))
          .containsExactly(
              "night_2024-05-23T22-00-20.m4a", "night_2024-05-23T22-01-00_2.m4a", "gaps.txt");
    }
  }

  @Test
  void whatCannotBeIsSaidAndLeavesNothing() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken.mp3"), "mine");
    refused(2, "is there already", "-o", taken.toString());
    assertThat(taken).hasContent("mine");
    refused(2, "No format is known by .xyz", "-o", folder.resolve("a.xyz").toString());
    refused(2, "--as mp3 and a file that is called .wav", "--as", "mp3", "-o", "b.wav");
    refused(2, "there is wav, flac, mp3, opus, m4a", "--as", "wma");
    refused(2, "--bitrate is for mp3", "--as", "flac", "--bitrate", "64");
    refused(2, "--bits is for wav and flac", "--as", "opus", "--bits", "16");
    refused(2, "are for what is coded anew", "--bitrate", "64");
    refused(1, "Nothing can be written into", "-o", "no/such/folder/c.mp3");
  }

  private static void refused(int status, String why, String... options) throws IOException {
    Tool.Result result = export("night", "2024-05-23T22:00:05", "+1s", options);
    assertThat(result.status()).as(result.output()).isEqualTo(status);
    assertThat(result.output()).contains(why);
  }
}
