package dev.sonolog.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Whatever stands in the line of a request: a text without control characters, or none. */
final class HttpFuzzTest {
  @FuzzTest
  void whatIsDecodedIsPrintableAndCanBeEncodedAgain(FuzzedDataProvider data) {
    Optional<String> text = PercentCoding.decode(data.consumeRemainingAsString());
    text.ifPresent(
        it -> {
          assertThat(it.chars().noneMatch(Character::isISOControl)).isTrue();
          assertThat(PercentCoding.decode(PercentCoding.encode(it))).contains(it);
        });
  }

  @FuzzTest
  void whatIsEncodedIsOneSegment(FuzzedDataProvider data) {
    assertThat(PercentCoding.encode(data.consumeRemainingAsString()))
        .matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
  }

  @FuzzTest
  void aQueryIsReadOrRefused(FuzzedDataProvider data) {
    try {
      Parameters query = Parameters.of(data.consumeRemainingAsString());
      assertThat(query.names()).doesNotContain("").hasSizeLessThanOrEqualTo(64);
      for (String name : query.names()) {
        assertThat(query.get(name)).isPresent();
        assertThat(query.filled(name).filter(String::isBlank)).isEmpty();
      }
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }
}
