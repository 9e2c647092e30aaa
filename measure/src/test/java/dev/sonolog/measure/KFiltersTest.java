package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KFiltersTest {
  @Test
  void theCoefficientsAt48KilohertzAreThoseOfTheTables() {
    assertClose(
        KFilters.shelf(48_000),
        new Biquad(
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            -1.69065929318241,
            0.73248077421585));
    assertClose(
        KFilters.highPass(48_000), new Biquad(1, -2, 1, -1.99004745483398, 0.99007225036621));
  }

  private static void assertClose(Biquad made, Biquad table) {
    assertThat(made.b0()).isCloseTo(table.b0(), within(1e-9));
    assertThat(made.b1()).isCloseTo(table.b1(), within(1e-9));
    assertThat(made.b2()).isCloseTo(table.b2(), within(1e-9));
    assertThat(made.a1()).isCloseTo(table.a1(), within(1e-9));
    assertThat(made.a2()).isCloseTo(table.a2(), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {8000, 11_025, 16_000, 22_050, 32_000, 44_100, 88_200, 96_000, 192_000, 768_000})
  void theResponseIsThatOf48KilohertzAtAllRates(int rate) {
    for (double hertz = 20; hertz < Math.min(rate, 36_000) * 0.48; hertz *= 1.1) {
      assertThat(decibels(hertz, rate))
          .describedAs("%f Hz at %d Hz", hertz, rate)
          .isCloseTo(decibels(hertz, 48_000), within(0.05));
    }
  }

  /** The corner of the shelf is above what 1 kHz can hold; what is left of it must be in place. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 2000, 3364, 4000, 6000})
  void theResponseIsNearThatOf48KilohertzAtVeryLowRates(int rate) {
    for (double hertz = 20; hertz < rate * 0.48; hertz *= 1.1) {
      assertThat(decibels(hertz, rate))
          .describedAs("%f Hz at %d Hz", hertz, rate)
          .isCloseTo(decibels(hertz, 48_000), within(0.35));
    }
  }

  private static double decibels(double hertz, int rate) {
    double power =
        KFilters.shelf(rate).power(hertz, rate) * KFilters.highPass(rate).power(hertz, rate);
    return Decibels.ofPower(power);
  }
}
