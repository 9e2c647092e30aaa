package dev.sonolog.formats.flac;

/**
 * What a head says of the frames behind it, counted as they pass: written by a muxer, or read back
 * from a file. Constant memory.
 */
final class BodyTally {
  /** The standard allows no smaller block but the last, and so no smaller figure. */
  private static final int MIN_BLOCK_SIZE = 16;

  private final FlacTrack track;
  private final SeekPoints points;
  private long frames;
  private long samples;
  private long bytes;
  private int newestBlock;
  private int smallestBlock = FlacFrameHeader.MAX_BLOCK_SIZE;
  private int largestBlock = MIN_BLOCK_SIZE;
  private int shortestFrame = Integer.MAX_VALUE;
  private int longestFrame;

  BodyTally(FlacTrack track) {
    this.track = track;
    this.points = new SeekPoints(track.format().rate().hertz());
  }

  /**
   * Counts a frame.
   *
   * @param length in bytes, as it is stored
   */
  void add(FlacFrameHeader header, int length) {
    points.add(samples, bytes, header.blockSize());
    if (frames > 0) {
      smallestBlock = Math.min(smallestBlock, newestBlock);
    }
    newestBlock = header.blockSize();
    largestBlock = Math.max(largestBlock, header.blockSize());
    shortestFrame = Math.min(shortestFrame, length);
    longestFrame = Math.max(longestFrame, length);
    frames++;
    samples += header.blockSize();
    bytes += length;
  }

  /** Passes over bytes that are no frame. */
  void skip(long count) {
    bytes += count;
  }

  /** How long all is that passed, in bytes. */
  long bytes() {
    return bytes;
  }

  long frames() {
    return frames;
  }

  long samples() {
    return samples;
  }

  /** The number that the next frame bears. */
  long nextNumber() {
    return switch (track.setup().strategy()) {
      case FIXED -> frames;
      case VARIABLE -> samples;
    };
  }

  /** The content of the seek table. */
  byte[] seekTable() {
    return points.bytes();
  }

  /**
   * STREAMINFO of the frames so far.
   *
   * @param md5 as {@link StreamInfo#md5}
   */
  StreamInfo info(String md5) {
    boolean fixed = track.setup().strategy() == FlacFrameHeader.Strategy.FIXED;
    int nominal = Math.max(MIN_BLOCK_SIZE, track.setup().maxBlockSize());
    int smallest = Math.clamp(smallestBlock, MIN_BLOCK_SIZE, largestBlock);
    return new StreamInfo(
        fixed ? nominal : frames == 0 ? MIN_BLOCK_SIZE : smallest,
        fixed || frames == 0 ? nominal : largestBlock,
        Math.min(shortestFrame, longestFrame),
        longestFrame,
        track.format().rate().hertz(),
        track.format().channels(),
        track.setup().bitDepth(),
        samples,
        md5);
  }
}
