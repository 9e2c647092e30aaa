package dev.sonolog.formats.wav;

import dev.sonolog.formats.UnsupportedFormatException;
import java.util.Locale;

/** How audio in a WAVE form is coded: the registered numbers (RFC 2361) that files bear. */
final class FormatTag {
  static final int PCM = 0x0001;
  static final int IEEE_FLOAT = 0x0003;

  /** The number is the beginning of a GUID at the end of the chunk. */
  static final int EXTENSIBLE = 0xFFFE;

  private FormatTag() {}

  /** What a tag that is no plain sample becomes. */
  static UnsupportedFormatException refusal(int tag) {
    return refused(String.format(Locale.ROOT, "%s (format 0x%04X)", name(tag), tag));
  }

  static UnsupportedFormatException refused(String what) {
    return new UnsupportedFormatException(
        "A WAV file that holds "
            + what
            + "; plain samples of 16, 24 or 32 bits or 32-bit floating-point numbers are needed");
  }

  private static String name(int tag) {
    return switch (tag) {
      case 0x0002 -> "Microsoft ADPCM";
      case 0x0006 -> "A-law";
      case 0x0007 -> "mu-law";
      case 0x0008 -> "DTS";
      case 0x0011 -> "IMA ADPCM";
      case 0x0031 -> "GSM 6.10";
      case 0x0040 -> "G.721 ADPCM";
      case 0x0050 -> "MPEG audio";
      case 0x0055 -> "MP3";
      case 0x0092, 0x2000 -> "AC-3";
      case 0x00FF, 0x1600, 0x1610, 0x706D -> "AAC";
      case 0x0160, 0x0161, 0x0162, 0x0163 -> "Windows Media Audio";
      case 0x0270 -> "ATRAC3";
      case 0x2001 -> "DTS";
      case 0xF1AC -> "FLAC";
      default -> "audio of an unknown kind";
    };
  }
}
