package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.radio;
import static dev.sonolog.app.config.Loading.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.PlanRules;
import dev.sonolog.libretime.ShowChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibretimeSectionTest {
  private static final String URL = "url = http://station.example/radio/\n";

  private static LibretimeSettings libretime(String lines) {
    return load("[libretime]\n" + URL + lines + "\n" + radio(""), Map.of("K", "hunter2"))
        .libretime()
        .orElseThrow();
  }

  @Test
  void thereIsNoneUntilSomebodySaysSo() {
    assertThat(load(radio("")).libretime()).isEmpty();
  }

  @Test
  void anAddressIsEnough() {
    LibretimeSettings settings = libretime("");
    assertThat(settings.access().url()).isEqualTo(URI.create("http://station.example/radio/"));
    assertThat(settings.access().apiKey()).isEmpty();
    assertThat(settings.access().login()).isEmpty();
    assertThat(settings.rules())
        .isEqualTo(
            new PlanRules(
                new ShowChoice.None(), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)));
    assertThat(settings.deliver()).isFalse();
    assertThat(settings.maxUpload()).isEqualTo(512L << 20);
  }

  @Test
  void everythingCanBeSaid() {
    LibretimeSettings settings =
        libretime(
            """
            api_key = ${K}
            user = dj
            password = ${K}
            shows = except Auto*, Night Loop
            lead_in = 30 s
            lead_out = 2 min
            min_length = 5 min
            deliver = on
            max_upload = 2GiB
            """);
    assertThat(settings.access().apiKey()).contains("hunter2");
    assertThat(settings.access().login()).contains(new LibretimeAccess.Login("dj", "hunter2"));
    assertThat(settings.rules().leadIn()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.rules().leadOut()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.rules().minLength()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.rules().choice().covers("Night Loop")).isFalse();
    assertThat(settings.rules().choice().covers("autopilot")).isFalse();
    assertThat(settings.rules().choice().covers("Jazz")).isTrue();
    assertThat(settings.deliver()).isTrue();
    assertThat(settings.maxUpload()).isEqualTo(2L << 30);
  }

  @Test
  void sourcesAreNamedThatThereAre() {
    assertThat(libretime("source = radio").source()).contains("radio");
    assertThat(load("[web]\nlegacy_source = radio\n" + radio("")).web().legacySource())
        .contains("radio");
    assertThat(refused("[web]\nlegacy_source = nobody\n" + radio("")).toString())
        .contains("legacy_source")
        .contains("names no source; there are radio");
  }

  @Test
  void secretsAreNotShown() {
    LibretimeSettings settings = libretime("api_key = ${K}\nuser = dj\npassword = ${K}");
    assertThat(settings.toString()).doesNotContain("hunter2");
    String text = "[libretime]\n" + URL + "api_key = hunter2\nuser = dj\npassword = hunter2\n";
    assertThat(MaskedText.of(text)).doesNotContain("hunter2").contains("station.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"only", "only  ", "only a,,b", "all Jazz", "off x", "some", "except ,", "Jazz"})
  void aChoiceThatIsNoneIsRefused(String choice) {
    assertThat(refused("[libretime]\n" + URL + "shows = " + choice + "\n" + radio("")).toString())
        .contains("shows");
  }

  @ParameterizedTest
  @CsvSource({
    "url = ftp://x.example/, http://",
    "url = http://me:hunter2@x.example/, password_file",
    "url = http://x.example/?api_key=hunter2, take it out",
    "api_key = a b, general.api_key",
    "lead_in = 2 h, is out of range",
    "lead_out = -5 s, is no length",
    "max_upload = 1kB, less than",
    "user = dj, both user and password_file",
    "password = hunter2, both user and password_file",
    "deliver = on, needs api_key",
    "source = nobody, names no source; there are radio"
  })
  void whatIsWrongIsToldWithoutSecrets(String line, String told) {
    String url = line.startsWith("url") ? "" : URL;
    assertThat(refused("[libretime]\n" + url + line + "\n" + radio("")).toString())
        .contains(told)
        .doesNotContain("hunter2");
  }

  @Test
  void anAddressIsNeeded() {
    assertThat(refused("[libretime]\nshows = all\n" + radio("")).toString()).contains("needs url");
  }
}
