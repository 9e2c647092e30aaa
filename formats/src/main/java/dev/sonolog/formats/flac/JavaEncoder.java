package dev.sonolog.formats.flac;

import java.io.IOException;

/**
 * Codes without any library, for systems that have no libFLAC: fixed predictions and Rice codes
 * alone, with the difference of two channels where that is smaller. All depths and up to eight
 * channels. One thread; constant memory.
 */
final class JavaEncoder implements FlacEncoder {
  /** The assignments of two channels that depend on each other (RFC 9639, 9.1.3). */
  private static final int LEFT_SIDE = 8;

  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  private final PcmShape shape;
  private final FrameHead head;
  private final byte[] block;
  private final SubframeCoder[] channels;
  private final SubframeCoder[] midAndSide;
  private final BitSink out = new BitSink();
  private int filled;
  private long number;

  JavaEncoder(PcmShape shape, FlacEncoding encoding) {
    this.shape = shape;
    this.head = new FrameHead(shape);
    this.block = new byte[shape.blockSize() * shape.frameLength()];
    this.channels = coders(shape.channels(), encoding);
    boolean joint = shape.channels() == 2 && shape.bits() < Integer.SIZE && encoding.level() > 0;
    this.midAndSide = coders(joint ? 2 : 0, encoding);
  }

  private SubframeCoder[] coders(int count, FlacEncoding encoding) {
    SubframeCoder[] coders = new SubframeCoder[count];
    for (int i = 0; i < count; i++) {
      coders[i] = new SubframeCoder(shape.blockSize(), encoding.level());
    }
    return coders;
  }

  @Override
  public String vendor() {
    return "Sonolog";
  }

  @Override
  public void begin() {
    filled = 0;
    number = 0;
  }

  @Override
  public void add(byte[] pcm, FrameSink sink) throws IOException {
    int at = 0;
    while (at < pcm.length) {
      int length = Math.min(pcm.length - at, block.length - filled);
      System.arraycopy(pcm, at, block, filled, length);
      at += length;
      filled += length;
      if (filled == block.length) {
        finish(sink);
      }
    }
  }

  @Override
  public void finish(FrameSink sink) throws IOException {
    int count = filled / shape.frameLength();
    filled = 0;
    if (count > 0) {
      sink.frame(frame(count));
    }
  }

  private byte[] frame(int count) {
    for (int channel = 0; channel < channels.length; channel++) {
      split(channel, count);
    }
    if (midAndSide.length > 0) {
      join(count);
    }
    for (SubframeCoder channel : channels) {
      channel.plan(count, shape.bits());
    }
    return midAndSide.length == 0
        ? written(count, channels.length - 1, channels)
        : joint(count, channels[0], channels[1], midAndSide[0], midAndSide[1]);
  }

  private void split(int channel, int count) {
    int[] samples = channels[channel].samples();
    int at = channel * shape.sampleFormat().length();
    for (int i = 0; i < count; i++) {
      samples[i] = shape.sample(block, at);
      at += shape.frameLength();
    }
  }

  private void join(int count) {
    int[] left = channels[0].samples();
    int[] right = channels[1].samples();
    for (int i = 0; i < count; i++) {
      midAndSide[0].samples()[i] = (left[i] + right[i]) >> 1;
      midAndSide[1].samples()[i] = left[i] - right[i];
    }
    midAndSide[0].plan(count, shape.bits());
    midAndSide[1].plan(count, shape.bits() + 1);
  }

  private byte[] joint(
      int count, SubframeCoder left, SubframeCoder right, SubframeCoder mid, SubframeCoder side) {
    long apart = left.bits() + right.bits();
    long leftSide = left.bits() + side.bits();
    long sideRight = side.bits() + right.bits();
    long midSide = mid.bits() + side.bits();
    long least = Math.min(Math.min(apart, leftSide), Math.min(sideRight, midSide));
    if (least == apart) {
      return written(count, 1, left, right);
    }
    if (least == midSide) {
      return written(count, MID_SIDE, mid, side);
    }
    return least == leftSide
        ? written(count, LEFT_SIDE, left, side)
        : written(count, SIDE_RIGHT, side, right);
  }

  private byte[] written(int count, int assignment, SubframeCoder... coders) {
    out.clear();
    head.write(count, assignment, number++, out);
    for (SubframeCoder coder : coders) {
      coder.write(out);
    }
    out.align();
    out.put(out.crc16(), Short.SIZE);
    return out.toBytes();
  }
}
