package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.frames.FramePlaces;

/**
 * What an Info frame says of the frames behind it, counted as they pass: written by a muxer, or
 * read back from a file. Constant memory.
 */
final class BodyTally {
  private final boolean digested;
  private final SeekTable seekTable = new SeekTable();
  private long frames;
  private long bytes;
  private int crc;
  private int lowestBitrate = Integer.MAX_VALUE;
  private int highestBitrate;

  BodyTally() {
    this(true);
  }

  private BodyTally(boolean digested) {
    this.digested = digested;
  }

  /** One for a head that cannot be replaced, and so tells no CRC of what follows it. */
  static BodyTally withoutCrc() {
    return new BodyTally(false);
  }

  /** Counts the reservoir frame, whose bitrate says nothing of the stream. */
  void addReservoir(byte[] frame) {
    seekTable.add(bytes);
    frames++;
    bytes += frame.length;
    crc = digested ? Crc16.update(crc, frame, 0, frame.length) : 0;
  }

  /** Counts a frame of the stream. */
  void add(MpegFrame frame) {
    addReservoir(frame.bytes());
    lowestBitrate = Math.min(lowestBitrate, frame.header().bitrate());
    highestBitrate = Math.max(highestBitrate, frame.header().bitrate());
  }

  long frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  /** The CRC-16 of all frames' bytes. */
  int crc() {
    return crc;
  }

  /** Whether all frames of the stream had one bitrate. */
  boolean constantBitrate() {
    return lowestBitrate >= highestBitrate;
  }

  byte[] contents(int infoLength) {
    return seekTable.contents(infoLength, bytes);
  }

  FramePlaces places() {
    return seekTable.places();
  }
}
