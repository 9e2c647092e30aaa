package dev.sonolog.formats.ogg;

import dev.sonolog.formats.UnsupportedFormatException;
import java.util.List;

/**
 * How one codec lies in Ogg: the seam behind which pages end and a codec begins. Stateless; all of
 * them stand in the list of {@link OggMappings}.
 *
 * <p>A new codec is one more class like {@link OpusMapping}, with an {@link OggTrack} of its own:
 * it knows its first packet, says when its header packets are complete, and makes a track of them,
 * which measures packets and writes headers. Reader, muxer and repair know nothing else.
 */
interface OggMapping {
  /** Whether a logical stream that begins with this packet is of this codec. */
  boolean begins(byte[] firstPacket);

  /**
   * Whether these are all header packets, or more than can be.
   *
   * @param headers in order, 1 or more, the first of this codec
   */
  boolean complete(List<byte[]> headers);

  /**
   * What the header packets say.
   *
   * @param headers {@link #complete} ones
   * @throws UnsupportedFormatException if they are broken, or of a kind that is not known
   */
  OggTrack track(List<byte[]> headers) throws UnsupportedFormatException;
}
