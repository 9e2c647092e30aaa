package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.mpeg.MpegHeader.Layer;
import dev.sonolog.formats.mpeg.MpegHeader.Version;

/** The tables of the standard that a header's indices point into (ISO/IEC 11172-3, 13818-3). */
final class MpegTables {
  private static final int[] LAYER_2 = {
    32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384
  };
  private static final int[] LAYER_3 = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] LOW_RATES = {
    8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MPEG_1_HERTZ = {44_100, 48_000, 32_000};

  private MpegTables() {}

  /** Bits per second; {@code index} is 1 to 14. */
  static int bitrate(Version version, Layer layer, int index) {
    int[] table = version == Version.MPEG_1 ? (layer == Layer.TWO ? LAYER_2 : LAYER_3) : LOW_RATES;
    return table[index - 1] * 1_000;
  }

  /** {@code index} is 0 to 2. */
  static SampleRate rate(Version version, int index) {
    int divisor =
        switch (version) {
          case MPEG_1 -> 1;
          case MPEG_2 -> 2;
          case MPEG_2_5 -> 4;
        };
    return new SampleRate(MPEG_1_HERTZ[index] / divisor);
  }
}
