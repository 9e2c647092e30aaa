package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of other programs that nobody has read to their ends yet: nothing of them is missing from
 * an excerpt, though their bitrate changes.
 */
class OthersLengthTest {
  private static final int SECONDS = 90;

  /** Easy to code for 30 s, hard for 60. */
  private static final String PROGRAMME =
      "aevalsrc=0.4*(2*random(0)-1)*gt(t\\,30)+0.001*sin(2*PI*440*t):s=44100:d=" + SECONDS;

  private static final List<String> FORMATS =
      List.of(
          "wav",
          "flac",
          "mp3 -b:a 128k",
          "mp3 -q:a 2",
          "mp3 -q:a 2 -write_xing 0",
          "ogg -c:a libvorbis",
          "opus -c:a libopus",
          "aac -c:a aac");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [others]
        type = signal
        timezone = UTC
        """);
    Files.createDirectories(folder.resolve("recordings"));
  }

  @Test
  void theLastSecondsAreThere() throws Exception {
    make(i -> "20240523_%02d0000".formatted(i), FORMATS);
    assertThat(Product.run(folder, "reindex").status()).isZero();
    for (int i = 0; i < FORMATS.size(); i++) {
      String extension = FORMATS.get(i).split(" ", -1)[0];
      String at = String.format("2024-05-23T%02d:01:20", i);
      String file = i + "." + extension;
      Tool.Result made = Product.run(folder, "export", "others", at, "+1m", "-o", file);
      assertThat(made.status()).as(FORMATS.get(i) + "\n" + made.output()).isZero();
      boolean exact = extension.equals("wav") || extension.equals("flac");
      assertThat(seconds(folder.resolve(file)))
          .as(FORMATS.get(i))
          .isCloseTo(10, within(exact ? 0 : 0.2)); // a decoder settles, a coder fills its packets
      String late = String.format("2024-05-23T%02d:01:29.99", i);
      Tool.Result found = Product.run(folder, "at", "others", late);
      assertThat(found.status()).as(FORMATS.get(i) + "\n" + found.output()).isZero();
    }
  }

  /** One ends in the middle of what its head promises, one cannot be read, one is gone. */
  @Test
  void whatCannotBeReadKeepsNothingElseBack() throws Exception {
    make(
        i -> "20240523_00%02d00".formatted(2 * i),
        List.of("flac", "mp3 -q:a 2", "mp3 -q:a 2", "mp3 -q:a 2"));
    Path flac = file("20240523_000000.flac");
    byte[] whole = Files.readAllBytes(flac);
    Files.write(flac, Arrays.copyOf(whole, whole.length / 2));
    assertThat(Product.run(folder, "reindex").status()).isZero();
    Files.write(file("20240523_000200.mp3"), new byte[200_000]);
    Files.delete(file("20240523_000400.mp3"));
    Tool.Result flacs =
        Product.run(folder, "export", "others", "2024-05-23", "+2m", "-o", "a.flac");
    assertThat(flacs.status()).as(flacs.output()).isZero();
    assertThat(seconds(folder.resolve("a.flac"))).isBetween(30.0, 80.0);
    Tool.Result last =
        Product.run(folder, "export", "others", "2024-05-23T00:06", "+90s", "-o", "a.mp3");
    assertThat(last.status()).as(last.output()).isZero();
    assertThat(seconds(folder.resolve("a.mp3"))).isCloseTo(SECONDS, within(0.2));
    Tool.Result drawn =
        Product.run(folder, "waveform", "others", "--from", "2024-05-23", "--to", "+8m", "-o", "w");
    assertThat(drawn.status()).as(drawn.output()).isEqualTo(1);
    assertThat(drawn.output())
        .contains("000400.mp3 cannot be measured: it is not there any more")
        .contains("000200.mp3 cannot be measured: ");
    assertThat(folder.resolve("w")).isNotEmptyFile();
    assertThat(Product.run(folder, "verify").output())
        .contains("000600.mp3: of another program, nothing to compare it with");
  }

  private double seconds(Path file) throws IOException {
    Path raw = folder.resolve("raw");
    Tool.run("ffmpeg", "-v", "error", "-y", "-i", "" + file, "-f", "s16le", "-ac", "1", "" + raw)
        .orFail();
    double rate = file.toString().endsWith(".opus") ? 48_000 : 44_100;
    return Files.size(raw) / (2 * rate);
  }

  /** Makes a file of each format, named by its place in the list. */
  private void make(IntFunction<String> name, List<String> formats) throws IOException {
    List<List<String>> files = new ArrayList<>();
    for (int i = 0; i < formats.size(); i++) {
      List<String> words = List.of(formats.get(i).split(" ", -1));
      List<String> options = new ArrayList<>(words.subList(1, words.size()));
      options.add("" + file(name.apply(i) + "." + words.getFirst()));
      files.add(options);
    }
    Ffmpeg.make(PROGRAMME, files);
    for (List<String> made : files) {
      assertThat(Files.size(Path.of(made.getLast())))
          .as("more than is looked at at first")
          .isGreaterThan(128 << 10);
    }
  }

  private Path file(String name) {
    return folder.resolve("recordings").resolve(name);
  }
}
