package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The four bytes that every frame begins with (ISO/IEC 11172-3, 2.4.1.3; 13818-3, 2.4.1), parsed
 * once. Made only from words that are headers of Layer II or Layer III with a stated bitrate.
 *
 * @param word the 32 bits as they stand in the stream
 * @param version the edition of the standard, and with it the family of sample rates
 * @param layer II or III
 * @param bitrate bits per second, from the tables of the standard
 * @param rate the sample rate
 * @param mode how the channels are coded
 * @param crc whether two bytes of CRC follow the header
 * @param padding whether the frame is one byte longer than its bitrate alone says
 */
public record MpegHeader(
    int word,
    Version version,
    Layer layer,
    int bitrate,
    SampleRate rate,
    ChannelMode mode,
    boolean crc,
    boolean padding)
    implements FrameHeader<MpegHeader> {

  /** The bytes of a header. */
  public static final int LENGTH = 4;

  /**
   * No frame is longer: Layer II of MPEG-2.5 at 160 kbit/s and 8 kHz, with its padding. In bytes.
   */
  public static final int MAX_FRAME_LENGTH = 2_881;

  private static final int SYNC_MASK = 0xFFE0_0000;
  private static final int NO_CRC = 1 << 16;
  private static final int PADDING = 1 << 9;
  private static final int BITRATE_SHIFT = 12;
  private static final int RATE_SHIFT = 10;
  private static final int MODE_SHIFT = 6;
  private static final int BITRATES = 14;
  private static final ChannelMode[] MODES = ChannelMode.values();

  /**
   * Kept by a header made for the same track: sync, version, layer, rate, mode, copyright,
   * original, emphasis. FFmpeg takes for junk a first frame that differs from the second in any of
   * these.
   */
  private static final int TRACK_MASK = 0xFFFE_0CCF;

  /** The editions; MPEG-2.5 is an extension that no standard names. */
  public enum Version {
    /** ISO/IEC 11172-3: 32, 44.1 and 48 kHz. */
    MPEG_1,
    /** ISO/IEC 13818-3, low sampling frequencies: 16, 22.05 and 24 kHz. */
    MPEG_2,
    /** The same at 8, 11.025 and 12 kHz. */
    MPEG_2_5
  }

  /** The layers that can be recorded. */
  public enum Layer {
    /** Frames stand alone. */
    TWO,
    /** A frame may use bytes of frames before it. */
    THREE
  }

  /** How the channels are coded; the order is that of the two bits. */
  public enum ChannelMode {
    /** Two channels. */
    STEREO,
    /** Two channels, coded together where that is cheaper. */
    JOINT_STEREO,
    /** Two programmes of one channel. */
    DUAL_CHANNEL,
    /** One channel. */
    MONO
  }

  /** The header that these 32 bits are, if they are one. */
  public static Optional<MpegHeader> parse(int word) {
    Version version = version(word);
    Layer layer = layer(word);
    int bitrateIndex = (word >>> BITRATE_SHIFT) & 0xF;
    int rateIndex = (word >>> RATE_SHIFT) & 3;
    boolean reservedEmphasis = (word & 3) == 2;
    if ((word & SYNC_MASK) != SYNC_MASK
        || version == null
        || layer == null
        || bitrateIndex < 1
        || bitrateIndex > BITRATES
        || rateIndex == 3
        || reservedEmphasis) {
      return Optional.empty();
    }
    return Optional.of(
        new MpegHeader(
            word,
            version,
            layer,
            MpegTables.bitrate(version, layer, bitrateIndex),
            MpegTables.rate(version, rateIndex),
            MODES[(word >>> MODE_SHIFT) & 3],
            (word & NO_CRC) == 0,
            (word & PADDING) != 0));
  }

  private static @Nullable Version version(int word) {
    return switch ((word >>> 19) & 3) {
      case 0 -> Version.MPEG_2_5;
      case 2 -> Version.MPEG_2;
      case 3 -> Version.MPEG_1;
      default -> null;
    };
  }

  private static @Nullable Layer layer(int word) {
    return switch ((word >>> 17) & 3) {
      case 1 -> Layer.THREE;
      case 2 -> Layer.TWO;
      default -> null;
    };
  }

  /**
   * Whether a frame with the other header may follow in the same track: version, layer, rate and
   * number of channels agree. Bitrate, padding, CRC and the kind of stereo may change by the frame.
   */
  @Override
  public boolean sameTrack(MpegHeader other) {
    return version == other.version
        && layer == other.layer
        && rate.equals(other.rate)
        && channels() == other.channels();
  }

  /** What a decoder must know of the track. */
  public AudioFormat format() {
    Codec codec = layer == Layer.TWO ? Codec.MPEG_LAYER_2 : Codec.MPEG_LAYER_3;
    return new AudioFormat(codec, rate, channels());
  }

  /** What a stream of such frames has in common. */
  StreamElement.TrackHeader trackHeader() {
    return new StreamElement.TrackHeader(format(), StreamElement.Setup.NONE);
  }

  /** 1 or 2. */
  public int channels() {
    return mode == ChannelMode.MONO ? 1 : 2;
  }

  /** Samples per channel in a frame: 1152, or 576 in Layer III at low sampling frequencies. */
  public int samples() {
    return layer == Layer.THREE && version != Version.MPEG_1 ? 576 : 1_152;
  }

  /** The bytes of the whole frame, header and CRC included (11172-3, 2.4.3.1). */
  @Override
  public int frameLength() {
    return samples() / 8 * bitrate / rate.hertz() + (padding ? 1 : 0);
  }

  /** The bytes of a Layer III frame's side information (11172-3, 2.4.1.7). */
  public int sideInfoLength() {
    if (version == Version.MPEG_1) {
      return channels() == 1 ? 17 : 32;
    }
    return channels() == 1 ? 9 : 17;
  }

  /** Where a frame's side information begins, in bytes from its start. */
  public int sideInfoOffset() {
    return crc ? LENGTH + 2 : LENGTH;
  }

  /** Where a Layer III frame's main data area begins, in bytes from its start. */
  public int mainDataOffset() {
    return sideInfoOffset() + sideInfoLength();
  }

  /** The bytes of a Layer III frame's main data area. */
  public int mainDataLength() {
    return frameLength() - mainDataOffset();
  }

  /** How far back a frame's main data may begin: the range of main_data_begin, in bytes. */
  public int reservoirLimit() {
    return version == Version.MPEG_1 ? 511 : 255;
  }

  /**
   * The header of the same track, without CRC and padding, with the lowest bitrate whose frame has
   * a main data area of at least {@code bytes}.
   *
   * @throws IllegalArgumentException if no bitrate has so much room
   */
  MpegHeader withRoomFor(int bytes) {
    for (int index = 1; index <= BITRATES; index++) {
      MpegHeader candidate = withBitrateIndex(index);
      if (candidate.mainDataLength() >= bytes) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("No frame of " + format() + " has room for " + bytes);
  }

  private MpegHeader withBitrateIndex(int index) {
    return parse((word & TRACK_MASK) | NO_CRC | (index << BITRATE_SHIFT)).orElseThrow();
  }

  /** The same header of a frame without CRC. */
  MpegHeader withoutCrc() {
    return parse(word | NO_CRC).orElseThrow();
  }

  /** The header's four bytes. */
  byte[] bytes() {
    return new byte[] {
      (byte) (word >>> 24), (byte) (word >>> 16), (byte) (word >>> 8), (byte) word
    };
  }
}
