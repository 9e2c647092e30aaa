package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc16Test {
  private static int slow(int crc, byte[] bytes, int from, int to) {
    int value = crc;
    for (int i = from; i < to; i++) {
      value ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ 0xA001;
      }
    }
    return value;
  }

  @Test
  void anyStretchHasTheSameCrcAsBitByBit() {
    Random random = new Random(7);
    byte[] bytes = new byte[300];
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length);
      int length = random.nextInt(bytes.length - from + 1);
      int crc = random.nextInt(1 << 16);
      assertThat(Crc16.update(crc, bytes, from, length))
          .isEqualTo(slow(crc, bytes, from, from + length));
    }
  }
}
