package dev.sonolog.measure;

import java.util.Collections;
import java.util.List;

/**
 * How much each channel counts in the loudness (ITU-R BS.1770-4, annex 1, table 3): 1 in front,
 * 1.41 for the surround channels, nothing for the low frequency effects.
 *
 * <p>PCM does not say what its channels are, so their count must: 6 are L R C LFE Ls Rs, 5 are L R
 * C Ls Rs, and any other count is so many channels of equal weight. Who records five microphones on
 * five channels gives the weights in the {@link MeterSettings}.
 */
final class ChannelWeights {
  private static final double SURROUND = 1.41;

  private ChannelWeights() {}

  static List<Double> usual(int channels) {
    return switch (channels) {
      case 5 -> List.of(1.0, 1.0, 1.0, SURROUND, SURROUND);
      case 6 -> List.of(1.0, 1.0, 1.0, 0.0, SURROUND, SURROUND);
      default -> Collections.nCopies(channels, 1.0);
    };
  }
}
