package dev.sonolog.formats.streaming;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A box of MP4 (ISO/IEC 14496-12, 4.2) while it is put together: its fields one after the other,
 * big-endian, then the boxes inside. One thread.
 */
final class Mp4Box {
  private static final int HEADER = 8;

  private final String type;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /**
   * @param type four characters
   */
  Mp4Box(String type) {
    this.type = type;
  }

  /** One with a version and flags in front of its fields (4.2.2). */
  static Mp4Box full(String type, int version, int flags) {
    return new Mp4Box(type).u32(version << 24 | flags);
  }

  Mp4Box u8(int value) {
    content.write(value);
    return this;
  }

  Mp4Box u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  Mp4Box u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  Mp4Box u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  Mp4Box zeros(int count) {
    content.writeBytes(new byte[count]);
    return this;
  }

  Mp4Box text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  Mp4Box bytes(byte[] bytes) {
    content.writeBytes(bytes);
    return this;
  }

  Mp4Box with(Mp4Box... inside) {
    for (Mp4Box box : inside) {
      bytes(box.bytes());
    }
    return this;
  }

  /** Its length with the header. */
  int length() {
    return HEADER + content.size();
  }

  /** All of it. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length());
    int length = length();
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(length >>> shift);
    }
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
