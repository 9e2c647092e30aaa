package dev.sonolog.formats.flac;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses what codes FLAC: libFLAC where the system has it, else {@link JavaEncoder}, whose files
 * are a few percent larger. Any thread; looked up once.
 */
public final class FlacEncoders {
  /** The rate that the head of a frame can still say, in Hz (RFC 9639, 9.1.2). */
  private static final int MAX_HERTZ = 655_350;

  private static final System.Logger LOG = System.getLogger(FlacEncoders.class.getName());

  private final Optional<LibFlac> library;

  /** The one of the process; made when the first encoder is wanted. */
  private static final class Installed {
    private static final FlacEncoders INSTANCE = new FlacEncoders(LibFlac.NAMES);
  }

  /**
   * @param libraries what to look for, as the dynamic linker knows it; the first that is there is
   *     taken
   */
  FlacEncoders(List<String> libraries) {
    this.library = LibFlac.load(libraries);
    if (library.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "libFLAC is not installed ({0}): FLAC is coded by Sonolog itself, into files that are a"
              + " few percent larger. Install libflac12 or libflac14 to change that",
          String.join(", ", libraries));
    }
  }

  static FlacEncoders installed() {
    return Installed.INSTANCE;
  }

  /** What samples FLAC can hold. */
  public static Set<SampleFormat> sampleFormats() {
    return EnumSet.of(SampleFormat.S16, SampleFormat.S24, SampleFormat.S32);
  }

  /**
   * Checks that samples can be coded.
   *
   * @param format their rate and channels
   * @throws IllegalArgumentException if they cannot, with what can
   */
  public static void check(SampleFormat sampleFormat, AudioFormat format) {
    if (!sampleFormats().contains(sampleFormat)) {
      throw new IllegalArgumentException(
          "FLAC cannot hold floating-point samples: record s16, s24 or s32, or write WAV");
    }
    if (format.channels() > FlacFrameHeader.MAX_CHANNELS) {
      throw new IllegalArgumentException(
          "FLAC cannot hold "
              + format.channels()
              + " channels: record 1 to "
              + FlacFrameHeader.MAX_CHANNELS
              + ", or write WAV");
    }
    if (format.rate().hertz() > MAX_HERTZ) {
      throw new IllegalArgumentException(
          "FLAC cannot hold "
              + format.rate()
              + ": record at most "
              + MAX_HERTZ
              + " Hz, or write WAV");
    }
  }

  /** An encoder for such samples, which were {@link #check}ed. */
  FlacEncoder encoder(PcmShape shape, FlacEncoding encoding) {
    return library
        .filter(it -> shape.bits() < Integer.SIZE || it.codes32Bits())
        .<FlacEncoder>map(it -> new NativeEncoder(it, shape, encoding))
        .orElseGet(() -> new JavaEncoder(shape, encoding));
  }
}
