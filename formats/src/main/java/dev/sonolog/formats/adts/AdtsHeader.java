package dev.sonolog.formats.adts;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameHeader;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The seven bytes that every frame begins with, the fixed and the variable header (ISO/IEC 13818-7,
 * 6.2.1 and 6.2.2), parsed once. Made only from bytes that are a header with a rate of the standard
 * and room for audio.
 *
 * @param edition the standard that the audio obeys
 * @param profile the tools that the audio may use
 * @param rate the sample rate of the core: HE-AAC plays at twice that rate, and no header says so
 * @param channelConfiguration which channels there are, 1 to 7; 0 where the frame says it itself
 * @param programConfig what the frame says of its channels, where the configuration is 0
 * @param crc whether CRCs are there. They are not checked: they cover the first 192 bits of each
 *     element (6.2.3), whose ends only a decoder finds.
 * @param frameLength the bytes of the whole frame, header and CRC included
 * @param blocks how many raw data blocks the frame holds, 1 to 4
 */
public record AdtsHeader(
    Edition edition,
    Profile profile,
    SampleRate rate,
    int channelConfiguration,
    Optional<ProgramConfig> programConfig,
    boolean crc,
    int frameLength,
    int blocks)
    implements FrameHeader<AdtsHeader> {

  /** The bytes of a header, without the CRC that may follow. */
  public static final int LENGTH = 7;

  /** No frame is longer: thirteen bits of length, in bytes. */
  public static final int MAX_FRAME_LENGTH = 8_191;

  /**
   * What is assumed where neither the header nor the frame says how many channels there are: two,
   * as broadcasters send two languages.
   */
  static final int ASSUMED_CHANNELS = 2;

  private static final int BLOCK_SAMPLES = 1_024;
  private static final int CRC_LENGTH = 2;
  private static final int BLOCK_POSITION_LENGTH = 2;

  /** Twelve set bits and the layer, which is always 0. */
  private static final int SYNC_MASK = 0xFFF6_0000;

  private static final int SYNC = 0xFFF0_0000;

  private static final Edition[] EDITIONS = Edition.values();
  private static final Profile[] PROFILES = Profile.values();

  private static final SampleRate[] RATES =
      IntStream.of(
              96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000,
              11_025, 8_000, 7_350)
          .mapToObj(SampleRate::new)
          .toArray(SampleRate[]::new);

  /** The standards; the order is that of the bit. */
  public enum Edition {
    /** ISO/IEC 14496-3. */
    MPEG_4,
    /** ISO/IEC 13818-7. */
    MPEG_2
  }

  /**
   * The profiles of MPEG-2, which are object types of MPEG-4; the order is that of the two bits.
   */
  public enum Profile {
    /** Main. */
    MAIN,
    /** Low complexity; nearly all streams, also the core of HE-AAC. */
    LOW_COMPLEXITY,
    /** Scalable sample rate. */
    SCALABLE_SAMPLE_RATE,
    /** Long term prediction; MPEG-4 only. */
    LONG_TERM_PREDICTION
  }

  /**
   * The header that seven bytes are, if they are one; without what the frame says of its channels.
   *
   * @param first the bytes 0 to 3
   * @param last the bytes 3 to 6
   */
  static Optional<AdtsHeader> parse(int first, int last) {
    int rateIndex = (first >>> 10) & 0xF;
    if ((first & SYNC_MASK) != SYNC || rateIndex >= RATES.length) {
      return Optional.empty();
    }
    AdtsHeader header =
        new AdtsHeader(
            EDITIONS[(first >>> 19) & 1],
            PROFILES[(first >>> 14) & 3],
            RATES[rateIndex],
            (first >>> 6) & 7,
            Optional.empty(),
            (first & 0x1_0000) == 0,
            (last >>> 13) & 0x1FFF,
            1 + (last & 3));
    return header.possible() ? Optional.of(header) : Optional.empty();
  }

  private boolean possible() {
    boolean reserved = edition == Edition.MPEG_2 && profile == Profile.LONG_TERM_PREDICTION;
    return !reserved && frameLength > audioOffset();
  }

  /** Where the first raw data block begins, in bytes from the frame's start (13818-7, 6.2). */
  int audioOffset() {
    return crc ? LENGTH + (blocks - 1) * BLOCK_POSITION_LENGTH + CRC_LENGTH : LENGTH;
  }

  /** This header with what the frame says of its channels. */
  AdtsHeader with(Optional<ProgramConfig> found) {
    return new AdtsHeader(
        edition, profile, rate, channelConfiguration, found, crc, frameLength, blocks);
  }

  /** This header of a frame of that length that says its channels itself. */
  AdtsHeader saying(ProgramConfig channels, int length) {
    return new AdtsHeader(
        edition, profile, rate, channelConfiguration, Optional.of(channels), crc, length, blocks);
  }

  /**
   * Whether a frame with the other header may follow in the same track: the fixed headers agree but
   * for the bits of copyright, and so do the channels where both frames say them.
   */
  @Override
  public boolean sameTrack(AdtsHeader other) {
    return rate.equals(other.rate) && setup().matches(other);
  }

  /** Samples per channel in a frame, at the core's {@link #rate}. */
  public int samples() {
    return blocks * BLOCK_SAMPLES;
  }

  /** 1 to 93; parametric stereo (HE-AAC v2) counts as the one channel that is coded. */
  public int channels() {
    return switch (channelConfiguration) {
      case 0 -> programConfig.map(ProgramConfig::channels).orElse(ASSUMED_CHANNELS);
      case 7 -> 8;
      default -> channelConfiguration;
    };
  }

  /** What stays the same within a run. */
  public AudioFormat format() {
    return new AudioFormat(Codec.AAC, rate, channels());
  }

  /** What a stream of such frames has in common. */
  StreamElement.TrackHeader trackHeader() {
    return new StreamElement.TrackHeader(format(), setup());
  }

  private AdtsSetup setup() {
    return new AdtsSetup(edition, profile, channelConfiguration, programConfig);
  }
}
