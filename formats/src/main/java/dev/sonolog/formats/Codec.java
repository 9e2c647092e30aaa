package dev.sonolog.formats;

/**
 * How audio is coded. The constant names what a decoder must know; the file name extension follows
 * from it.
 */
public enum Codec {
  /** MPEG-1 and MPEG-2 Audio Layer II (ISO/IEC 11172-3, 13818-3). */
  MPEG_LAYER_2("MP2", "mp2"),
  /**
   * MPEG-1, MPEG-2 and MPEG-2.5 Audio Layer III (ISO/IEC 11172-3, 13818-3; 2.5 is an extension
   * without a standard).
   */
  MPEG_LAYER_3("MP3", "mp3"),
  /**
   * MPEG-2 and MPEG-4 AAC (ISO/IEC 13818-7, 14496-3) in ADTS frames, which carry the rate of the
   * core: HE-AAC plays at twice that rate.
   */
  AAC("AAC", "aac"),
  /** Vorbis I in Ogg. */
  VORBIS("Vorbis", "ogg"),
  /** Opus (RFC 6716) in Ogg (RFC 7845). */
  OPUS("Opus", "opus"),
  /** FLAC (RFC 9639) in its own container. */
  FLAC("FLAC", "flac"),
  /** FLAC in Ogg (RFC 9639, 10.1). */
  OGG_FLAC("Ogg FLAC", "ogg"),
  /** Samples as they are, in RIFF/WAVE. */
  PCM("PCM", "wav");

  private final String label;
  private final String extension;

  Codec(String label, String extension) {
    this.label = label;
    this.extension = extension;
  }

  /** Whether each sample comes out as it went in. */
  public boolean isLossless() {
    return switch (this) {
      case FLAC, OGG_FLAC, PCM -> true;
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC, VORBIS, OPUS -> false;
    };
  }

  /** The name that people know it by, such as {@code MP3}. */
  public String label() {
    return label;
  }

  /** The extension of a file that holds nothing else, without the dot, in lower case. */
  public String extension() {
    return extension;
  }
}
