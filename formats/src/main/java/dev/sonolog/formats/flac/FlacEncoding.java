package dev.sonolog.formats.flac;

/**
 * How samples are coded.
 *
 * @param level how much work is done for small files, {@value #MIN_LEVEL} to {@value #MAX_LEVEL} as
 *     the command line tool has it; the samples are the same at each
 */
public record FlacEncoding(int level) {
  public static final int MIN_LEVEL = 0;
  public static final int MAX_LEVEL = 8;

  /** What the command line tool does unless it is told otherwise. */
  public static final FlacEncoding USUAL = new FlacEncoding(5);

  public FlacEncoding {
    if (level < MIN_LEVEL || level > MAX_LEVEL) {
      throw new IllegalArgumentException(
          "Compression level " + level + " is outside " + MIN_LEVEL + ".." + MAX_LEVEL);
    }
  }
}
