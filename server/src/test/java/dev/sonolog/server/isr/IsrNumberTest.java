package dev.sonolog.server.isr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.http.Parameters;
import dev.sonolog.server.http.ProblemException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsrNumberTest {
  private static OptionalDouble read(String value) throws ProblemException {
    return IsrNumber.read(Parameters.of("x=" + value), "x");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "12, 12",
    "1., 1",
    ".5, 0.5",
    "%2B3, 3",
    "-2.25, -2.25",
    "1e-05, 0.00001",
    "1E2, 100",
    "1e%2B2, 100",
    "+7+, 7"
  })
  void numbersAreReadAsPythonReadsThem(String text, double value) throws ProblemException {
    assertThat(read(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "x", "0x10", "1f", "1d", "1.5.2", ".", "e5", "1e", "--1", "1 2", "１２"})
  void anythingElseIsNone(String text) throws ProblemException {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-nan", "inf", "-Inf", "infinity", "1e400", "-1e400"})
  void whatIsNotFiniteIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("x is not a finite number");
  }

  @Test
  void aValueIsHeldWithinItsLimitsAndTheDefaultIsNot() throws ProblemException {
    Parameters query = Parameters.of("low=-1&high=100&right=5&blank=+&word=loud");
    assertThat(IsrNumber.clamped(query, "low", 12, 1, 60)).isEqualTo(1);
    assertThat(IsrNumber.clamped(query, "high", 12, 1, 60)).isEqualTo(60);
    assertThat(IsrNumber.clamped(query, "right", 12, 1, 60)).isEqualTo(5);
    assertThat(IsrNumber.clamped(query, "blank", 12, 1, 60)).isEqualTo(12);
    assertThat(IsrNumber.clamped(query, "word", 12, 1, 60)).isEqualTo(12);
    assertThat(IsrNumber.clamped(query, "missing", 99, 1, 60)).isEqualTo(99);
  }
}
