package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The minimum requirements of EBU Tech 3342, table 1: tones of 20 s each. Missing are tests 5 and
 * 6, whose signals are recorded programmes and cannot be made here.
 */
class Tech3342Test {
  private static final int RATE = 48_000;

  @ParameterizedTest
  @CsvSource({"1, -20 -30, 10", "2, -20 -15, 5", "3, -40 -20, 20", "4, -50 -35 -20 -35 -50, 15"})
  void theRangeOfTones(int test, String levels, double expected) {
    double[] wave =
        Wave.join(
            Arrays.stream(levels.split(" "))
                .map(level -> Wave.sine(1000, Double.parseDouble(level), 20, RATE))
                .toArray(double[][]::new));

    assertThat(Measured.of(RATE, wave, wave).loudness().range())
        .describedAs("test %d", test)
        .isCloseTo(expected, within(1.0));
  }
}
