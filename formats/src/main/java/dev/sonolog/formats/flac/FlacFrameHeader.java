package dev.sonolog.formats.flac;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The header of a frame (RFC 9639, 9.1), parsed once.
 *
 * @param strategy what the number counts
 * @param blockSize samples per channel, 1 to {@value #MAX_BLOCK_SIZE}
 * @param hertz the sample rate, 1 to 655,350 Hz; empty where the frame leaves it to STREAMINFO
 * @param channels 1 to {@value #MAX_CHANNELS}
 * @param stereo how two channels are coded
 * @param bitDepth bits per sample; empty where the frame leaves it to STREAMINFO
 * @param number of the frame or of its first sample, as the strategy says
 * @param length of the header in bytes, its CRC included
 */
public record FlacFrameHeader(
    Strategy strategy,
    int blockSize,
    OptionalInt hertz,
    int channels,
    Stereo stereo,
    OptionalInt bitDepth,
    long number,
    int length) {

  /** No header is longer, in bytes. */
  public static final int MAX_LENGTH = 4 + CodedNumber.MAX_LENGTH + 2 + 2 + 1;

  /** No header is shorter, in bytes. */
  public static final int MIN_LENGTH = 6;

  /** No frame has more samples per channel. */
  public static final int MAX_BLOCK_SIZE = 65_535;

  public static final int MAX_CHANNELS = 8;

  /** Where the number begins in a frame, in bytes. */
  static final int NUMBER_OFFSET = 4;

  private static final int FIXED_NUMBER_MAX_LENGTH = 6;

  private static final int[] RATES = {
    88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
  };

  private static final int[] DEPTHS = {0, 8, 12, 0, 16, 20, 24, 32};

  /** What a frame's number counts. */
  public enum Strategy {
    /** Frames: all but the last of a stream have one block size. */
    FIXED,
    /** Samples: each frame has its own block size. */
    VARIABLE
  }

  /** How the channels depend on each other (RFC 9639, 4.2). */
  public enum Stereo {
    INDEPENDENT,
    LEFT_SIDE,
    SIDE_RIGHT,
    MID_SIDE
  }

  /** Whether two bytes can begin a header: fifteen bits of sync code. */
  public static boolean isSync(int first, int second) {
    return first == 0xFF && (second & 0xFE) == 0xF8;
  }

  /**
   * The header at the start of these bytes, if there is a whole one and its CRC agrees.
   *
   * @param bytes {@value #MAX_LENGTH} suffice
   */
  public static Optional<FlacFrameHeader> parse(byte[] bytes) {
    if (bytes.length < MIN_LENGTH || !isSync(bytes[0] & 0xFF, bytes[1] & 0xFF)) {
      return Optional.empty();
    }
    int numberLength = CodedNumber.length(bytes[NUMBER_OFFSET] & 0xFF);
    Codes codes = new Codes(bytes[2] & 0xFF, bytes[3] & 0xFF);
    Strategy strategy = (bytes[1] & 1) == 0 ? Strategy.FIXED : Strategy.VARIABLE;
    boolean tooLong = strategy == Strategy.FIXED && numberLength > FIXED_NUMBER_MAX_LENGTH;
    int length = NUMBER_OFFSET + numberLength + codes.more() + 1;
    if (!codes.valid() || numberLength == 0 || tooLong || length > bytes.length) {
      return Optional.empty();
    }
    boolean sound =
        CodedNumber.continues(bytes, NUMBER_OFFSET, numberLength)
            && FlacCrc.crc8(bytes, length) == 0;
    long number = CodedNumber.read(bytes, NUMBER_OFFSET, numberLength);
    return sound
        ? codes.header(strategy, number, bytes, NUMBER_OFFSET + numberLength)
        : Optional.empty();
  }

  /** The four codes behind the sync code, and the bit that must be 0. */
  private record Codes(int first, int second) {
    int block() {
      return first >>> 4;
    }

    int rate() {
      return first & 0xF;
    }

    int channels() {
      return second >>> 4;
    }

    int depth() {
      return (second >>> 1) & 7;
    }

    boolean valid() {
      return block() != 0 && rate() != 15 && channels() < 11 && depth() != 3 && (second & 1) == 0;
    }

    private int blockBytes() {
      return block() == 6 ? 1 : block() == 7 ? 2 : 0;
    }

    private int rateBytes() {
      return rate() == 12 ? 1 : rate() > 12 ? 2 : 0;
    }

    /** How many bytes behind the number the codes refer to. */
    int more() {
      return blockBytes() + rateBytes();
    }

    Optional<FlacFrameHeader> header(Strategy strategy, long number, byte[] bytes, int at) {
      int blockSize = blockSize(bytes, at);
      int hertz = hertz(bytes, at + blockBytes());
      if (blockSize > MAX_BLOCK_SIZE || (hertz == 0 && rate() != 0)) {
        return Optional.empty();
      }
      return Optional.of(
          new FlacFrameHeader(
              strategy,
              blockSize,
              known(hertz),
              channels() < 8 ? channels() + 1 : 2,
              stereo(),
              known(DEPTHS[depth()]),
              number,
              at + more() + 1));
    }

    private Stereo stereo() {
      return switch (channels()) {
        case 8 -> Stereo.LEFT_SIDE;
        case 9 -> Stereo.SIDE_RIGHT;
        case 10 -> Stereo.MID_SIDE;
        default -> Stereo.INDEPENDENT;
      };
    }

    private int blockSize(byte[] bytes, int at) {
      return switch (block()) {
        case 1 -> 192;
        case 2, 3, 4, 5 -> 144 << block();
        case 6 -> unsigned(bytes, at, 1) + 1;
        case 7 -> unsigned(bytes, at, 2) + 1;
        default -> 1 << block();
      };
    }

    private int hertz(byte[] bytes, int at) {
      return switch (rate()) {
        case 0 -> 0;
        case 12 -> 1_000 * unsigned(bytes, at, 1);
        case 13 -> unsigned(bytes, at, 2);
        case 14 -> 10 * unsigned(bytes, at, 2);
        default -> RATES[rate() - 1];
      };
    }

    private static int unsigned(byte[] bytes, int at, int count) {
      int first = bytes[at] & 0xFF;
      return count == 1 ? first : first << 8 | (bytes[at + 1] & 0xFF);
    }

    private static OptionalInt known(int value) {
      return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
  }

  /** Whether both can be of one stream: all agrees but block size, stereo coding and number. */
  public boolean agreesWith(FlacFrameHeader other) {
    return strategy == other.strategy
        && channels == other.channels
        && hertz.equals(other.hertz)
        && bitDepth.equals(other.bitDepth);
  }

  /** The bit depth, of STREAMINFO where the frame leaves it to that. */
  public OptionalInt bitDepth(Optional<StreamInfo> info) {
    return bitDepth.isPresent() || info.isEmpty()
        ? bitDepth
        : OptionalInt.of(info.get().bitDepth());
  }

  /** The sample rate in Hz, of STREAMINFO where the frame leaves it to that and that knows it. */
  public OptionalInt hertz(Optional<StreamInfo> info) {
    return hertz.isPresent() || info.isEmpty() || info.get().hertz() == 0
        ? hertz
        : OptionalInt.of(info.get().hertz());
  }
}
