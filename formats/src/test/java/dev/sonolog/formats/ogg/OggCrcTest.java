package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class OggCrcTest {
  /** Bit by bit, as RFC 3533 says it. */
  private static int slow(byte[] bytes) {
    int crc = 0;
    for (byte octet : bytes) {
      crc ^= octet << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? (crc << 1) ^ 0x04C1_1DB7 : crc << 1;
      }
    }
    return crc;
  }

  @Test
  void anyBytesHaveTheSameCrcAsBitByBit() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[i % 300];
      random.nextBytes(bytes);
      assertThat(OggCrc.of(bytes)).isEqualTo(slow(bytes));
    }
  }
}
