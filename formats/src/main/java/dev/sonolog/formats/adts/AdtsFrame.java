package dev.sonolog.formats.adts;

import dev.sonolog.formats.StreamElement;

/**
 * One whole frame.
 *
 * @param header its parsed header
 * @param bytes header, CRC and all, as received; shared, not to be changed
 * @param endPosition the position behind its last byte in its input
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; compared by identity, as frames are
public record AdtsFrame(AdtsHeader header, byte[] bytes, long endPosition)
    implements StreamElement.Packet {

  /** {@inheritDoc} 1024 of each raw data block, at the rate that the header names. */
  @Override
  public int samples() {
    return header.samples();
  }

  /** The position of this frame's first byte in its input. */
  public long position() {
    return endPosition - bytes.length;
  }
}
