package dev.sonolog.formats.ogg;

import dev.sonolog.formats.UnsupportedFormatException;
import java.util.List;

/** Opus in Ogg (RFC 7845): two header packets. */
final class OpusMapping implements OggMapping {
  static final String ID = "OpusHead";
  static final String TAGS = "OpusTags";

  private static final int HEADERS = 2;

  @Override
  public boolean begins(byte[] firstPacket) {
    return OggMappings.startsWith(firstPacket, ID);
  }

  @Override
  public boolean complete(List<byte[]> headers) {
    return headers.size() >= HEADERS;
  }

  @Override
  public OggTrack track(List<byte[]> headers) throws UnsupportedFormatException {
    if (!OggMappings.startsWith(headers.get(1), TAGS)) {
      throw new UnsupportedFormatException(
          "The second packet of an Opus stream is not its comment; encode the stream anew");
    }
    return OpusTrack.parse(headers.get(0), headers.get(1));
  }
}
