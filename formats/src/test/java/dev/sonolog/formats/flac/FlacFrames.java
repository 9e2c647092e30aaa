package dev.sonolog.formats.flac;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/**
 * Frames built bit by bit, their samples verbatim, for tests that need to know each byte.
 *
 * @param variable whether frames bear the number of their first sample
 * @param blockSize of each frame, up to 256
 * @param rateCode as RFC 9639, 9.1.2, of those without more bytes
 * @param channels all independent
 * @param depthCode as RFC 9639, 9.1.4: 1 is eight bits, 4 is sixteen, 0 is that of STREAMINFO
 * @param width of a sample in bytes
 */
record FlacFrames(
    boolean variable, int blockSize, int rateCode, int channels, int depthCode, int width) {
  static final FlacFrames USUAL = new FlacFrames(false, 64, 9, 1, 4, 2);
  static final FlacFrames OTHER = new FlacFrames(false, 32, 10, 2, 1, 1);
  static final FlacFrames VARIABLE = new FlacFrames(true, 64, 9, 2, 1, 1);
  static final FlacFrames OF_INFO = new FlacFrames(false, 48, 0, 1, 0, 2);

  /** Blocks of the variable kind have sizes that take turns. */
  private static final int[] SIZES = {64, 17, 100, 33};

  int length(int index) {
    return frame(index).length;
  }

  int size(int index) {
    return variable ? SIZES[index % SIZES.length] : blockSize;
  }

  /** The frame with this index in a stream of them. */
  byte[] frame(int index) {
    long number = index;
    if (variable) {
      number = 0;
      for (int i = 0; i < index; i++) {
        number += size(i);
      }
    }
    return frame(number, size(index));
  }

  /** A frame with this number and this many samples, up to 256. */
  byte[] frame(long number, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xFF);
    out.write(variable ? 0xF9 : 0xF8);
    out.write(0x60 | rateCode);
    out.write((channels - 1) << 4 | depthCode << 1);
    out.writeBytes(CodedNumber.write(number));
    out.write(size - 1);
    out.write(FlacCrc.crc8(out.toByteArray(), out.size()));
    Random random = new Random(number);
    for (int channel = 0; channel < channels; channel++) {
      out.write(0x02);
      for (int i = 0; i < size * width; i++) {
        out.write(random.nextInt(0xF0)); // no sync code by chance
      }
    }
    int crc = FlacCrc.crc16(out.toByteArray(), out.size());
    out.write(crc >> 8);
    out.write(crc);
    return out.toByteArray();
  }

  /** Frames with the indices from 0 to {@code count - 1}. */
  byte[] stream(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.writeBytes(frame(i));
    }
    return out.toByteArray();
  }

  StreamInfo info() {
    return new StreamInfo(
        variable ? 16 : blockSize,
        variable ? 256 : blockSize,
        0,
        0,
        rateCode == 10 ? 48_000 : 44_100,
        channels,
        8 * width,
        0,
        StreamInfo.NO_MD5);
  }

  /** "fLaC", STREAMINFO, and these blocks. */
  byte[] head(byte[]... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(block(0, info().bytes()));
    int last = 4;
    for (byte[] block : blocks) {
      last = out.size();
      out.writeBytes(block);
    }
    byte[] head = out.toByteArray();
    head[last] |= (byte) 0x80;
    return head;
  }

  static byte[] block(int type, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putInt(type << 24 | content.length)
        .put(content)
        .array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The header of the first frame. */
  FlacFrameHeader header() {
    Optional<FlacFrameHeader> header = FlacFrameHeader.parse(frame(0));
    return header.orElseThrow();
  }
}
