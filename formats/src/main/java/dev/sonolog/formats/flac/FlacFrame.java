package dev.sonolog.formats.flac;

import dev.sonolog.formats.Fingerprint;
import dev.sonolog.formats.StreamElement;
import java.nio.ByteBuffer;

/**
 * One whole frame, proved by its CRC.
 *
 * @param header its parsed header
 * @param bytes header, subframes and CRC, as received; shared, not to be changed
 * @param endPosition the position behind its last byte in its input
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; compared by identity, as frames are
public record FlacFrame(FlacFrameHeader header, byte[] bytes, long endPosition)
    implements StreamElement.Packet {
  /** The length of the CRC at the end, in bytes. */
  static final int FOOTER = 2;

  @Override
  public int samples() {
    return header.blockSize();
  }

  /** {@inheritDoc} Neither its number counts, nor the CRCs that depend on it. */
  @Override
  public long fingerprint() {
    return Fingerprint.of(bytes, header.length(), bytes.length - FOOTER, header.blockSize());
  }

  /** The position of this frame's first byte in its input. */
  public long position() {
    return endPosition - bytes.length;
  }

  /**
   * This frame's bytes with another number and the CRCs that belong to it; the audio stays as it
   * is. Longer or shorter by as much as the number is.
   *
   * @param number of the frame, or of its first sample where the stream has frames of many sizes
   * @throws IllegalArgumentException if the number is none that a frame can bear
   */
  public byte[] renumbered(long number) {
    return rewritten(bytes[1], number);
  }

  /**
   * This frame's bytes as of a stream whose frames have many sizes; the audio stays as it is.
   *
   * @param sample how many samples precede it in the stream
   */
  byte[] amongMany(long sample) {
    return rewritten((byte) (bytes[1] | 1), sample);
  }

  private byte[] rewritten(byte strategy, long number) {
    byte[] coded = CodedNumber.write(number);
    int old = CodedNumber.length(bytes[FlacFrameHeader.NUMBER_OFFSET] & 0xFF);
    int behind = FlacFrameHeader.NUMBER_OFFSET + old;
    ByteBuffer frame = ByteBuffer.allocate(bytes.length + coded.length - old);
    frame.put(bytes, 0, FlacFrameHeader.NUMBER_OFFSET).put(coded);
    frame.put(1, strategy);
    frame.put(bytes, behind, header.length() - 1 - behind);
    frame.put((byte) FlacCrc.crc8(frame.array(), frame.position()));
    frame.put(bytes, header.length(), bytes.length - FOOTER - header.length());
    frame.putShort((short) FlacCrc.crc16(frame.array(), frame.position()));
    return frame.array();
  }
}
