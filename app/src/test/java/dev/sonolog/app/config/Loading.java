package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.capture.StreamSettings;
import dev.sonolog.recording.SourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations from texts, as if the recorder stood in {@code /srv/radio}. */
final class Loading {
  static final Path FOLDER = Path.of("/srv/radio");
  static final Path FILE = Path.of("config.ini");

  private Loading() {}

  static Configuration load(String text) {
    return load(text, Map.of());
  }

  static Configuration load(String text, Map<String, String> environment) {
    try {
      return Configuration.parse(text, FOLDER, environment, new Problems(FILE));
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  static List<Problem> refused(String text) {
    return refused(text, Map.of());
  }

  static List<Problem> refused(String text, Map<String, String> environment) {
    var refusal =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> Configuration.parse(text, FOLDER, environment, new Problems(FILE)));
    assertThat(refusal).as("a refusal of%n%s", text).isNotNull();
    return refusal.problems();
  }

  /** The only problem, as it is printed. */
  static String refusal(String text) {
    List<Problem> problems = refused(text);
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  /** A stream with these lines besides what it needs. */
  static String radio(String lines) {
    return "[radio]\ntype = stream\nurl = http://radio.example/live\n" + lines + "\n";
  }

  static SourceSettings source(String text) {
    return load(text).sources().getFirst();
  }

  static StreamSettings stream(String text) {
    return ((SourceSettings.Stream) source(text).input()).settings();
  }
}
