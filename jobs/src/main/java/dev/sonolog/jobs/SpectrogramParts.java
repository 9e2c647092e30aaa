package dev.sonolog.jobs;

import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;

/** Puts a spectrogram together that comes in parts. Lives for one job; one thread. */
final class SpectrogramParts {
  private final SpectrogramSettings settings;
  private final byte[] cells;
  private int count;

  SpectrogramParts(SpectrogramSettings settings) {
    this.settings = settings;
    this.cells = new byte[settings.cells()];
  }

  void add(Message.Cells part) throws IOException {
    byte[] values = part.values();
    if (values.length > cells.length - count) {
      throw new IOException("More than " + cells.length + " cells");
    }
    System.arraycopy(values, 0, cells, count, values.length);
    count += values.length;
  }

  SpectrogramData join(Message.Drawn drawn) throws IOException {
    if (count < cells.length) {
      throw new IOException(count + " cells of " + cells.length);
    }
    return new SpectrogramData(drawn.rate(), settings, cells);
  }
}
