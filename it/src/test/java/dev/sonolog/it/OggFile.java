package dev.sonolog.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pages of an Ogg file (RFC 3533, section 6), to take apart by hand. */
final class OggFile {
  private static final int CAPTURE = 0x5367_674F; // "OggS", little-endian
  private static final int HEADER = 27;
  private static final int FLAGS = 5;
  private static final int GRANULE = 6;
  private static final int SEQUENCE = 18;
  private static final int CRC = 22;
  private static final int SEGMENTS = 26;
  private static final int POLYNOMIAL = 0x04C1_1DB7;
  private static final int CONTINUED = 1;
  private static final int LACED = 255;
  private static final long NO_PACKET_ENDS = -1;

  private OggFile() {}

  /** The same packets on pages that are numbered from 0; what is broken off at the end is left. */
  static byte[] numbered(byte[] stream) {
    return joined(pages(stream));
  }

  /**
   * The file without one packet in its middle. The granule positions behind it are as much smaller
   * as the packets of its page are long on the average, and all pages are numbered and right.
   */
  static byte[] withoutOne(byte[] file) {
    List<byte[]> pages = pages(file);
    int middle = pages.size() / 2;
    while ((pages.get(middle)[FLAGS] & CONTINUED) != 0 || packets(pages.get(middle)) == 0) {
      middle++;
    }
    byte[] page = pages.get(middle);
    long samples = (granule(page) - granule(pages.get(middle - 1))) / packets(page);
    if (packets(page) > 1) {
      pages.set(middle, withoutFirst(page));
    } else {
      pages.remove(middle);
    }
    for (byte[] later : pages.subList(middle, pages.size())) {
      if (granule(later) != NO_PACKET_ENDS) {
        buffer(later).putLong(GRANULE, granule(later) - samples);
      }
    }
    return joined(pages);
  }

  private static List<byte[]> pages(byte[] stream) {
    List<byte[]> pages = new ArrayList<>();
    for (int at = 0; at + HEADER <= stream.length; at += pages.getLast().length) {
      int length = length(stream, at);
      if (at + length > stream.length) {
        break;
      }
      pages.add(Arrays.copyOfRange(stream, at, at + length));
    }
    return pages;
  }

  private static int length(byte[] stream, int at) {
    if (buffer(stream).getInt(at) != CAPTURE) {
      throw new AssertionError("No page begins at " + at);
    }
    int segments = stream[at + SEGMENTS] & 0xFF;
    int length = HEADER + segments;
    for (int i = 0; i < segments; i++) {
      length += stream[at + HEADER + i] & 0xFF;
    }
    return length;
  }

  /** How many packets end on it. */
  private static int packets(byte[] page) {
    int packets = 0;
    for (int i = 0; i < (page[SEGMENTS] & 0xFF); i++) {
      packets += (page[HEADER + i] & 0xFF) < LACED ? 1 : 0;
    }
    return packets;
  }

  private static byte[] withoutFirst(byte[] page) {
    int segments = page[SEGMENTS] & 0xFF;
    int first = 0;
    int bytes = 0;
    do {
      bytes += page[HEADER + first] & 0xFF;
    } while ((page[HEADER + first++] & 0xFF) == LACED);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(page, 0, SEGMENTS);
    rest.write(segments - first);
    rest.write(page, HEADER + first, segments - first);
    int body = HEADER + segments + bytes;
    rest.write(page, body, page.length - body);
    return rest.toByteArray();
  }

  private static byte[] joined(List<byte[]> pages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int number = 0; number < pages.size(); number++) {
      byte[] page = pages.get(number).clone();
      buffer(page).putInt(SEQUENCE, number).putInt(CRC, 0);
      buffer(page).putInt(CRC, crc(page));
      all.writeBytes(page);
    }
    return all.toByteArray();
  }

  private static int crc(byte[] page) {
    int crc = 0;
    for (byte next : page) {
      crc ^= next << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
      }
    }
    return crc;
  }

  private static long granule(byte[] page) {
    return buffer(page).getLong(GRANULE);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
