package dev.sonolog.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @Test
  void namesAndValuesAreDecodedAsFormsWriteThem() throws ProblemException {
    Parameters query = Parameters.of("file=a+b%2Bc%20d%26.wav&%6Eame=%C3%BC=1&flag&=x&&empty=");
    assertThat(query.get("file")).contains("a b+c d&.wav");
    assertThat(query.get("name")).contains("ü=1");
    assertThat(query.get("flag")).contains("");
    assertThat(query.get("empty")).contains("");
    assertThat(query.get("missing")).isEmpty();
    assertThat(query.names()).containsExactly("file", "name", "flag", "empty");
  }

  @Test
  void ofOneThatComesTwiceTheFirstCounts() throws ProblemException {
    assertThat(Parameters.of("a=1&a=2&%61=3").get("a")).contains("1");
  }

  @Test
  void nothingIsAskedForInAnEmptyQuery() throws ProblemException {
    assertThat(Parameters.of("").names()).isEmpty();
    assertThat(Parameters.of("&&=&").names()).isEmpty();
  }

  @Test
  void whatIsBlankIsNotFilled() throws ProblemException {
    Parameters query = Parameters.of("blank=+%20&empty=&full=x");
    assertThat(query.filled("blank")).isEmpty();
    assertThat(query.filled("empty")).isEmpty();
    assertThat(query.filled("missing")).isEmpty();
    assertThat(query.filled("full")).contains("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3", "a=%00", "%0A=1", "a=1&b=%7F"})
  void whatIsNoTextIsRefused(String query) {
    assertThatThrownBy(() -> Parameters.of(query))
        .isInstanceOfSatisfying(
            ProblemException.class, it -> assertThat(it.problem().status()).isEqualTo(400));
  }

  @Test
  void ofVeryManyTheFirstAreWholeAndTheOthersAreNotLookedAt() throws ProblemException {
    String many =
        IntStream.range(0, 100).mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining("&"));
    Parameters query = Parameters.of(many);
    assertThat(query.names()).hasSize(64);
    for (String name : query.names()) {
      assertThat(query.get(name)).contains(name.substring(1));
    }
  }
}
