package dev.sonolog.formats.flac;

import java.nio.ByteBuffer;

/**
 * Where the frames of a segment lie, for its seek table (RFC 9639, 8.5). Bounded whatever the
 * segment's length: when it is full, every other point is dropped and from then on half as many are
 * kept. Owned by one {@link BodyTally}.
 */
final class SeekPoints {
  /** The most points: one a second for eight minutes, one in eight seconds for an hour. */
  static final int MAX = 512;

  /** The length of a point in bytes. */
  static final int LENGTH = 18;

  private final long[] samples = new long[MAX];
  private final long[] positions = new long[MAX];
  private final int[] blockSizes = new int[MAX];
  private int count;
  private long spacing;
  private long next;

  /**
   * @param spacing the least distance of two points, in samples
   */
  SeekPoints(long spacing) {
    this.spacing = spacing;
  }

  /**
   * A frame begins here.
   *
   * @param sample the number of its first sample
   * @param position in bytes from the first frame
   */
  void add(long sample, long position, int blockSize) {
    if (sample < next) {
      return;
    }
    if (count == MAX) {
      thinOut();
    }
    samples[count] = sample;
    positions[count] = position;
    blockSizes[count++] = blockSize;
    next = sample + spacing;
  }

  private void thinOut() {
    for (int i = 0; i < MAX / 2; i++) {
      samples[i] = samples[2 * i];
      positions[i] = positions[2 * i];
      blockSizes[i] = blockSizes[2 * i];
    }
    count = MAX / 2;
    spacing *= 2;
  }

  /** The content of the block. */
  byte[] bytes() {
    ByteBuffer table = ByteBuffer.allocate(count * LENGTH);
    for (int i = 0; i < count; i++) {
      table.putLong(samples[i]).putLong(positions[i]).putShort((short) blockSizes[i]);
    }
    return table.array();
  }
}
