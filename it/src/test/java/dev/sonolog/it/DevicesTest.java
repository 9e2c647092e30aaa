package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of sound cards, as a person who has no configuration yet asks for it. */
class DevicesTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private AlsaConfiguration alsa = new AlsaConfiguration(Path.of(""));
  private String always = "";
  private String pluggable = "";

  @BeforeEach
  void define() throws IOException {
    alsa = new AlsaConfiguration(folder);
    CompiledCard card = CompiledCard.compile(folder.resolve("module"));
    always = card.definition("built_in", 48_000);
    pluggable = card.definition("field", 96_000, 18);
    alsa.define(always);
  }

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void allWaysToAskTellTheSame() throws Exception {
    alsa.define(always, pluggable);
    Tool.Result devices = Product.run(folder, alsa.environment(), "devices");
    assertThat(devices.status()).as(devices.output()).isZero();
    assertThat(devices.output()).contains("Scripted field", "id field, PCM field");
    assertThat(Product.run(folder, alsa.environment(), "--list-devices")).isEqualTo(devices);
    assertThat(Product.run(folder, alsa.environment(), "record", "--list-devices"))
        .isEqualTo(devices);
    assertThat(Product.run(folder, alsa.environment(), "devices", "--json").output())
        .contains("\"pcm\" : \"field\"");
  }

  @Test
  void aCardThatComesOrGoesIsListedWithinTwoSeconds() throws Exception {
    Product watch = Product.start(folder, alsa.environment(), "devices", "--watch");
    running.add(watch);
    watch.awaitOutput("Scripted built_in");
    assertThat(watch.output()).doesNotContain("Scripted field");
    Instant plugged = Instant.now();
    alsa.define(always, pluggable);
    watch.awaitOutput("Scripted field");
    Duration seen = Duration.between(plugged, Instant.now());
    System.out.println("Seen after " + seen.toMillis() + " ms");
    int before = watch.output().length();
    alsa.define(always);
    watch.awaitOutputBehind(before, "Scripted built_in");
    assertThat(watch.output().substring(before)).doesNotContain("Scripted field");
    assertThat(watch.isAlive()).isTrue();
  }
}
