package dev.sonolog.formats.mpeg;

import java.util.Optional;

/**
 * Recognises frames that begin like those of MPEG audio and are none that can be recorded: ADTS,
 * Layer I, free format. Made for one look at some bytes.
 */
final class ForeignFrames {
  private final byte[] bytes;

  ForeignFrames(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What the bytes are, for a person, if that can be told. */
  Optional<String> recognised() {
    if (hasPair(ForeignFrames::adtsLength)) {
      return Optional.of("An AAC stream (ADTS)");
    }
    if (hasPair(ForeignFrames::layerOneLength)) {
      return Optional.of("MPEG audio Layer I, which cannot be recorded");
    }
    return hasFreeFormat()
        ? Optional.of("MPEG audio in free format, which cannot be recorded for want of a bitrate")
        : Optional.empty();
  }

  /** The length in bytes of the frame whose header these 64 bits begin, or 0 if they begin none. */
  private interface FrameLength {
    int of(long bits);
  }

  private boolean hasPair(FrameLength frames) {
    for (int at = 0; at + 8 <= bytes.length; at++) {
      int first = frames.of(bits(at));
      if (first > 0 && at + first + 8 <= bytes.length && frames.of(bits(at + first)) > 0) {
        return true;
      }
    }
    return false;
  }

  private long bits(int at) {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = (bits << 8) | (bytes[at + i] & 0xFF);
    }
    return bits;
  }

  private static int adtsLength(long bits) {
    return AdtsSync.parse((int) (bits >>> 32), (int) (bits >>> 8))
        .map(AdtsSync::frameLength)
        .orElse(0);
  }

  /** ISO/IEC 11172-3, 2.4.2.3: layer 11, MPEG-1 only, slots of four bytes. */
  private static int layerOneLength(long bits) {
    int word = (int) (bits >>> 32);
    int bitrate = ((word >>> 12) & 0xF) * 32_000;
    int[] hertz = {44_100, 48_000, 32_000, 0};
    int rate = hertz[(word >>> 10) & 3];
    boolean header = (word & 0xFFFE_0000) == 0xFFFE_0000 && rate > 0 && bitrate > 0;
    return header && bitrate < 480_000 ? (12 * bitrate / rate + ((word >>> 9) & 1)) * 4 : 0;
  }

  /** A free format stream repeats its header, bitrate index 0, at one distance. */
  private boolean hasFreeFormat() {
    for (int at = 0; at + 8 <= bytes.length; at++) {
      if (isFreeFormat(bits(at)) && repeats(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFreeFormat(long bits) {
    int word = (int) (bits >>> 32);
    boolean layer = ((word >>> 17) & 3) != 0 && ((word >>> 19) & 3) != 1;
    return (word & 0xFFE0_F000) == 0xFFE0_0000 && layer && ((word >>> 10) & 3) != 3;
  }

  private boolean repeats(int at) {
    for (int distance = 24; at + 2 * distance + 8 <= bytes.length; distance++) {
      if (sameTrack(at, at + distance) && sameTrack(at, at + 2 * distance)) {
        return true;
      }
    }
    return false;
  }

  private boolean sameTrack(int one, int other) {
    return (((bits(one) ^ bits(other)) >>> 32) & 0xFFFF_FCC0L) == 0;
  }
}
