package dev.sonolog.capture;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * The simplest audio there can be: packets of {@value #SIZE} bytes that begin with two bytes of
 * magic and their number. Only for reading.
 */
final class BlockContainer implements Container {
  static final int SIZE = 64;
  static final int SAMPLES = 480;
  static final AudioFormat FORMAT = new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(48_000), 2);

  private static final int MAGIC = 0xB10C;

  /** One packet. */
  static final class Block implements StreamElement.Packet {
    private final int number;
    private final byte[] bytes;
    private final long endPosition;

    Block(int number, byte[] bytes, long endPosition) {
      this.number = number;
      this.bytes = bytes;
      this.endPosition = endPosition;
    }

    int number() {
      return number;
    }

    @Override
    public int samples() {
      return SAMPLES;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long endPosition() {
      return endPosition;
    }
  }

  /** The bytes of {@code count} packets, numbered from {@code first}. */
  static byte[] audio(int first, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = first; i < first + count; i++) {
      byte[] block = new byte[SIZE];
      Arrays.fill(block, (byte) 0x01);
      block[0] = (byte) (MAGIC >> 8);
      block[1] = (byte) MAGIC;
      block[2] = (byte) (i >> 8);
      block[3] = (byte) i;
      out.writeBytes(block);
    }
    return out.toByteArray();
  }

  @Override
  public String name() {
    return "test blocks";
  }

  @Override
  public boolean sniff(ByteInput input) throws IOException {
    return input.ensure(2) && isMagic(input, 0);
  }

  private static boolean isMagic(ByteInput input, int at) {
    return (input.peek(at) << 8 | input.peek(at + 1)) == MAGIC;
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new Reader(input);
  }

  private static final class Reader implements PacketReader {
    private final ByteInput input;
    private boolean begun;

    Reader(ByteInput input) {
      this.input = input;
    }

    @Override
    public StreamElement next() throws IOException {
      if (!begun) {
        begun = true;
        return new StreamElement.TrackHeader(FORMAT, StreamElement.Setup.NONE);
      }
      long start = input.position();
      while (input.ensure(2) && !isMagic(input, 0)) {
        input.skip(1);
      }
      if (input.position() > start && !input.ensure(2)) {
        input.skip(input.buffered());
      }
      if (input.position() > start) {
        return new StreamElement.Damage(start, input.position() - start, "no block");
      }
      return input.ensure(SIZE) ? block() : rest(start);
    }

    private Block block() {
      int number = input.peek(2) << 8 | input.peek(3);
      byte[] bytes = input.take(SIZE);
      return new Block(number, bytes, input.position());
    }

    private StreamElement rest(long start) {
      int left = input.buffered();
      input.skip(left);
      return left == 0
          ? new StreamElement.End()
          : new StreamElement.Damage(start, left, "half a block");
    }
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    throw new UnsupportedOperationException("Only for reading");
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) {
    throw new UnsupportedOperationException("Only for reading");
  }

  @Override
  public InspectedSegment repair(SeekableByteChannel file) {
    throw new UnsupportedOperationException("Only for reading");
  }
}
