package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.SpectrogramSettings;

/**
 * A spectrogram.
 *
 * @param rate of what was decoded: the highest row ends at half of it
 * @param cells as {@link dev.sonolog.measure.Spectrogram#finish} gives them; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // something large that passes, and is never compared
public record SpectrogramData(SampleRate rate, SpectrogramSettings settings, byte[] cells) {
  public SpectrogramData {
    if (cells.length != settings.cells()) {
      throw new IllegalArgumentException(
          cells.length + " cells of " + settings.columns() + " by " + settings.rows());
    }
  }
}
