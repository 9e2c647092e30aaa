package dev.sonolog.formats.wav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds files byte by byte, right ones and others. */
final class WaveBytes {
  private byte[] content = {};

  /** A plain "fmt " chunk. */
  WaveBytes fmt(int tag, int channels, int hertz, int frame, int bits) {
    ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) tag).putShort((short) channels).putInt(hertz).putInt(hertz * frame);
    content = out.putShort((short) frame).putShort((short) bits).array();
    return this;
  }

  byte[] build() {
    return chunk("fmt ", content);
  }

  static byte[] header(String name, int length) {
    ByteBuffer out = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return out.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(length).array();
  }

  static byte[] chunk(String name, byte[] content) {
    return joined(header(name, content.length), content, new byte[content.length & 1]);
  }

  static byte[] riff(byte[]... chunks) {
    byte[] all = joined(chunks);
    return joined(header("RIFF", all.length + 4), "WAVE".getBytes(StandardCharsets.US_ASCII), all);
  }

  static byte[] rf64(byte[]... chunks) {
    byte[] wave = "WAVE".getBytes(StandardCharsets.US_ASCII);
    return joined(header("RF64", -1), wave, joined(chunks));
  }

  static byte[] ds64(long form, long data) {
    ByteBuffer out = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    return out.putLong(form).putLong(data).array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
