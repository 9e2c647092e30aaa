package dev.sonolog.server.api;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG images whose pixels are numbers of colours (W3C PNG, 11.2). Pure. */
final class PalettePng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BITS = 8;
  private static final int INDEXED = 3;

  /** A line whose bytes are as they are. */
  private static final int UNFILTERED = 0;

  private PalettePng() {}

  /**
   * The bytes of an image.
   *
   * @param pixels line by line from the top, each the number of a colour
   * @param width of a line; all pixels make whole lines
   */
  static byte[] of(byte[] pixels, int width, Palette palette) {
    int height = pixels.length / width;
    if (height < 1 || height * width != pixels.length) {
      throw new IllegalArgumentException(pixels.length + " pixels are no lines of " + width);
    }
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    image.writeBytes(SIGNATURE);
    try {
      DataOutputStream out = new DataOutputStream(image);
      chunk(out, "IHDR", head(width, height));
      chunk(out, "PLTE", palette.colours());
      if (palette.opacities().length > 0) {
        chunk(out, "tRNS", palette.opacities());
      }
      chunk(out, "IDAT", deflated(pixels, width));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e); // it is memory
    }
    return image.toByteArray();
  }

  private static byte[] head(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(bytes);
    head.writeInt(width);
    head.writeInt(height);
    head.writeByte(BITS);
    head.writeByte(INDEXED);
    head.writeByte(0); // deflated
    head.writeByte(0); // with a filter for each line
    head.writeByte(0); // not interlaced
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[] pixels, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      for (int at = 0; at < pixels.length; at += width) {
        out.write(UNFILTERED);
        out.write(pixels, at, width);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
