package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.SpectrogramSettings;

/**
 * What a spectrogram is made of, and how.
 *
 * @param part the span of its columns, with an end; what lies beside it is looked at, too, where
 *     the file has it
 */
public record SpectrogramOrder(InputPart.Samples part, SpectrogramSettings settings) {
  public SpectrogramOrder {
    if (part.to().isEmpty()) {
      throw new IllegalArgumentException("A spectrogram of a span without an end");
    }
  }

  /** The first frame of the span, at the rate that is decoded. */
  public long from(SampleRate decoded) {
    return scaled(part.from(), decoded);
  }

  /** The frame behind the span, at the rate that is decoded; it holds at least one frame. */
  public long to(SampleRate decoded) {
    return Math.max(from(decoded) + 1, scaled(part.to().getAsLong(), decoded));
  }

  private long scaled(long sample, SampleRate decoded) {
    return part.rate()
        .filter(counted -> !counted.equals(decoded))
        .map(counted -> Math.round((double) sample * decoded.hertz() / counted.hertz()))
        .orElse(sample);
  }
}
