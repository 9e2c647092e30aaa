package dev.sonolog.formats.ogg;

import java.util.OptionalInt;

/** The first byte or two of an Opus packet (RFC 6716, section 3): how long it plays. */
final class OpusToc {
  /** 120 ms at 48 kHz (RFC 6716, 3.2.5, requirement 5). */
  private static final int LONGEST = 5_760;

  /** In samples at 48 kHz: SILK has four frame sizes, hybrid two, CELT four (RFC 6716, 3.1). */
  private static final int[] SILK = {480, 960, 1_920, 2_880};

  private static final int[] HYBRID = {480, 960};
  private static final int[] CELT = {120, 240, 480, 960};
  private static final int FIRST_HYBRID = 12;
  private static final int FIRST_CELT = 16;

  private OpusToc() {}

  /** Samples at 48 kHz; empty if no decoder accepts the packet. */
  static OptionalInt duration(byte[] packet) {
    if (packet.length == 0) {
      return OptionalInt.empty();
    }
    int samples = frame((packet[0] & 0xFF) >>> 3) * frames(packet);
    return samples == 0 || samples > LONGEST ? OptionalInt.empty() : OptionalInt.of(samples);
  }

  private static int frame(int config) {
    if (config < FIRST_HYBRID) {
      return SILK[config % SILK.length];
    }
    return config < FIRST_CELT ? HYBRID[config % HYBRID.length] : CELT[config % CELT.length];
  }

  private static int frames(byte[] packet) {
    return switch (packet[0] & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> packet.length < 2 ? 0 : packet[1] & 0x3F;
    };
  }
}
