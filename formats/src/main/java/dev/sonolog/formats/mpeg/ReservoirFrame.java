package dev.sonolog.formats.mpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The frame that a cut puts in front of the repeated frames. Its side information is all zero, so
 * it decodes to silence (part2_3_length 0, ISO/IEC 11172-3, 2.4.2.7); the end of its main data area
 * holds the main data that the frames behind it reach back for. Right behind the side information,
 * where no decoder looks, it is marked as ours with the number of repeated frames, so that a
 * segment whose head was lost is still understood.
 */
final class ReservoirFrame {
  private static final byte[] MARK = "Sonolog".getBytes(StandardCharsets.US_ASCII);
  private static final int MARK_LENGTH = MARK.length + 1;

  /**
   * Stands between the mark and the main data. Not zero: zeros and then any byte may be a start
   * code of video, by which programs that guess a short file's format are misled.
   */
  private static final byte FILLING = 0x55;

  private ReservoirFrame() {}

  /** The frame for a track like this one's. */
  static byte[] build(MpegHeader track, byte[] mainData) {
    MpegHeader header = track.withRoomFor(MARK_LENGTH + mainData.length);
    byte[] frame = new byte[header.frameLength()];
    System.arraycopy(header.bytes(), 0, frame, 0, MpegHeader.LENGTH);
    int mark = header.mainDataOffset();
    System.arraycopy(MARK, 0, frame, mark, MARK.length);
    frame[mark + MARK.length] = (byte) PreRoll.frames(track);
    Arrays.fill(frame, mark + MARK_LENGTH, frame.length - mainData.length, FILLING);
    System.arraycopy(mainData, 0, frame, frame.length - mainData.length, mainData.length);
    return frame;
  }

  /** How many repeated frames follow, if this frame is one of these. */
  static OptionalInt repeatedFrames(MpegFrame frame) {
    int at = frame.header().mainDataOffset();
    boolean room =
        frame.header().layer() == MpegHeader.Layer.THREE
            && at + MARK_LENGTH <= frame.bytes().length;
    if (!room) {
      return OptionalInt.empty();
    }
    for (int i = 0; i < MARK.length; i++) {
      if (frame.bytes()[at + i] != MARK[i]) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(Math.min(2, frame.bytes()[at + MARK.length] & 0xFF));
  }
}
