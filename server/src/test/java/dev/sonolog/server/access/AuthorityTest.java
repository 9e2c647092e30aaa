package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "a.localhost:80",
        "127.0.0.1",
        "127.9.9.9:1",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
      })
  void namesOfThisComputerAreKnown(String text) {
    assertThat(Authority.of(text).orElseThrow().isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "127.0.0.1.nip.io",
        "localhost.example.org",
        "notlocalhost",
        "192.168.0.1",
        "[::2]",
        "0.0.0.0",
        "127.1",
        "2130706433",
      })
  void otherNamesMayMeanAnything(String text) {
    assertThat(Authority.of(text).orElseThrow().isLoopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:b",
        "a:99999",
        "[::1",
        "::1",
        "[localhost]",
        "a b",
        "a@b",
        "a/b",
        "localhost,x",
      })
  void whatIsNoHostIsNone(String text) {
    assertThat(Authority.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://rec, rec, false, true",
    "http://REC:80, rec, false, true",
    "http://rec:8080, rec:8080, false, true",
    "http://rec:8080, rec, false, false",
    "http://rec, rec:8080, false, false",
    "https://rec, rec, true, true",
    "https://rec, rec:443, true, true",
    "https://rec, rec, false, true",
    "http://rec, rec, true, false",
    "http://[::1]:8080, [0:0:0:0:0:0:0:1]:8080, false, true",
    "http://evil, rec, false, false",
    "http://rec.evil, rec, false, false",
  })
  void anOriginIsOursWhenItIsTheAddressedServer(
      String origin, String host, boolean https, boolean ours) {
    Authority server = Authority.of(host).orElseThrow();
    assertThat(Origin.of(origin).orElseThrow().is(server, https)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "rec", "file://", "http://", "http://rec/", "http://a@rec"})
  void whatIsNoOriginIsNone(String text) {
    assertThat(Origin.of(text)).isEmpty();
  }
}
