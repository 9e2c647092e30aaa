package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.radio;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.recording.SourceSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationChangeTest {
  private static ConfigurationChange between(String before, String after) {
    return ConfigurationChange.between(load(before), load(after));
  }

  private static String named(String name) {
    return radio("output_directory = " + name).replace("[radio]", "[" + name + "]");
  }

  @Test
  void theSameTextChangesNothing() {
    String text = radio("headers = A: b\nurl = http://b/\nmax_retries = 3") + named("b");

    assertThat(between(text, "# a comment\n" + text).isEmpty()).isTrue();
    assertThat(between(text, text).unchanged()).hasSize(2);
  }

  @Test
  void sourcesComeGoAndChange() {
    ConfigurationChange change =
        between(
            named("gone") + named("same") + named("other"),
            named("other") + "split_minutes = 5\n" + named("new") + named("same"));

    assertThat(change.unchanged()).extracting(SourceSettings::name).containsExactly("same");
    assertThat(change.added()).extracting(SourceSettings::name).containsExactly("new");
    assertThat(change.removed()).extracting(SourceSettings::name).containsExactly("gone");
    assertThat(change.changed())
        .singleElement()
        .satisfies(
            changed -> {
              assertThat(changed.before().files().split()).hasMinutes(60);
              assertThat(changed.after().files().split()).hasMinutes(5);
            });
    assertThat(change.restart()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output_directory = x",
        "filename_pattern = %H",
        "split_minutes = 5",
        "max_file_minutes = 5",
        "timezone = Pacific/Chatham",
        "file_mode = 0600",
        "max_retries = 3",
        "retry_delay_seconds = 3",
        "username = me",
        "user_agent = x",
        "headers = A: b",
        "connect_timeout = 3",
        "stall_timeout = 3",
        "keep_titles = no",
        "title_charset = KOI8-R",
        "chains = one",
        "format = mp3",
        "url = http://mirror/"
      })
  void eachKeyOfASourceCounts(String line) {
    assertThat(between(radio(""), radio(line)).changed()).hasSize(1);
    assertThat(between(radio(line), radio(line)).isEmpty()).isTrue();
  }

  @Test
  void aSecretThatChangedElsewhereCounts() {
    String text = radio("username = me\npassword = ${PW}");

    assertThat(
            ConfigurationChange.between(
                    load(text, Map.of("PW", "a")), load(text, Map.of("PW", "b")))
                .changed())
        .hasSize(1);
  }

  @Test
  void generalSettingsThatNeedARestartAreNamed() {
    ConfigurationChange change =
        between(
            radio("output_directory = x"),
            """
            [general]
            output_directory = y
            log_file = z.log
            sync_seconds = 3
            log_level = DEBUG
            """
                + radio("output_directory = x"));

    assertThat(change.unchanged()).hasSize(1);
    assertThat(change.logLevel()).contains(LogLevel.DEBUG);
    assertThat(change.restart())
        .containsExactly("output_directory", "state_directory", "log_file", "sync_seconds");
    assertThat(change.isEmpty()).isFalse();
  }
}
