package dev.sonolog.formats.adts;

import dev.sonolog.formats.frames.Frame;
import java.util.Arrays;

/**
 * One whole frame.
 *
 * @param header its parsed header
 * @param bytes header, CRC and all, as received; shared, not to be changed
 * @param endPosition the position behind its last byte in its input
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; compared by identity, as frames are
public record AdtsFrame(AdtsHeader header, byte[] bytes, long endPosition)
    implements Frame<AdtsHeader> {

  /** {@inheritDoc} 1024 of each raw data block, at the rate that the header names. */
  @Override
  public int samples() {
    return header.samples();
  }

  /**
   * This frame with the channels said in it, which it takes from frames before it; itself where it
   * says them, or cannot: a CRC would no longer be right, and a frame's length has a limit.
   */
  AdtsFrame saying(ProgramConfig channels) {
    byte[] config = channels.coded((bytes[2] >>> 6) & 3, (bytes[2] >>> 2) & 0xF);
    int length = bytes.length + config.length;
    boolean possible = !header.crc() && length <= AdtsHeader.MAX_FRAME_LENGTH;
    if (header.channelConfiguration() != 0 || header.programConfig().isPresent() || !possible) {
      return this;
    }
    byte[] said = Arrays.copyOf(bytes, length);
    int audio = header.audioOffset();
    System.arraycopy(config, 0, said, audio, config.length);
    System.arraycopy(bytes, audio, said, audio + config.length, bytes.length - audio);
    said[3] = (byte) ((said[3] & 0xFC) | length >>> 11);
    said[4] = (byte) (length >>> 3);
    said[5] = (byte) ((said[5] & 0x1F) | length << 5);
    return new AdtsFrame(header.saying(channels, length), said, endPosition);
  }
}
