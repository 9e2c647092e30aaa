package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Waveforms and marks of recordings, made by the product as its users start it. */
class WaveformTest {
  /** Quiet noise, and a tone from second 10 to 11, half a minute long. */
  private static final String NIGHT =
      "aevalsrc=0.003*(2*random(0)-1)+0.3*sin(2*PI*1000*t)*between(t\\,10\\,11):s=48000:d=30";

  private static final int MISSING = Integer.MAX_VALUE;
  private static final int ZOOM = 480;
  private static final int PER_SECOND = 48_000 / ZOOM;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void record() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [night]
        type = signal
        timezone = UTC
        """);
    Files.createDirectories(folder.resolve("recordings"));
    recorded("20240523_220000.wav");
    recorded("20240523_220100.wav");
    assertThat(Product.run(folder, "reindex").status()).isZero();
  }

  private void recorded(String name) {
    Path file = folder.resolve("recordings").resolve(name);
    Tool.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", NIGHT, "-sample_fmt", "s16", "" + file)
        .orFail();
  }

  private Tool.Result run(String... words) throws Exception {
    return Product.run(folder, words);
  }

  private Tool.Result waveform(String file, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("waveform", "night", "--from", "2024-05-23T22:00", "--to", "+2m"));
    words.addAll(List.of("-o", file));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  @Test
  void aWaveformShowsFilesAndGapsOnTheClock() throws Exception {
    Tool.Result made = waveform("night.dat", "--zoom", "" + ZOOM);
    assertThat(made.status()).as(made.output()).isZero();
    ByteBuffer data =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("night.dat")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new int[] {data.getInt(0), data.getInt(4), data.getInt(8), data.getInt(12)})
        .containsExactly(2, 0, 48_000, ZOOM);
    assertThat(data.getInt(16)).isEqualTo(120 * PER_SECOND);
    assertThat(data.getInt(20)).isEqualTo(1);
    for (int pixel = 0; pixel < 120 * PER_SECOND; pixel++) {
      double second = (pixel + 0.5) / PER_SECOND % 60;
      int highest = data.getShort(24 + 4 * pixel + 2);
      assertThat(data.getShort(24 + 4 * pixel)).isNotPositive();
      if (second > 30.01) {
        assertThat(highest).as("pixel " + pixel).isZero();
      } else if (second > 10.01 && second < 10.99) {
        assertThat(highest).as("pixel " + pixel).isBetween(9_000, 11_000);
      } else if (second < 9.99 || (second > 11.01 && second < 29.99)) {
        assertThat(highest).as("pixel " + pixel).isBetween(1, 120);
      }
    }

    assertThat(waveform("night.json", "--format", "json", "--bits", "8").status()).isZero();
    JsonNode json = JsonMapper.shared().readTree(folder.resolve("night.json").toFile());
    assertThat(json.at("/bits").asInt()).isEqualTo(8);
    assertThat(json.at("/length").asInt()).isEqualTo(2_000);
    assertThat(json.at("/data").size()).isEqualTo(4_000);

    assertThat(waveform("night.dat").status()).as("it is there already").isEqualTo(2);
    Tool.Result none = waveform("none.dat", "--zoom", "0");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.output()).contains("1 sample per pixel is the least");
    Tool.Result close = waveform("close.dat", "--zoom", "2");
    assertThat(close.status()).isEqualTo(2);
    assertThat(close.output()).contains("2880000 pixels are too many", "6 samples per pixel");
    assertThat(waveform("recordings/x.dat").output()).contains("among the recordings");
  }

  /** From the last quarter of a second of a file on, across what is missing behind it. */
  @Test
  void whatIsCloserThanWhatIsKeptShowsTheSamplesThemselves() throws Exception {
    for (int zoom : List.of(2, 7, 255)) {
      String file = "close-" + zoom + ".dat";
      Tool.Result made =
          run(
              "waveform",
              "night",
              "--from",
              "2024-05-23T22:00:29.75",
              "--to",
              "+31s",
              "--zoom",
              "" + zoom,
              "-o",
              file);
      assertThat(made.status()).as(made.output()).isZero();
      check(file, zoom);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.ini", "recordings", "close-2.dat", "close-7.dat", "close-255.dat");
    }
  }

  /** AAC whose frames hold nothing that is any, between the two. */
  @Test
  void whatCannotBeDecodedIsToldAndFlat() throws Exception {
    Undecodable.aac(folder.resolve("recordings/20240523_220040.aac"));
    assertThat(Product.run(folder, "reindex").status()).isZero();
    List<String> words =
        List.of("waveform", "night", "--from", "2024-05-23T22:00:29.75", "--zoom", "7");
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--to", "+31s", "-o", "close-7.dat"));
    Tool.Result made = run(all.toArray(String[]::new));
    assertThat(made.output())
        .containsPattern("What began at 2024-05-23 22:00:40\\S* cannot be decoded: ");
    assertThat(made.status()).isEqualTo(1);
    check("close-7.dat", 7);

    List<String> alone = new ArrayList<>(words);
    alone.addAll(List.of("--to", "2024-05-23T22:00:45", "-o", "none.dat"));
    alone.set(3, "2024-05-23T22:00:41");
    Tool.Result none = run(alone.toArray(String[]::new));
    assertThat(none.status()).as(none.output()).isEqualTo(1);
    assertThat(folder.resolve("none.dat")).doesNotExist();
  }

  private void check(String file, int zoom) throws IOException {
    ByteBuffer data =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))).order(ByteOrder.LITTLE_ENDIAN);
    int[] shown = new int[31 * 48_000];
    Arrays.fill(shown, MISSING);
    put(samples("20240523_220000.wav"), 29 * 48_000 + 36_000, 12_000, shown, 0);
    put(samples("20240523_220100.wav"), 0, 36_000, shown, 30 * 48_000 + 12_000);
    int columns = Math.ceilDiv(shown.length, zoom);
    assertThat(new int[] {data.getInt(12), data.getInt(16)}).containsExactly(zoom, columns);
    for (int column = 0; column < columns; column++) {
      int end = Math.min(shown.length, (column + 1) * zoom);
      IntSummaryStatistics part =
          Arrays.stream(shown, column * zoom, end).filter(it -> it != MISSING).summaryStatistics();
      boolean there = part.getCount() > 0;
      assertThat(new int[] {data.getShort(24 + 4 * column), data.getShort(26 + 4 * column)})
          .as("zoom " + zoom + ", column " + column)
          .containsExactly(there ? part.getMin() : 0, there ? part.getMax() : 0);
    }
  }

  private static void put(short[] from, int first, int count, int[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = from[first + i];
    }
  }

  private short[] samples(String recording) throws IOException {
    Path raw = folder.resolveSibling("raw.pcm");
    String file = folder.resolve("recordings").resolve(recording).toString();
    Tool.run("ffmpeg", "-v", "error", "-y", "-i", file, "-f", "s16le", raw.toString()).orFail();
    short[] samples = new short[(int) (Files.size(raw) / 2)];
    ByteBuffer.wrap(Files.readAllBytes(raw))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  @Test
  void sectionsAreMarkedInAnExportedFile() throws Exception {
    Tool.Result exported = run("export", "night", "2024-05-23T22:00:05", "+20s", "-o", "night.wav");
    assertThat(exported.status()).as(exported.output()).isZero();
    String plain = Tool.run("ffmpeg", "-v", "error", "-i", wav(), "-f", "md5", "-").output();
    for (int i = 0; i < 2; i++) {
      Tool.Result marked =
          run("analyse", "night", "--from", "2024-05-23T22:00", "--to", "+2m", "--marks", wav());
      assertThat(marked.status()).as(marked.output()).isZero();
      assertThat(marked.output()).contains("marks of 1 section", "1 more lie outside");
      String info = Tool.run("sndfile-info", wav()).orFail().output();
      assertThat(info).contains("Count : 1").containsPattern("Offset : (23[5-9]|24[0-4])\\d{3}\\n");
      assertThat(Files.readString(Path.of(wav()), StandardCharsets.ISO_8859_1))
          .containsOnlyOnce("section 1, ");
      assertThat(Tool.run("ffmpeg", "-v", "error", "-i", wav(), "-f", "md5", "-").output())
          .isEqualTo(plain);
    }
    Tool.Result own =
        run(
            "analyse",
            "night",
            "--from",
            "2024-05-23T22:00",
            "--to",
            "+2m",
            "--marks",
            "recordings/20240523_220000.wav");
    assertThat(own.status()).isEqualTo(2);
    assertThat(own.output()).contains("among the recordings");
  }

  private String wav() {
    return folder.resolve("night.wav").toString();
  }
}
