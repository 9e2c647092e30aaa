package dev.sonolog.formats.streaming;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.flac.FlacEncoding;
import dev.sonolog.formats.flac.FlacFrameHeader;
import dev.sonolog.formats.flac.StreamInfo;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Plain samples, coded into FLAC on the way and its frames wrapped; so that they are heard soon
 * rather than small. Samples of 32 bits are heard with 24, as most decoders of FLAC know no more,
 * floating-point ones as loud as full scale at most. One thread, which coding holds.
 */
final class CodingMuxer implements SegmentMuxer {
  private static final FlacEncoding QUICK = new FlacEncoding(1);
  private static final int FULL_SCALE = (1 << 23) - 1;

  private final PcmSetup samples;
  private final SegmentMuxer coding;
  private final WrappingMuxer wrapping;

  /**
   * @param track of plain samples
   * @throws IllegalArgumentException if FLAC cannot hold them
   */
  CodingMuxer(StreamElement.TrackHeader track) {
    if (!(track.setup() instanceof PcmSetup setup)) {
      throw new IllegalArgumentException("No plain samples: " + track.format());
    }
    samples = setup;
    AudioFormat format =
        new AudioFormat(Codec.FLAC, track.format().rate(), track.format().channels());
    SampleFormat coded = coded(setup.sampleFormat());
    coding =
        new FlacContainer(QUICK).muxer(new StreamElement.TrackHeader(format, new PcmSetup(coded)));
    wrapping = new WrappingMuxer(FragmentedMp4.flac(info(format, coded)));
  }

  private static StreamInfo info(AudioFormat format, SampleFormat samples) {
    return new StreamInfo(
        16,
        FlacFrameHeader.MAX_BLOCK_SIZE,
        0,
        0,
        format.rate().hertz(),
        format.channels(),
        samples.bits(),
        0,
        StreamInfo.NO_MD5);
  }

  private static SampleFormat coded(SampleFormat samples) {
    return switch (samples) {
      case S16, S24 -> samples;
      case S32, FLOAT -> SampleFormat.S24;
    };
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    wrapping.begin(tags, sink);
    coding.begin(tags, new Frames(wrapping));
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof PcmBlock block)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    coding.write(
        switch (samples.sampleFormat()) {
          case S16, S24 -> block;
          case S32 -> triples(block, ByteBuffer::getInt);
          case FLOAT -> triples(block, in -> scaled(in.getFloat()));
        });
  }

  /** A sample as its upper 24 bits of 32. */
  private static int scaled(float sample) {
    return Math.clamp(Math.round((double) sample * FULL_SCALE), -FULL_SCALE, FULL_SCALE) << 8;
  }

  private static PcmBlock triples(PcmBlock block, ToIntFunction<ByteBuffer> next) {
    ByteBuffer in = ByteBuffer.wrap(block.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(in.remaining() / Integer.BYTES * 3);
    while (in.hasRemaining()) {
      int value = next.applyAsInt(in);
      out.put((byte) (value >> 8)).put((byte) (value >> 16)).put((byte) (value >> 24));
    }
    return new PcmBlock(out.array(), block.samples(), block.endPosition());
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    coding.seal(tags, chapters);
    return wrapping.seal(tags, chapters);
  }

  /** What the coding muxer appends is a frame each time; its own head is not wanted. */
  private record Frames(WrappingMuxer wrapping) implements SegmentSink {
    @Override
    public void head(byte[] bytes) {
      // the stream has another
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
      byte[] frame = Arrays.copyOfRange(bytes, offset, offset + length);
      int head = Math.min(length, FlacFrameHeader.MAX_LENGTH);
      FlacFrameHeader header =
          FlacFrameHeader.parse(Arrays.copyOf(frame, head))
              .orElseThrow(() -> new IOException("The encoder puts out what is no frame"));
      wrapping.write(frame, header.blockSize());
    }

    @Override
    public void updateHead(byte[] bytes) {
      // the stream has another
    }

    @Override
    public void replaceHead(byte[] bytes) {
      // the stream has another
    }
  }
}
