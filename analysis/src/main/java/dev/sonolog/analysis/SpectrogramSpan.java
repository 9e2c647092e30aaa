package dev.sonolog.analysis;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;

/**
 * Samples of a recording that a spectrogram is made of.
 *
 * @param from the first
 * @param to the one behind the last
 * @param there how many the recording has, at the moment
 */
public record SpectrogramSpan(Recording recording, long from, long to, long there) {
  public SpectrogramSpan {
    if (from < 0 || to <= from || to > there) {
      throw new IllegalArgumentException(
          "No span from %d to %d of %d samples".formatted(from, to, there));
    }
  }

  StoredSegment segment() {
    return recording.segment();
  }

  SampleRate rate() {
    return recording.format().rate();
  }
}
