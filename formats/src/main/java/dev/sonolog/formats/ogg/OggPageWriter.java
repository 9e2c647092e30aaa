package dev.sonolog.formats.ogg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the packets of one logical stream into pages (RFC 3533, section 6). Owned by whoever writes
 * the stream; holds the packets of one page back, because the last page must say that it is the
 * last: at most {@link #MAX_BODY} bytes and one packet, and not more samples than its owner wants.
 */
final class OggPageWriter {
  /** A page that holds so much is closed, in bytes. */
  static final int MAX_BODY = 4_096;

  private final int serial;
  private final Out out;
  private final long maxSamples;
  private final List<byte[]> pending = new ArrayList<>();
  private int pendingBytes;
  private int pendingSegments;
  private long pendingSamples;
  private long granule;
  private int sequence;

  /** Where the pages go. */
  interface Out {
    void write(byte[] page) throws IOException;
  }

  /**
   * @param serial the serial number of the stream
   * @param sequence the number of its next page
   * @param maxSamples what a page should hold at most
   */
  OggPageWriter(int serial, int sequence, long maxSamples, Out out) {
    this.serial = serial;
    this.sequence = sequence;
    this.maxSamples = maxSamples;
    this.out = out;
  }

  /** The number of the next page. */
  int sequence() {
    return sequence;
  }

  /** Writes header packets: the first alone on the first page, each on pages of its own. */
  void headers(List<byte[]> headers) throws IOException {
    int flags = OggPage.BEGINS_STREAM;
    for (byte[] header : headers) {
      write(List.of(header), 0, flags, 0);
      flags = 0;
    }
  }

  /** Whether the packet has its place on the page that waits, and should not wait for another. */
  boolean isRoomFor(byte[] packet, int samples) {
    return canHold(packet)
        && pendingSamples + samples <= maxSamples
        && pendingBytes + packet.length <= MAX_BODY;
  }

  /** Whether the page that waits can hold the packet, be it as late as it may. */
  boolean canHold(byte[] packet) {
    return segments(packet) + pendingSegments <= OggPage.MAX_SEGMENTS;
  }

  /**
   * Takes an audio packet onto the page that waits.
   *
   * @param samples what it adds to the page
   * @param position the granule position at its end
   */
  void packet(byte[] packet, int samples, long position) {
    pending.add(packet);
    pendingBytes += packet.length;
    pendingSegments += segments(packet);
    pendingSamples += samples;
    granule = position;
  }

  /** How many packets wait for their page to be closed. */
  int waiting() {
    return pending.size();
  }

  /** Closes the page that waits, if one does; the stream must go on. */
  void closePage() throws IOException {
    if (!pending.isEmpty()) {
      flush(0);
    }
  }

  /**
   * Ends the stream.
   *
   * @param position its last granule position
   */
  void end(long position) throws IOException {
    granule = position;
    flush(OggPage.ENDS_STREAM);
  }

  private void flush(int lastFlags) throws IOException {
    write(pending, granule, 0, lastFlags);
    pending.clear();
    pendingBytes = 0;
    pendingSegments = 0;
    pendingSamples = 0;
  }

  private static int segments(byte[] packet) {
    return packet.length / OggPage.FULL_SEGMENT + 1;
  }

  /** Packets that end together: on one page, or, when that cannot hold them, on several. */
  private void write(List<byte[]> packets, long position, int firstFlags, int lastFlags)
      throws IOException {
    byte[] lacing = lacing(packets);
    ByteBuffer bodies = joined(packets);
    int flags = firstFlags;
    int from = 0;
    while (lacing.length - from > OggPage.MAX_SEGMENTS) {
      byte[] table = Arrays.copyOfRange(lacing, from, from + OggPage.MAX_SEGMENTS);
      write(flags, position, table, bodies);
      from += table.length;
      flags = full(table[table.length - 1]) ? OggPage.CONTINUED : 0;
    }
    write(flags | lastFlags, position, Arrays.copyOfRange(lacing, from, lacing.length), bodies);
  }

  private void write(int flags, long position, byte[] table, ByteBuffer bodies) throws IOException {
    int length = 0;
    boolean ends = table.length == 0;
    for (byte segment : table) {
      length += segment & 0xFF;
      ends |= !full(segment);
    }
    byte[] body = new byte[length];
    bodies.get(body);
    long ended = ends ? position : OggPage.NO_PACKET_ENDS;
    out.write(new OggPage(0, flags, ended, serial, sequence++, table, body).bytes());
  }

  private static boolean full(byte segment) {
    return (segment & 0xFF) == OggPage.FULL_SEGMENT;
  }

  private static byte[] lacing(List<byte[]> packets) {
    int count = 0;
    for (byte[] packet : packets) {
      count += segments(packet);
    }
    byte[] lacing = new byte[count];
    Arrays.fill(lacing, (byte) OggPage.FULL_SEGMENT);
    int at = -1;
    for (byte[] packet : packets) {
      at += segments(packet);
      lacing[at] = (byte) (packet.length % OggPage.FULL_SEGMENT);
    }
    return lacing;
  }

  private static ByteBuffer joined(List<byte[]> packets) {
    int length = 0;
    for (byte[] packet : packets) {
      length += packet.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] packet : packets) {
      joined.put(packet);
    }
    return joined.flip();
  }
}
