package dev.sonolog.formats.ogg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Ogg streams built byte by byte: Opus of 20 ms packets whose bytes say which they are. */
final class OggPages {
  static final int PACKET = 960;
  static final int PRE_SKIP = 312;

  private OggPages() {}

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A page of whole packets. */
  static byte[] page(int flags, long granule, int serial, int sequence, byte[]... packets) {
    ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 255; left -= 255) {
        lacing.write(255);
      }
      lacing.write(packet.length % 255);
    }
    byte[] body = joined(packets);
    return new OggPage(0, flags, granule, serial, sequence, lacing.toByteArray(), body).bytes();
  }

  static byte[] opusHead(int channels) {
    return ByteBuffer.allocate(19)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("OpusHead"))
        .put((byte) 1)
        .put((byte) channels)
        .putShort((short) PRE_SKIP)
        .putInt(44_100)
        .array();
  }

  static byte[] opusTags(String... fields) {
    ByteBuffer tags = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    tags.put(ascii("OpusTags")).putInt(4).put(ascii("test")).putInt(fields.length);
    for (String field : fields) {
      tags.putInt(field.length()).put(ascii(field));
    }
    return Arrays.copyOf(tags.array(), tags.position());
  }

  /** A stereo packet of CELT, 20 ms. */
  static byte[] packet(int number) {
    byte[] packet = new byte[40 + number % 7];
    Arrays.fill(packet, (byte) number);
    packet[0] = (byte) 0xFC;
    return packet;
  }

  static byte[] head(int serial, String... fields) {
    return joined(
        page(OggPage.BEGINS_STREAM, 0, serial, 0, opusHead(2)),
        page(0, 0, serial, 1, opusTags(fields)));
  }

  /** One page of three packets: the page's number among the audio pages, from 0. */
  static byte[] audio(int serial, int number) {
    return audio(0, serial, number, (number + 1) * 3L * PACKET);
  }

  static byte[] audio(int flags, int serial, int number, long granule) {
    return page(
        flags,
        granule,
        serial,
        number + 2,
        packet(number * 3),
        packet(number * 3 + 1),
        packet(number * 3 + 2));
  }

  /** Audio pages from one number up to another. */
  static byte[] audio(int serial, List<Integer> numbers) {
    return joined(numbers.stream().map(it -> audio(serial, it)).toArray(byte[][]::new));
  }

  /** A link of three audio pages, the last with its end. */
  static byte[] link(int serial, String... fields) {
    return joined(
        head(serial, fields),
        audio(serial, List.of(0, 1)),
        audio(OggPage.ENDS_STREAM, serial, 2, 9L * PACKET));
  }

  /**
   * The headers of Vorbis, mono, with blocks of 256 and 2048, a setup that holds two modes only,
   * and no codebooks, which no reader of packets looks at.
   */
  static byte[] vorbisHead(int serial) {
    byte[] id =
        ByteBuffer.allocate(30)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("\001vorbis"))
            .putInt(0)
            .put((byte) 1)
            .putInt(44_100)
            .put(28, (byte) 0xB8)
            .put(29, (byte) 1)
            .array();
    byte[] comment = joined(ascii("\003vorbis"), new byte[8], new byte[] {1});
    return joined(
        page(OggPage.BEGINS_STREAM, 0, serial, 0, id),
        page(0, 0, serial, 1, comment),
        page(0, 0, serial, 2, joined(ascii("\005vorbis"), modes())));
  }

  /** Six bits that count one less than two modes, a short and a long one, and the framing bit. */
  private static byte[] modes() {
    BitSet bits = new BitSet();
    bits.set(0);
    bits.set(6 + 41);
    bits.set(6 + 41 + 41);
    return bits.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
