package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of stored files, beside FFmpeg's ebur128 and astats. */
class LoudnessJudgedTest {
  /** The left channel has an offset, and both are louder from second 20 on. */
  private static final String LEFT =
      "0.05+(0.1+0.15*gt(t\\,20))*sin(2*PI*300*t)+0.03*(2*random(0)-1)";

  private static final String RIGHT =
      "(0.05+0.25*gt(t\\,20))*sin(2*PI*2500*t)+0.03*(2*random(1)-1)";

  private static final String STEREO = LEFT + "|" + RIGHT;
  private static final String SIX =
      STEREO + "|" + RIGHT + "|0.5*sin(2*PI*40*t)|" + LEFT + "|" + RIGHT + ":c=5.1";

  private record Case(String extension, String signal, String options) {}

  private static final List<Case> CASES =
      List.of(
          new Case("wav", STEREO, "-c:a pcm_s24le"),
          new Case("wav", STEREO, "-c:a pcm_f32le"),
          new Case("flac", SIX, "-sample_fmt s16"),
          new Case("flac", STEREO, "-sample_fmt s32 -bits_per_raw_sample 24"),
          new Case("mp3", STEREO, "-b:a 128k"));

  @TempDir private Path folder = Path.of("");

  @Test
  void ffmpegSaysTheSame() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [stored]
        type = signal
        timezone = UTC
        """);
    Files.createDirectories(folder.resolve("recordings"));
    for (int i = 0; i < CASES.size(); i++) {
      Case each = CASES.get(i);
      String command =
          "ffmpeg -v error -f lavfi -i aevalsrc=%s:s=48000:d=40 %s %s"
              .formatted(each.signal(), each.options(), file(i));
      Tool.run(command.split(" ", -1)).orFail();
    }
    assertThat(Product.run(folder, "reindex").status()).isZero();
    Tool.Result said =
        Product.run(
            folder, "loudness", "stored", "--from", "2024-05-23T00:00", "--to", "+6h", "--json");
    assertThat(said.status()).as(said.output()).isZero();
    JsonNode recordings = JsonMapper.shared().readTree(said.output()).at("/recordings");
    assertThat(recordings.size()).isEqualTo(CASES.size());
    for (int i = 0; i < CASES.size(); i++) {
      judge(file(i), recordings.get(i), CASES.get(i).toString());
    }
  }

  private Path file(int number) {
    String name = "20240523_0%d0000.%s".formatted(number, CASES.get(number).extension());
    return folder.resolve("recordings").resolve(name);
  }

  private static void judge(Path file, JsonNode said, String as) {
    String loudness = filtered(file, "ebur128=peak=true");
    assertThat(said.at("/integrated").asDouble())
        .as(as)
        .isCloseTo(number(loudness, "I:"), within(0.1));
    assertThat(said.at("/range").asDouble())
        .as(as)
        .isCloseTo(number(loudness, "LRA:"), within(0.2));
    assertThat(said.at("/truePeak").asDouble())
        .as(as)
        .isCloseTo(number(loudness, "Peak:"), within(0.2));
    String[] channels = filtered(file, "astats=measure_overall=none").split("Channel: ", -1);
    assertThat(said.at("/channels").size()).as(as).isEqualTo(channels.length - 1);
    for (int i = 1; i < channels.length; i++) {
      JsonNode channel = said.at("/channels").get(i - 1);
      assertThat(channel.at("/peak").asDouble())
          .as(as)
          .isCloseTo(number(channels[i], "Peak level dB:"), within(0.02));
      assertThat(channel.at("/offset").asDouble())
          .as(as)
          .isCloseTo(number(channels[i], "DC offset:"), within(0.000_1));
    }
  }

  private static String filtered(Path file, String filter) {
    return Tool.run("ffmpeg", "-nostdin", "-i", "" + file, "-af", filter, "-f", "null", "-")
        .orFail()
        .output();
  }

  /** The last number behind a name: a summary stands at the end. */
  private static double number(String text, String name) {
    Matcher found = Pattern.compile(Pattern.quote(name) + "\\s+(-?[\\d.]+)").matcher(text);
    double last = Double.NaN;
    while (found.find()) {
      last = Double.parseDouble(found.group(1));
    }
    return last;
  }
}
