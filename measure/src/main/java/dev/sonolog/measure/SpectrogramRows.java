package dev.sonolog.measure;

/**
 * Which frequencies make which row. A row in which some of the transform's frequencies lie has the
 * loudest of them; one between two of them has what lies between their levels. Immutable.
 */
final class SpectrogramRows {
  private final int[] first;
  private final int[] last;
  private final double[] middle;
  private final double floor;
  private final double steps;

  /**
   * @param hertz the rate
   * @param length of the transform
   */
  SpectrogramRows(SpectrogramSettings settings, double hertz, int length) {
    int rows = settings.rows();
    this.first = new int[rows];
    this.last = new int[rows];
    this.middle = new double[rows];
    this.floor = settings.floor();
    this.steps = 255 / (settings.ceiling() - settings.floor());
    double highest = hertz / 2;
    double lowest = settings.scale().lowest(highest);
    for (int row = 0; row < rows; row++) {
      double[] bins = new double[3];
      for (int i = 0; i < bins.length; i++) {
        double share = (rows - 1 - row + i / 2.0) / rows;
        double bin = settings.scale().at(share, lowest, highest) * length / hertz;
        bins[i] = Math.clamp(bin, 0, length / 2.0);
      }
      first[row] = (int) Math.ceil(bins[0]);
      middle[row] = bins[1];
      last[row] = (int) Math.floor(bins[2]);
    }
  }

  /**
   * Fills a column, the highest frequency first.
   *
   * @param levels of the transform's frequencies in dBFS, none below the floor
   * @param at of the first row
   * @param apart from one row to the next
   */
  void fill(float[] levels, byte[] cells, int at, int apart) {
    for (int row = 0; row < middle.length; row++) {
      double share = (level(levels, row) - floor) * steps;
      cells[at + row * apart] = (byte) Math.clamp(Math.round(share), 0, 255);
    }
  }

  private double level(float[] levels, int row) {
    if (first[row] > last[row]) {
      int below = (int) middle[row];
      double share = middle[row] - below;
      return levels[below] * (1 - share) + levels[below + 1] * share;
    }
    float loudest = levels[first[row]];
    for (int i = first[row] + 1; i <= last[row]; i++) {
      loudest = Math.max(loudest, levels[i]);
    }
    return loudest;
  }
}
