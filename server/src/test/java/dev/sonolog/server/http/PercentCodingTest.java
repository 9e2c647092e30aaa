package dev.sonolog.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a%2fb, a/b",
    "a%2Fb, a/b",
    "%C3%BC, ü",
    "ü%20ü, ü ü",
    "\uD83C\uDFB5%20, '\uD83C\uDFB5 '",
    "%F0%9F%8E%B5, \uD83C\uDFB5",
    "%2541, %41",
    "a+b, a+b",
    "%25, %"
  })
  void aTextIsDecodedOnce(String coded, String text) {
    assertThat(PercentCoding.decode(coded)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%",
        "%g0",
        "%0g",
        "%+1",
        "%-1",
        "%１１",
        "%C3",
        "%C3%28",
        "%C0%AF",
        "%ED%A0%80",
        "%00",
        "%0a",
        "%7f",
        "%C2%85",
        "a\nb",
        "\uD83C",
        "\uD83C%20"
      })
  void whatIsWrongIsNothing(String coded) {
    assertThat(PercentCoding.decode(coded)).isEmpty();
  }

  @Test
  void whatIsEncodedHoldsNothingThatEndsASegment() {
    assertThat(PercentCoding.encode("a/b?c#d%e&f=g h+ü~-._0Z"))
        .isEqualTo("a%2Fb%3Fc%23d%25e%26f%3Dg%20h%2B%C3%BC~-._0Z");
    assertThat(PercentCoding.encode("")).isEmpty();
  }

  @Test
  void whatIsEncodedIsTheSameDecoded() {
    String all = "all\u00a0of\u2028it \uD83C\uDFB5 \"%41\" ..//";
    assertThat(PercentCoding.decode(PercentCoding.encode(all))).contains(all);
  }
}
