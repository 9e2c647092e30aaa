package dev.sonolog.formats.ogg;

import dev.sonolog.formats.UnsupportedFormatException;
import java.util.List;

/**
 * FLAC in Ogg (RFC 9639, 10.1): a packet with STREAMINFO, one for each further metadata block, and
 * then one for each frame. The last metadata block says that it is the last.
 */
final class FlacMapping implements OggMapping {
  static final String ID = "\177FLAC";

  /** Behind the signature: version, count of packets, "fLaC"; then comes the block's header. */
  static final int BLOCK = ID.length() + 2 + 2 + 4;

  /** More header packets than this are no head. */
  private static final int MAX_HEADERS = 64;

  private static final int LAST = 0x80;
  private static final int SYNC = 0xFF;

  @Override
  public boolean begins(byte[] firstPacket) {
    return OggMappings.startsWith(firstPacket, ID);
  }

  @Override
  public boolean complete(List<byte[]> headers) {
    byte[] newest = headers.getLast();
    int at = headers.size() == 1 ? BLOCK : 0;
    int first = at < newest.length ? newest[at] & 0xFF : SYNC;
    return (first & LAST) != 0 || headers.size() >= MAX_HEADERS;
  }

  @Override
  public OggTrack track(List<byte[]> headers) throws UnsupportedFormatException {
    if (headers.size() >= MAX_HEADERS) {
      throw new UnsupportedFormatException(
          "A FLAC stream begins with " + MAX_HEADERS + " metadata packets and no audio");
    }
    return FlacInOggTrack.parse(headers);
  }
}
