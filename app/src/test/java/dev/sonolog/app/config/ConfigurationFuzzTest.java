package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever a file holds, it is either a configuration or a list of problems. */
class ConfigurationFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreAConfigurationOrAreRefused(byte[] bytes) {
    Problems problems = new Problems(Loading.FILE);
    String text = ConfigurationText.decode(bytes, problems).orElse("");
    try {
      Configuration configuration =
          Configuration.parse(text, Loading.FOLDER, Map.of("A", "b"), problems);
      assertThat(configuration.sources()).isNotEmpty();
      assertThat(ConfigurationChange.between(configuration, configuration).isEmpty()).isTrue();
      assertThat(configuration.sources())
          .allSatisfy(source -> assertThat(source.files().directory()).isAbsolute());
    } catch (ConfigurationException e) {
      assertThat(e.problems()).isNotEmpty().isSortedAccordingTo(Problem.BY_LINE);
    }
  }
}
