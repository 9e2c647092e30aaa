package dev.sonolog.formats.mpeg;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The last bytes of main data of a Layer III track: as far back as any frame's main_data_begin can
 * reach (ISO/IEC 11172-3, 2.4.2.7). Keeps the frames that hold them: most are never asked for.
 * Owned by one muxer; bounded.
 */
final class MainDataReservoir {
  /** The range of main_data_begin, 9 bits. */
  static final int CAPACITY = 511;

  private final ArrayDeque<MpegFrame> frames = new ArrayDeque<>();
  private int kept;

  /** Takes a frame's main data area; headers, CRC and side information do not count. */
  void add(MpegFrame frame) {
    int length = frame.header().mainDataLength();
    if (length > 0) {
      frames.addLast(frame);
      kept += length;
    }
    while (kept - oldest() >= CAPACITY) {
      kept -= oldest();
      frames.removeFirst();
    }
  }

  private int oldest() {
    MpegFrame oldest = frames.peekFirst();
    return oldest == null ? 0 : oldest.header().mainDataLength();
  }

  /** How many bytes are held: 0 to {@value #CAPACITY}. */
  int held() {
    return Math.min(kept, CAPACITY);
  }

  /** The last {@code count} bytes, or all where fewer are held. */
  byte[] last(int count) {
    byte[] last = new byte[Math.min(count, held())];
    int missing = last.length;
    Iterator<MpegFrame> newestFirst = frames.descendingIterator();
    while (missing > 0) {
      MpegFrame frame = newestFirst.next();
      int length = Math.min(missing, frame.header().mainDataLength());
      missing -= length;
      System.arraycopy(frame.bytes(), frame.bytes().length - length, last, missing, length);
    }
    return last;
  }
}
