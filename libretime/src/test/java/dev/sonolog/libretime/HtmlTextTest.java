package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
  @ParameterizedTest
  @CsvSource({
    "Rock &amp; Roll, Rock & Roll",
    "&lt;b&gt;, <b>",
    "it&#039;s, it's",
    "&#x416;&#1078;, Жж",
    "&amp;amp;, &amp;",
    "&amp;#039;, &#039;",
    "AT&T & co; &unknown; &#; &#xZZ;, AT&T & co; &unknown; &#; &#xZZ;",
    "&#55296;&#0;&#9999999;, &#55296;&#0;&#9999999;"
  })
  void oneLayerOfEscapesGoes(String escaped, String text) {
    assertThat(HtmlText.unescape(escaped)).isEqualTo(text);
  }

  @Test
  void signsThatRegularExpressionsKnowStay() {
    assertThat(HtmlText.unescape("$1 &amp; \\0")).isEqualTo("$1 & \\0");
  }
}
