package dev.sonolog.formats.flac;

import dev.sonolog.formats.Fingerprint;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
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
    byte[] head = header(bytes[1], number);
    int audio = bytes.length - FOOTER - header.length();
    ByteBuffer frame = ByteBuffer.allocate(head.length + audio + FOOTER);
    frame.put(head).put(bytes, header.length(), audio);
    frame.putShort((short) FlacCrc.crc16(frame.array(), frame.position()));
    return frame.array();
  }

  /**
   * Appends this frame as one of a stream whose frames have many sizes; the audio stays as it is.
   *
   * <p>Only the header differs, and the CRC-16 is linear: it changes by what the difference of the
   * headers makes of it behind the audio. A CRC that was wrong stays wrong.
   *
   * @param sample how many samples precede it in the stream
   * @return the length in bytes
   */
  int appendAmongMany(long sample, SegmentSink sink) throws IOException {
    byte[] head = header((byte) (bytes[1] | 1), sample);
    int audio = bytes.length - FOOTER - header.length();
    int crc = (bytes[bytes.length - 2] & 0xFF) << 8 | (bytes[bytes.length - 1] & 0xFF);
    int change = FlacCrc.crc16(head, head.length) ^ FlacCrc.crc16(bytes, header.length());
    crc ^= FlacCrc.behindZeros(change, audio);
    sink.append(head, 0, head.length);
    sink.append(bytes, header.length(), audio);
    sink.append(new byte[] {(byte) (crc >>> 8), (byte) crc}, 0, FOOTER);
    return head.length + audio + FOOTER;
  }

  /** A header that differs in what its number counts, and the number. */
  private byte[] header(byte strategy, long number) {
    byte[] coded = CodedNumber.write(number);
    int old = CodedNumber.length(bytes[FlacFrameHeader.NUMBER_OFFSET] & 0xFF);
    int behind = FlacFrameHeader.NUMBER_OFFSET + old;
    ByteBuffer head = ByteBuffer.allocate(header.length() + coded.length - old);
    head.put(bytes, 0, FlacFrameHeader.NUMBER_OFFSET).put(coded);
    head.put(1, strategy);
    head.put(bytes, behind, header.length() - 1 - behind);
    head.put((byte) FlacCrc.crc8(head.array(), head.position()));
    return head.array();
  }
}
