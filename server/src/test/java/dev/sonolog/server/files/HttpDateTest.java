package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDateTest {
  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

  @Test
  void aTimeIsWrittenAsTheStandardWantsIt() {
    assertThat(HttpDate.text(EXAMPLE.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.text(Instant.parse("2026-09-01T00:00:00Z")))
        .isEqualTo("Tue, 01 Sep 2026 00:00:00 GMT");
  }

  @Test
  void noLanguageOfTheSystemChangesIt() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(HttpDate.text(EXAMPLE)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "sun, 6 nov 1994 08:49:37 gmt",
        "Mon, 06 Nov 1994 08:49:37 UTC",
        " 06 Nov 1994 08:49:37 "
      })
  void allFormsAreRead(String value) {
    assertThat(HttpDate.parse(value, Requests.NOW)).contains(EXAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "now",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0100",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "1994-11-06T08:49:37Z"
      })
  void whatIsNoDateIsNone(String value) {
    assertThat(HttpDate.parse(value, Requests.NOW)).isEmpty();
  }

  @Test
  void yearsOfTwoDigitsLieNoMoreThanFiftyYearsAhead() {
    assertThat(HttpDate.parse("Sunday, 06-Nov-76 08:49:37 GMT", Requests.NOW))
        .contains(Instant.parse("2076-11-06T08:49:37Z"));
    assertThat(HttpDate.parse("Sunday, 06-Nov-77 08:49:37 GMT", Requests.NOW))
        .contains(Instant.parse("1977-11-06T08:49:37Z"));
  }

  @Test
  void aLeapSecondIsTheOneBefore() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", Requests.NOW))
        .contains(Instant.parse("2016-12-31T23:59:59Z"));
  }
}
