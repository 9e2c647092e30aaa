package dev.sonolog.app.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values in the Distinguished Encoding Rules (ITU-T X.690), as far as a certificate needs them. */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT = 0x06;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_LENGTH = 0x80;

  /** RFC 5280, section 4.1.2.5: years before it have two digits. */
  private static final int FIRST_LONG_YEAR = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, joined(parts));
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] truth() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xFF});
  }

  /** Whole bytes. */
  static byte[] bits(byte[] bytes) {
    return bits(0, bytes);
  }

  /**
   * Bits.
   *
   * @param unused how many of the last byte's do not count
   */
  static byte[] bits(int unused, byte[] bytes) {
    return tagged(BIT_STRING, joined(new byte[] {(byte) unused}, bytes));
  }

  static byte[] octets(byte[] bytes) {
    return tagged(OCTET_STRING, bytes);
  }

  /** An object identifier, such as 2.5.29.17. */
  static byte[] object(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeArc(out, 40 * Long.parseLong(arcs[0]) + Long.parseLong(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      writeArc(out, Long.parseLong(arcs[i]));
    }
    return tagged(OBJECT, out.toByteArray());
  }

  /** Seven bits a byte, the highest first. */
  private static void writeArc(ByteArrayOutputStream out, long arc) {
    int groups = Math.max(1, (70 - Long.numberOfLeadingZeros(arc)) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      out.write((int) ((arc >> (7 * i)) & 0x7F) | (i > 0 ? 0x80 : 0));
    }
  }

  static byte[] time(Instant instant) {
    boolean isLong = instant.atOffset(ZoneOffset.UTC).getYear() >= FIRST_LONG_YEAR;
    String form = isLong ? "uuuuMMddHHmmss'Z'" : "uuMMddHHmmss'Z'";
    String text =
        DateTimeFormatter.ofPattern(form, Locale.ROOT).withZone(ZoneOffset.UTC).format(instant);
    return tagged(isLong ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Something whose type follows from its place. */
  static byte[] implicit(int number, byte[] bytes) {
    return tagged(CONTEXT | number, bytes);
  }

  /** Something that says its own type, in a place. */
  static byte[] explicit(int number, byte[] value) {
    return tagged(CONTEXT | CONSTRUCTED | number, value);
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(out, content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < LONG_LENGTH) {
      out.write(length);
      return;
    }
    int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    out.write(LONG_LENGTH | bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(length >> (8 * i));
    }
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
