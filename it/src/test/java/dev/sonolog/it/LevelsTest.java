package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product tells of a signal while it records it. */
class LevelsTest {
  private static final String TONE =
      """
      [mic]
      type = signal
      signal = tone
      sample_rate = 8000
      silence_seconds = 1
      """;

  @TempDir private Path folder;

  @Test
  void aSignalThatFallsSilentIsToldToWhoeverListensAndAsks() throws Exception {
    Path configuration = Files.writeString(folder.resolve("config.ini"), TONE);
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("mic: recording");
      try (Product meter = Product.start(folder, "meter", "mic", "--json");
          Product drawn = Product.start(folder, "meter", "mic")) {
        meter.awaitOutput("\"levels\":{");
        assertThat(meter.output()).contains("\"conditions\":[]").doesNotContain("\"kind\"");
        assertThat(Product.run(folder, "status").output())
            .contains("  hears peaks ")
            .contains("LUFS");
        Files.writeString(configuration, TONE.replace("signal = tone", "signal = silence"));
        assertThat(Product.run(folder, "reload").status()).isZero();
        meter.awaitOutput("\"kind\":\"silence-began\"");
        meter.awaitOutput("\"kind\":\"standstill-began\"");
        meter.awaitOutput("\"conditions\":[\"");
        drawn.awaitOutput("now: silent");
        recorder.awaitOutput("mic: silence for");
        assertThat(Product.run(folder, "status").output()).contains("; silent");
        Files.writeString(configuration, TONE);
        assertThat(Product.run(folder, "reload").status()).isZero();
        drawn.awaitOutput("LUFS");
        recorder.signal("TERM");
        assertThat(recorder.await(20)).isZero();
        meter.await(20); // whether it hears of the end or finds the socket closed
        assertThat(meter.output()).containsAnyOf("The recorder stops", "The recorder ended");
      }
    }
  }
}
