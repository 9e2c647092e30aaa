package dev.sonolog.measure;

/**
 * What a spectrogram is to be.
 *
 * @param columns 1 to {@value #MAX_COLUMNS}, evenly over its span
 * @param rows 1 to {@value #MAX_ROWS}, up to half the rate
 * @param scale how the rows divide the frequencies
 * @param floor in dBFS, from {@value #MIN_LEVEL}: what is at or below it is 0
 * @param ceiling in dBFS, up to {@value #MAX_LEVEL}: what is at or above it is 255
 */
public record SpectrogramSettings(
    int columns, int rows, FrequencyScale scale, double floor, double ceiling) {
  /** The most columns. */
  public static final int MAX_COLUMNS = 2_048;

  /** The most rows. */
  public static final int MAX_ROWS = 512;

  /** The lowest level, in dBFS. */
  public static final int MIN_LEVEL = -200;

  /** The highest level, in dBFS. */
  public static final int MAX_LEVEL = 100;

  /** The noise of 16 bits is below it, and so is what codecs leave of silence. */
  public static final int USUAL_FLOOR = -100;

  public SpectrogramSettings {
    if (columns < 1 || columns > MAX_COLUMNS || rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "%d columns and %d rows are outside 1..%d and 1..%d"
              .formatted(columns, rows, MAX_COLUMNS, MAX_ROWS));
    }
    if (!(floor >= MIN_LEVEL && floor < ceiling && ceiling <= MAX_LEVEL)) {
      throw new IllegalArgumentException(
          "Levels from %s to %s dBFS are outside %d..%d, or none"
              .formatted(floor, ceiling, MIN_LEVEL, MAX_LEVEL));
    }
  }

  /** Of a size, from -100 dBFS to full scale. */
  public static SpectrogramSettings usual(int columns, int rows, FrequencyScale scale) {
    return new SpectrogramSettings(columns, rows, scale, USUAL_FLOOR, 0);
  }

  /** How many values it has. */
  public int cells() {
    return columns * rows;
  }
}
