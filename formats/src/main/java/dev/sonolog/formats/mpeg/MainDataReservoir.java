package dev.sonolog.formats.mpeg;

/**
 * The last bytes of main data of a Layer III track: as far back as any frame's main_data_begin can
 * reach (ISO/IEC 11172-3, 2.4.2.7). A ring, oldest byte first overwritten. Owned by one muxer.
 */
final class MainDataReservoir {
  /** The range of main_data_begin, 9 bits. */
  static final int CAPACITY = 511;

  private final byte[] ring = new byte[CAPACITY];
  private long added;

  /** Takes a frame's main data area; headers, CRC and side information do not count. */
  void add(MpegFrame frame) {
    byte[] bytes = frame.bytes();
    int length = frame.header().mainDataLength();
    int kept = Math.min(length, CAPACITY);
    int from = bytes.length - kept;
    int at = (int) ((added + length - kept) % CAPACITY);
    int first = Math.min(kept, CAPACITY - at);
    System.arraycopy(bytes, from, ring, at, first);
    System.arraycopy(bytes, from + first, ring, 0, kept - first);
    added += length;
  }

  /** How many bytes are held: 0 to {@value #CAPACITY}. */
  int held() {
    return (int) Math.min(added, CAPACITY);
  }

  /** The last {@code count} bytes, or all where fewer are held. */
  byte[] last(int count) {
    byte[] last = new byte[Math.min(count, held())];
    for (int i = 0; i < last.length; i++) {
      last[i] = ring[(int) ((added - last.length + i) % CAPACITY)];
    }
    return last;
  }
}
