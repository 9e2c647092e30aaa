package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://h.example:8000/;, http://h.example:8000/;",
    "HTTP://H.example, http://H.example",
    "https://h/a?b=c&d=%20#e, https://h/a?b=c&d=%20#e",
    "http://h/a b|c, http://h/a%20b%7Cc",
    "http://h/100%, http://h/100%25",
    "http://h/%zz, http://h/%25zz",
    "http://h/é, http://h/%C3%A9",
    "http://me:p ss|w@h/ord, http://me:p%20ss%7Cw@h/ord",
    "http://me:p@ss:w@h/, http://me:p%40ss:w@h/",
    "http://[::1]:8000/x, http://[::1]:8000/x",
    "http://müsik.example/, http://xn--msik-0ra.example/",
    "http://my_radio:8000/, http://my_radio:8000/",
    "http://h:/x, http://h/x",
  })
  void anAddressIsEncodedWhereItMustBe(String text, String address) throws Exception {
    assertThat(StreamAddress.parse(text)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h.example/x",
        "//h/x",
        "ftp://h/",
        "rtsp://h/",
        "http://",
        "http:///x",
        "http://:80/",
        "http://h:99999/",
        "http://h:0/",
        "http://h:x/",
        "http://h h/",
        "http://[::1/",
        "http://a:b:c/"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> StreamAddress.parse(text));
  }
}
