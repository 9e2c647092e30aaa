package dev.sonolog.formats.ogg;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codecs that are known in Ogg: those that are recorded, and the names of those that are not.
 */
final class OggMappings {
  private static final List<OggMapping> ALL =
      List.of(new VorbisMapping(), new OpusMapping(), new FlacMapping());

  private static final Map<String, String> OTHERS =
      Map.of(
          "Speex   ", "Speex",
          "\u0080theora", "Theora",
          "fishead\0", "Skeleton",
          "CELT    ", "CELT",
          "PCM     ", "PCM",
          "\u0080kate\0\0\0", "Kate",
          "BBCD\0", "Dirac",
          "OVP80", "VP8",
          "\001video\0\0\0", "OGM video");

  private OggMappings() {}

  /** The mapping of a logical stream that begins with this packet. */
  static Optional<OggMapping> of(byte[] firstPacket) {
    return ALL.stream().filter(mapping -> mapping.begins(firstPacket)).findFirst();
  }

  /** What a logical stream that begins with this packet is, for a person. */
  static String name(byte[] firstPacket) {
    String text = new String(firstPacket, StandardCharsets.ISO_8859_1);
    return OTHERS.entrySet().stream()
        .filter(codec -> text.startsWith(codec.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("an unknown codec");
  }

  /** Whether a packet begins with these characters, one byte each. */
  static boolean startsWith(byte[] packet, String signature) {
    return new String(
            packet, 0, Math.min(packet.length, signature.length()), StandardCharsets.ISO_8859_1)
        .equals(signature);
  }
}
