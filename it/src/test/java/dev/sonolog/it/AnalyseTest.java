package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands out in recordings, found by the product as its users start it. */
class AnalyseTest {
  /** Quiet noise, and a tone from second 10 to 11 and from 29 on, half a minute long. */
  private static final String NIGHT =
      "aevalsrc=0.003*(2*random(0)-1)+0.3*sin(2*PI*1000*t)*(between(t\\,10\\,11)+gte(t\\,29))"
          + ":s=48000:d=30";

  @TempDir private Path folder = Path.of("");

  private void recorded(String name, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", NIGHT));
    command.addAll(List.of(options));
    command.add(folder.resolve("recordings").resolve(name).toString());
    Tool.run(command.toArray(String[]::new)).orFail();
  }

  @Test
  void loudSectionsOfEveryFormatAreFoundAndMeasuredOnce() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [night]
        type = signal
        timezone = UTC
        """);
    Files.createDirectories(folder.resolve("recordings"));
    recorded("20240523_220000.wav");
    recorded("20240523_220100.flac");
    recorded("20240523_220200.mp3", "-b:a", "128k");
    recorded("20240523_220300.ogg", "-c:a", "libvorbis");
    assertThat(Product.run(folder, "reindex").status()).isZero();

    Tool.Result first = analyse("--format", "json");
    assertThat(first.status()).as(first.output()).isZero();
    JsonNode sections = JsonMapper.shared().readTree(first.output()).at("/sections");
    List<Double> starts = new ArrayList<>();
    sections.forEach(section -> starts.add(section.at("/start").asDouble()));
    assertThat(starts).hasSize(8);
    for (int file = 0; file < 4; file++) {
      assertThat(starts.get(2 * file)).isBetween(60 * file + 9.8, 60 * file + 10.1);
      assertThat(starts.get(2 * file + 1)).isBetween(60 * file + 28.8, 60 * file + 29.1);
    }
    assertThat(folder.resolve("recordings/.sonolog/levels")).isDirectory();
    assertThat(analyse("--format", "json").output()).isEqualTo(first.output());
    assertThat(analyse("--margin", "50").output()).isEmpty();
    assertThat(analyse("--format", "audacity").output().lines()).hasSize(8);

    assertThat(analyse("--margin", "-1").status()).isEqualTo(2);
    assertLoudness();
  }

  /**
   * All sound nearly the same, and are silent where the noise is. The second tone is cut by the end
   * of the file, which is not at the same sample in all of them: that is half a decibel.
   */
  private void assertLoudness() throws Exception {
    List<String> command =
        List.of("loudness", "night", "--from", "2024-05-23T22:00", "--to", "+1h", "--json");
    List<String> silent = new ArrayList<>(command);
    silent.addAll(List.of("--silence-below", "-40", "--silence-after", "5"));
    Tool.Result said = Product.run(folder, silent.toArray(String[]::new));
    assertThat(said.status()).as(said.output()).isZero();
    JsonNode recordings = JsonMapper.shared().readTree(said.output()).at("/recordings");
    assertThat(recordings.size()).isEqualTo(4);
    double wav = recordings.get(0).at("/integrated").asDouble();
    assertThat(wav).isBetween(-20.0, -8.0);
    for (JsonNode recording : recordings) {
      assertThat(recording.at("/integrated").asDouble()).isBetween(wav - 0.6, wav + 0.6);
      assertThat(recording.at("/truePeak").asDouble()).isBetween(-11.5, -9.5);
      assertThat(recording.at("/silences").size()).isEqualTo(2);
    }
  }

  private Tool.Result analyse(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("analyse", "night", "--from", "2024-05-23T22:00", "--to", "+1h"));
    command.addAll(List.of(options));
    return Product.run(folder, command.toArray(String[]::new));
  }
}
