package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalRoundingTest {
  @ParameterizedTest
  @CsvSource({
    "0.25, 1, 0.2",
    "0.35, 1, 0.3",
    "0.05, 1, 0.1",
    "12.25, 1, 12.2",
    "12.35, 1, 12.3",
    "2.675, 2, 2.67"
  })
  void halvesAreThoseOfTheExactValue(double value, int digits, double rounded) {
    assertThat(DecimalRounding.round(value, digits)).isEqualTo(rounded);
  }

  @Test
  void allNumbersAreRoundedAsTheirExactValues() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      int digits = random.nextInt(6);
      double value = random.nextDouble() * Math.pow(10, random.nextInt(8) - 2);
      if (random.nextBoolean()) { // near a half
        value = (Math.floor(value * 1e5) + 0.5) / 1e5;
        value = Math.nextAfter(value, random.nextInt(3) - 1.0);
      }
      double exact = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
      assertThat(DecimalRounding.round(value, digits)).as("%s, %s", value, digits).isEqualTo(exact);
    }
  }
}
