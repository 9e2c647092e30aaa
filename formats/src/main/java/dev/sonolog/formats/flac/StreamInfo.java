package dev.sonolog.formats.flac;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What STREAMINFO says of a stream (RFC 9639, 8.2). The standard writes 0 for what is not known.
 *
 * @param minBlockSize the smallest block but the last, in samples per channel
 * @param maxBlockSize the largest block, in samples per channel
 * @param minFrameLength the shortest frame in bytes, or 0
 * @param maxFrameLength the longest frame in bytes, or 0
 * @param hertz the sample rate, or 0
 * @param channels 1 to 8
 * @param bitDepth bits per sample, 4 to 32
 * @param samples per channel, or 0; less than 2^36
 * @param md5 of the decoded samples, 32 hexadecimal digits; {@link #NO_MD5} if not known
 */
public record StreamInfo(
    int minBlockSize,
    int maxBlockSize,
    int minFrameLength,
    int maxFrameLength,
    int hertz,
    int channels,
    int bitDepth,
    long samples,
    String md5) {
  /** The length of the block without its header, in bytes. */
  public static final int LENGTH = 34;

  public static final String NO_MD5 = "0".repeat(32);

  private static final int MIN_BIT_DEPTH = 4;
  private static final long MAX_SAMPLES = (1L << 36) - 1;

  public StreamInfo {
    if (samples < 0 || samples > MAX_SAMPLES || hertz < 0 || hertz >= 1 << 20) {
      throw new IllegalArgumentException(
          samples + " samples at " + hertz + " Hz are more than FLAC can say");
    }
  }

  /**
   * What the block says that begins with these bytes.
   *
   * @param block without its header
   * @return empty if it is shorter than {@value #LENGTH} bytes or its bit depth is none of FLAC's
   */
  public static Optional<StreamInfo> parse(byte[] block) {
    if (block.length < LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(block);
    int minBlock = in.getShort() & 0xFFFF;
    int maxBlock = in.getShort() & 0xFFFF;
    int minFrame = (in.getShort() & 0xFFFF) << 8 | (in.get() & 0xFF);
    int maxFrame = (in.getShort() & 0xFFFF) << 8 | (in.get() & 0xFF);
    long packed = in.getLong();
    int depth = (int) (packed >>> 36 & 0x1F) + 1;
    return depth < MIN_BIT_DEPTH
        ? Optional.empty()
        : Optional.of(
            new StreamInfo(
                minBlock,
                maxBlock,
                minFrame,
                maxFrame,
                (int) (packed >>> 44),
                (int) (packed >>> 41 & 7) + 1,
                depth,
                packed & MAX_SAMPLES,
                HexFormat.of().formatHex(block, in.position(), LENGTH)));
  }

  /** The same of a stream with so many samples. */
  StreamInfo withSamples(long count) {
    return new StreamInfo(
        minBlockSize,
        maxBlockSize,
        minFrameLength,
        maxFrameLength,
        hertz,
        channels,
        bitDepth,
        count,
        md5);
  }

  /** The same of a stream that has so many samples by now; as far as the block can say that. */
  StreamInfo unfinished(long count) {
    return new StreamInfo(
        minBlockSize,
        maxBlockSize,
        minFrameLength,
        maxFrameLength,
        hertz,
        channels,
        bitDepth,
        Math.min(count, MAX_SAMPLES),
        NO_MD5);
  }

  /** The block without its header. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    out.putShort((short) minBlockSize).putShort((short) maxBlockSize);
    out.put((byte) (minFrameLength >>> 16)).putShort((short) minFrameLength);
    out.put((byte) (maxFrameLength >>> 16)).putShort((short) maxFrameLength);
    out.putLong((long) hertz << 44 | (channels - 1L) << 41 | (bitDepth - 1L) << 36 | samples);
    return out.put(HexFormat.of().parseHex(md5)).array();
  }

  /** Whether all blocks but the last have one size. */
  boolean hasOneBlockSize() {
    return minBlockSize == maxBlockSize && maxBlockSize > 0;
  }
}
