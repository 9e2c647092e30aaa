package dev.sonolog.formats.flac;

/**
 * Decodes frames to samples (RFC 9639, 9), one at a time: frames do not depend on each other. Keeps
 * its arrays from frame to frame and allocates nothing else; they hold one block of the largest
 * frame that it met, at most 4 MiB. One thread.
 *
 * <p>Bytes that are no frame give a {@link MalformedFrameException} and nothing else. A frame
 * counts only when its CRC agrees.
 */
public final class FlacDecoder {
  /** FLAC has no more bits per sample. */
  public static final int MAX_BIT_DEPTH = 32;

  private final BitSource bits = new BitSource();
  private final Subframe subframe = new Subframe(bits);
  private long[] first = {};
  private long[] second = {};
  private int[][] samples = {};

  /**
   * Decodes the frame at the start of these bytes; more may follow it.
   *
   * @param header the frame's own
   * @param bitDepth bits per sample, 4 to 32
   * @return the length of the frame in bytes, its CRC included
   * @throws MalformedFrameException if the bytes are cut off, broken or nonsense
   */
  public int decode(FlacFrameHeader header, int bitDepth, byte[] frame)
      throws MalformedFrameException {
    if (bitDepth < 1 || bitDepth > MAX_BIT_DEPTH) {
      throw new MalformedFrameException("No FLAC has " + bitDepth + " bits per sample");
    }
    reserve(header.channels(), header.blockSize());
    bits.open(frame, header.length());
    switch (header.stereo()) {
      case INDEPENDENT -> independent(header, bitDepth);
      case LEFT_SIDE, MID_SIDE -> pair(header, bitDepth, bitDepth + 1);
      case SIDE_RIGHT -> pair(header, bitDepth + 1, bitDepth);
    }
    int length = bits.align() + FlacFrame.FOOTER;
    if (length > frame.length || FlacCrc.crc16(frame, length) != 0) {
      throw new MalformedFrameException("The frame is cut off or its CRC-16 does not agree");
    }
    return length;
  }

  /**
   * The samples of one channel, of the frame decoded last: as many as its header says, from the
   * array's start on. Valid until the next call of {@link #decode}.
   *
   * @param channel from 0
   */
  public int[] samples(int channel) {
    return samples[channel];
  }

  private void reserve(int channels, int size) {
    if (first.length < size) {
      first = new long[size];
      second = new long[size];
    }
    if (samples.length < channels || samples[0].length < size) {
      samples = new int[Math.max(channels, samples.length)][first.length];
    }
  }

  private void independent(FlacFrameHeader header, int depth) throws MalformedFrameException {
    for (int channel = 0; channel < header.channels(); channel++) {
      subframe.decode(first, header.blockSize(), depth);
      int[] out = samples[channel];
      long outside = 0;
      for (int i = 0; i < header.blockSize(); i++) {
        outside |= excess(first[i], depth);
        out[i] = (int) first[i];
      }
      checkRange(outside);
    }
  }

  private void pair(FlacFrameHeader header, int firstDepth, int secondDepth)
      throws MalformedFrameException {
    int size = header.blockSize();
    subframe.decode(first, size, firstDepth);
    subframe.decode(second, size, secondDepth);
    int depth = Math.min(firstDepth, secondDepth);
    switch (header.stereo()) {
      case LEFT_SIDE -> leftSide(size, depth);
      case SIDE_RIGHT -> sideRight(size, depth);
      case MID_SIDE -> midSide(size, depth);
      case INDEPENDENT -> throw new IllegalStateException("No pair");
    }
  }

  private void leftSide(int size, int depth) throws MalformedFrameException {
    long outside = 0;
    for (int i = 0; i < size; i++) {
      outside |= put(i, first[i], first[i] - second[i], depth);
    }
    checkRange(outside);
  }

  private void sideRight(int size, int depth) throws MalformedFrameException {
    long outside = 0;
    for (int i = 0; i < size; i++) {
      outside |= put(i, first[i] + second[i], second[i], depth);
    }
    checkRange(outside);
  }

  /** The lowest bit of the sum was left out: it is that of the difference. */
  private void midSide(int size, int depth) throws MalformedFrameException {
    long outside = 0;
    for (int i = 0; i < size; i++) {
      long sum = first[i] << 1 | (second[i] & 1);
      outside |= put(i, (sum + second[i]) >> 1, (sum - second[i]) >> 1, depth);
    }
    checkRange(outside);
  }

  private long put(int i, long left, long right, int depth) {
    samples[0][i] = (int) left;
    samples[1][i] = (int) right;
    return excess(left, depth) | excess(right, depth);
  }

  /** Not 0 if the sample has more bits than it may. */
  private static long excess(long sample, int depth) {
    return (sample ^ sample >> 63) >>> (depth - 1);
  }

  private static void checkRange(long outside) throws MalformedFrameException {
    if (outside != 0) {
      throw new MalformedFrameException("The frame holds samples of more bits than it says");
    }
  }
}
