package dev.sonolog.formats.flac;

import java.util.Arrays;

/**
 * Makes frames out of others where an excerpt needs one that is not there: a part of one, two as
 * one, silence. Each channel is coded by itself, losslessly. Numbered 0, with the rate and the
 * depth said as the other frame says them. One thread.
 */
final class FrameMaker {
  /** Samples of a frame that has no reason to be longer or shorter. */
  static final int USUAL_SIZE = 4_096;

  private static final int MANY_SIZES = 0xFFF9;
  private static final int SIZE_OF_16_BITS = 7;
  private static final int CODING_EFFORT = 5;

  private final int bitDepth;
  private final FlacDecoder decoder = new FlacDecoder();

  /**
   * @param bitDepth of the frames, in bits per sample
   */
  FrameMaker(int bitDepth) {
    this.bitDepth = bitDepth;
  }

  /**
   * The samples of a frame from one on and before another.
   *
   * @throws MalformedFrameException if the frame cannot be decoded
   */
  FlacFrame part(FlacFrame frame, int from, int to) throws MalformedFrameException {
    int[][] samples = decoded(frame);
    for (int channel = 0; channel < samples.length; channel++) {
      samples[channel] = Arrays.copyOfRange(samples[channel], from, to);
    }
    return made(frame, samples);
  }

  /**
   * Two frames as one.
   *
   * @throws MalformedFrameException if one of them cannot be decoded
   */
  FlacFrame joined(FlacFrame first, FlacFrame second) throws MalformedFrameException {
    int[][] samples = decoded(first);
    int[][] more = decoded(second);
    for (int channel = 0; channel < samples.length; channel++) {
      int length = samples[channel].length;
      samples[channel] = Arrays.copyOf(samples[channel], length + more[channel].length);
      System.arraycopy(more[channel], 0, samples[channel], length, more[channel].length);
    }
    return made(second, samples);
  }

  /** So many samples of silence. */
  FlacFrame silence(FlacFrame like, int count) {
    return made(like, new int[like.header().channels()][count]);
  }

  private int[][] decoded(FlacFrame frame) throws MalformedFrameException {
    decoder.decode(frame.header(), bitDepth, frame.bytes());
    int[][] samples = new int[frame.header().channels()][];
    for (int channel = 0; channel < samples.length; channel++) {
      samples[channel] = Arrays.copyOf(decoder.samples(channel), frame.header().blockSize());
    }
    return samples;
  }

  private FlacFrame made(FlacFrame like, int[][] samples) {
    BitSink out = new BitSink();
    head(like, samples.length, samples[0].length, out);
    for (int[] channel : samples) {
      SubframeCoder coder = new SubframeCoder(channel.length, CODING_EFFORT);
      System.arraycopy(channel, 0, coder.samples(), 0, channel.length);
      coder.plan(channel.length, bitDepth);
      coder.write(out);
    }
    out.align();
    out.put(out.crc16(), 16);
    byte[] bytes = out.toBytes();
    FlacFrameHeader header = FlacFrameHeader.parse(bytes).orElseThrow();
    return new FlacFrame(header, bytes, like.endPosition());
  }

  /** RFC 9639, 9.1. */
  private static void head(FlacFrame like, int channels, int size, BitSink out) {
    int rate = like.bytes()[2] & 0xF;
    out.put(MANY_SIZES, 16);
    out.put(SIZE_OF_16_BITS, 4);
    out.put(rate, 4);
    out.put(channels - 1, 4);
    out.put(like.bytes()[3] >> 1 & 7, 3);
    out.put(0, 1);
    out.put(0, 8);
    out.put(size - 1, 16);
    int rateBytes = rate == 12 ? 1 : rate > 12 ? 2 : 0;
    for (int i = like.header().length() - 1 - rateBytes; i < like.header().length() - 1; i++) {
      out.put(like.bytes()[i] & 0xFF, 8);
    }
    out.put(out.crc8(), 8);
  }
}
