package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentDispositionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "studio 2026-03-29.wav | attachment; filename=\"studio 2026-03-29.wav\"",
        "Köln.wav | attachment; filename=\"K_ln.wav\"; filename*=UTF-8''K%C3%B6ln.wav",
        "€ rates.flac | attachment; filename=\"_ rates.flac\";"
            + " filename*=UTF-8''%E2%82%AC%20rates.flac",
        "𝄞.ogg | attachment; filename=\"_.ogg\"; filename*=UTF-8''%F0%9D%84%9E.ogg",
        "a\"b.wav | attachment; filename=\"a_b.wav\"; filename*=UTF-8''a%22b.wav",
        "100%41.wav | attachment; filename=\"100_41.wav\"; filename*=UTF-8''100%2541.wav",
        "a\\b/c.wav | attachment; filename=\"a_b_c.wav\"",
        "a'b*(c).wav | attachment; filename=\"a'b*(c).wav\""
      })
  void aNameIsSaidSoThatAllClientsReadIt(String name, String value) {
    assertThat(ContentDisposition.attachment(name).value()).isEqualTo(value);
  }

  @Test
  void whatIsShownIsSaidToBe() {
    assertThat(ContentDisposition.inline("a.wav").value()).isEqualTo("inline; filename=\"a.wav\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nSet-Cookie: b=c.wav",
        "a\nb",
        "a\u0000b",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "fdp\u202evaw.exe",
        "\ud800.wav",
        "\udc00",
        "",
        "\";filename=evil.exe;x=\""
      })
  void noNameBreaksOutOfItsPlace(String name) {
    String value = ContentDisposition.attachment(name).value();
    assertThat(value)
        .matches("attachment; filename=\"[ !#-\\[\\]-~]*\"(; filename\\*=UTF-8''[^ ;\"]*)?");
    assertThat(value.chars().allMatch(it -> it >= ' ' && it <= '~')).isTrue();
    assertThat(value).doesNotContain("%0D", "%0A", "%00", "%E2%80%AE");
  }
}
