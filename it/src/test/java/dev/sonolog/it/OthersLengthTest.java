package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void theLastSecondsAreThere() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [others]
        type = signal
        timezone = UTC
        """);
    Files.createDirectories(folder.resolve("recordings"));
    for (int i = 0; i < FORMATS.size(); i++) {
      make(String.format("20240523_%02d0000.", i), FORMATS.get(i));
    }
    assertThat(Product.run(folder, "reindex").status()).isZero();
    for (int i = 0; i < FORMATS.size(); i++) {
      String at = String.format("2024-05-23T%02d:01:20", i);
      String file = i + ".wav";
      Tool.Result made =
          Product.run(folder, "export", "others", at, "+1m", "--as", "wav", "-o", file);
      assertThat(made.status()).as(FORMATS.get(i) + "\n" + made.output()).isZero();
      String seconds = Tool.run("soxi", "-D", folder.resolve(file).toString()).orFail().output();
      assertThat(Double.parseDouble(seconds.strip()))
          .as(FORMATS.get(i))
          .isCloseTo(10, within(0.08)); // a coder fills its last packet
      String late = String.format("2024-05-23T%02d:01:29.9", i);
      Tool.Result found = Product.run(folder, "at", "others", late);
      assertThat(found.status()).as(FORMATS.get(i) + "\n" + found.output()).isZero();
    }
  }

  private void make(String name, String format) throws IOException {
    String[] words = format.split(" ", -1);
    Path file = folder.resolve("recordings").resolve(name + words[0]);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(List.of("-f", "lavfi", "-i", PROGRAMME));
    Stream.of(words).skip(1).forEach(command::add);
    command.add(file.toString());
    Tool.run(command.toArray(String[]::new)).orFail();
    assertThat(Files.size(file)).as("more than is looked at at first").isGreaterThan(128 << 10);
  }
}
