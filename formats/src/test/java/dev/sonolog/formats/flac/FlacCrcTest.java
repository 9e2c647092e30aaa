package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FlacCrcTest {
  /** Bit by bit, as RFC 9639, 9.3 says it. */
  private static int slow(int crc, byte[] bytes, int from, int to) {
    int value = crc;
    for (int i = from; i < to; i++) {
      value ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 0x8000) == 0 ? value << 1 : (value << 1) ^ 0x8005;
      }
      value &= 0xFFFF;
    }
    return value;
  }

  @Test
  void anyStretchHasTheSameCrcAsBitByBit() {
    Random random = new Random(7);
    byte[] bytes = new byte[6_000];
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(bytes.length - from + 1);
      int crc = random.nextInt(1 << 16);
      assertThat(FlacCrc.crc16(crc, bytes, from, to)).isEqualTo(slow(crc, bytes, from, to));
    }
  }

  @Test
  void behindAnyCountOfZerosTheCrcIsThatOfTheZeros() {
    Random random = new Random(8);
    byte[] zeros = new byte[70_000];
    for (int i = 0; i < 500; i++) {
      int count = i < 20 ? i : random.nextInt(zeros.length);
      int crc = random.nextInt(1 << 16);
      assertThat(FlacCrc.behindZeros(crc, count)).isEqualTo(slow(crc, zeros, 0, count));
    }
  }
}
