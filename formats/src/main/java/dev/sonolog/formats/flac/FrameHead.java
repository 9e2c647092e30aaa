package dev.sonolog.formats.flac;

/**
 * Writes the headers of the frames of one stream, whose blocks have one size but the last (RFC
 * 9639, 9.1).
 */
final class FrameHead {
  private static final int FIXED_BLOCKS = 0xFFF8;
  private static final int SIZE_OF_8_BITS = 6;
  private static final int SIZE_OF_16_BITS = 7;

  /** From here on the code of a size is that of a power of two, 2^8 first. */
  private static final int POWERS = 8;

  private static final int KILOHERTZ = 12;
  private static final int HERTZ = 13;
  private static final int TENS = 14;

  private final PcmShape shape;

  FrameHead(PcmShape shape) {
    this.shape = shape;
  }

  void write(int blockSize, int assignment, long number, BitSink out) {
    int size = sizeCode(blockSize);
    int rate = rateCode(shape.hertz());
    out.put(FIXED_BLOCKS, 16);
    out.put(size, 4);
    out.put(rate, 4);
    out.put(assignment, 4);
    out.put(shape.bits() == 16 ? 4 : shape.bits() == 24 ? 6 : 7, 3);
    out.put(0, 1);
    for (byte octet : CodedNumber.write(number)) {
      out.put(octet, 8);
    }
    if (size < POWERS) {
      out.put(blockSize - 1, size == SIZE_OF_8_BITS ? 8 : 16);
    }
    rate(rate, out);
    out.put(out.crc8(), 8);
  }

  private static int sizeCode(int size) {
    boolean power =
        Integer.bitCount(size) == 1 && size >= (1 << POWERS) && size < (1 << (2 * POWERS));
    if (power) {
      return Integer.numberOfTrailingZeros(size);
    }
    return size <= (1 << POWERS) ? SIZE_OF_8_BITS : SIZE_OF_16_BITS;
  }

  /** 0 leaves it to STREAMINFO. */
  private static int rateCode(int hertz) {
    return switch (hertz) {
      case 88_200 -> 1;
      case 176_400 -> 2;
      case 192_000 -> 3;
      case 8_000 -> 4;
      case 16_000 -> 5;
      case 22_050 -> 6;
      case 24_000 -> 7;
      case 32_000 -> 8;
      case 44_100 -> 9;
      case 48_000 -> 10;
      case 96_000 -> 11;
      default -> otherRate(hertz);
    };
  }

  private static int otherRate(int hertz) {
    if (hertz % 1_000 == 0 && hertz / 1_000 < (1 << 8)) {
      return KILOHERTZ;
    }
    if (hertz < (1 << 16)) {
      return HERTZ;
    }
    return hertz % 10 == 0 && hertz / 10 < (1 << 16) ? TENS : 0;
  }

  private void rate(int code, BitSink out) {
    if (code == KILOHERTZ) {
      out.put(shape.hertz() / 1_000, 8);
    } else if (code == HERTZ) {
      out.put(shape.hertz(), 16);
    } else if (code == TENS) {
      out.put(shape.hertz() / 10, 16);
    }
  }
}
