package dev.sonolog.formats.ogg;

import dev.sonolog.formats.UnsupportedFormatException;
import java.util.List;

/** Vorbis in Ogg (Vorbis I, appendix A): three header packets. */
final class VorbisMapping implements OggMapping {
  static final String ID = "\001vorbis";
  static final String COMMENT = "\003vorbis";
  static final String SETUP = "\005vorbis";

  private static final int HEADERS = 3;

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
    if (!OggMappings.startsWith(headers.get(1), COMMENT)
        || !OggMappings.startsWith(headers.get(2), SETUP)) {
      throw new UnsupportedFormatException(
          "A Vorbis stream does not begin with its three headers; encode the stream anew");
    }
    return VorbisTrack.parse(headers.get(0), headers.get(1), headers.get(2));
  }
}
