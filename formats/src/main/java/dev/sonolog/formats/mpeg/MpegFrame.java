package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.frames.Frame;

/**
 * One whole frame.
 *
 * @param header its parsed header
 * @param bytes header, CRC and all, as received; shared, not to be changed
 * @param endPosition the position behind its last byte in its input
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; compared by identity, as frames are
public record MpegFrame(MpegHeader header, byte[] bytes, long endPosition)
    implements Frame<MpegHeader> {

  @Override
  public int samples() {
    return header.samples();
  }

  /**
   * How many bytes of main data before this frame's own area its audio begins (ISO/IEC 11172-3,
   * 2.4.2.7, main_data_begin): 0 to 511, or 0 to 255 at low sampling frequencies. Only Layer III
   * has it.
   */
  public int mainDataBegin() {
    int at = header.sideInfoOffset();
    int first = bytes[at] & 0xFF;
    return header.version() == MpegHeader.Version.MPEG_1
        ? (first << 1) | ((bytes[at + 1] & 0xFF) >>> 7)
        : first;
  }
}
