package dev.sonolog.formats.streaming;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * WebM with one track of Vorbis, segment and clusters of unknown length (RFC 9559, RFC 8794): what
 * browsers take of a codec that MP4 does not know. Blocks say when they are in milliseconds,
 * counted from their cluster.
 */
final class Webm implements Wrapping {
  private static final int EBML = 0x1A45_DFA3;
  private static final int SEGMENT = 0x1853_8067;
  private static final int INFO = 0x1549_A966;
  private static final int TRACKS = 0x1654_AE6B;
  private static final int CLUSTER = 0x1F43_B675;
  private static final int TIMESTAMP = 0xE7;
  private static final int SIMPLE_BLOCK = 0xA3;

  /** A length of 8 bytes that says that it is not known (RFC 8794, 6.2). */
  private static final long UNKNOWN = 0x01FF_FFFF_FFFF_FFFFL;

  /** The mark of a length of 8 bytes (RFC 8794, 4.4). */
  private static final long LONG_LENGTH = 1L << 56;

  private static final int KEYFRAME = 0x80;

  /** A block can be 32 s behind the start of its cluster; who joins likes to wait less. */
  private static final long CLUSTER_MILLIS = 5_000;

  private final byte[] codecPrivate;
  private final int hertz;
  private final int channels;
  private long clusterMillis = Long.MIN_VALUE;

  private Webm(byte[] codecPrivate, int hertz, int channels) {
    this.codecPrivate = codecPrivate;
    this.hertz = hertz;
    this.channels = channels;
  }

  /**
   * Of Vorbis.
   *
   * @param headers the three header packets (Vorbis I, 4.2.1)
   */
  static Webm vorbis(List<byte[]> headers, int hertz, int channels) {
    return new Webm(laced(headers), hertz, channels);
  }

  /** How many but one, the lengths of all but the last (Xiph lacing; RFC 9559, 10.3.2), all. */
  private static byte[] laced(List<byte[]> headers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(headers.size() - 1);
    for (byte[] header : headers.subList(0, headers.size() - 1)) {
      int left = header.length;
      for (; left >= 0xFF; left -= 0xFF) {
        out.write(0xFF);
      }
      out.write(left);
    }
    headers.forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Override
  public byte[] head() {
    Elements ebml =
        new Elements()
            .number(0x4286, 1)
            .number(0x42F7, 1)
            .number(0x42F2, 4)
            .number(0x42F3, 8)
            .text(0x4282, "webm")
            .number(0x4287, 4)
            .number(0x4285, 2);
    Elements info =
        new Elements().number(0x2AD7B1, 1_000_000).text(0x4D80, "Sonolog").text(0x5741, "Sonolog");
    Elements audio =
        new Elements()
            .bytes(0xB5, ByteBuffer.allocate(Double.BYTES).putDouble(hertz).array())
            .number(0x9F, channels);
    Elements track =
        new Elements()
            .number(0xD7, 1)
            .number(0x73C5, 1)
            .number(0x83, 2)
            .number(0x9C, 0)
            .text(0x86, "A_VORBIS")
            .bytes(0x63A2, codecPrivate)
            .bytes(0xE1, audio.bytes());
    return new Elements()
        .bytes(EBML, ebml.bytes())
        .unknown(SEGMENT)
        .bytes(INFO, info.bytes())
        .bytes(TRACKS, new Elements().bytes(0xAE, track.bytes()).bytes())
        .bytes();
  }

  @Override
  public byte[] wrapped(byte[] packet, long from, int samples) {
    long millis = Math.round(from * 1000.0 / hertz);
    Elements out = new Elements();
    if (clusterMillis == Long.MIN_VALUE || millis - clusterMillis >= CLUSTER_MILLIS) {
      clusterMillis = millis;
      out.unknown(CLUSTER).number(TIMESTAMP, millis);
    }
    ByteBuffer block = ByteBuffer.allocate(4 + packet.length);
    block.put((byte) 0x81).putShort((short) (millis - clusterMillis)).put((byte) KEYFRAME);
    return out.bytes(SIMPLE_BLOCK, block.put(packet).array()).bytes();
  }

  /** Elements one after the other (RFC 8794, 5 to 7). */
  private static final class Elements {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Elements bytes(int id, byte[] content) {
      id(id);
      raw(LONG_LENGTH | content.length, Long.BYTES);
      out.writeBytes(content);
      return this;
    }

    Elements number(int id, long value) {
      return bytes(id, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    Elements text(int id, String ascii) {
      return bytes(id, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Elements unknown(int id) {
      id(id);
      raw(UNKNOWN, Long.BYTES);
      return this;
    }

    private void id(int id) {
      raw(id & 0xFFFF_FFFFL, (Integer.SIZE - Integer.numberOfLeadingZeros(id) + 7) / 8);
    }

    private void raw(long value, int length) {
      for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
        out.write((int) (value >>> shift));
      }
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
