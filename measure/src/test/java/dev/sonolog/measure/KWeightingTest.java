package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KWeightingTest {
  private static final int RATE = 48_000;

  @Test
  void twoChannelsSideBySideGiveTheBitsOfEachAlone() {
    Random random = new Random(5);
    KWeighting left = new KWeighting(RATE);
    KWeighting right = new KWeighting(RATE);
    KWeighting leftAlone = new KWeighting(RATE);
    KWeighting rightAlone = new KWeighting(RATE);
    double[] energies = new double[2];
    for (int piece = 0; piece < 50; piece++) {
      float[] first = noise(random, piece % 7 == 0 ? 0 : 1);
      float[] second = noise(random, 1e-3f);
      int from = random.nextInt(10);
      int to = 400 + random.nextInt(80);
      KWeighting.energies(left, first, right, second, from, to, energies);
      assertThat(energies[0]).isEqualTo(leftAlone.energy(first, from, to));
      assertThat(energies[1]).isEqualTo(rightAlone.energy(second, from, to)).isPositive();
    }
  }

  private static float[] noise(Random random, float amplitude) {
    float[] samples = new float[480];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (random.nextFloat() * 2 - 1) * amplitude;
    }
    return samples;
  }
}
