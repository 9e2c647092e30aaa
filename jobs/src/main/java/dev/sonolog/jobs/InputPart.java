package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A piece of what is coded; the pieces of an order follow each other without a seam. */
public sealed interface InputPart {
  /**
   * Samples of a file, counted as it plays them: encoder's delay and padding are taken away.
   *
   * @param file absolute
   * @param from the first sample, from 0
   * @param to the sample behind the last one; the end of the file where there is none
   * @param rate what both are counted at, where that may differ from what is decoded, as with
   *     HE-AAC; the decoded one where there is none
   */
  record Samples(Path file, long from, OptionalLong to, Optional<SampleRate> rate)
      implements InputPart {
    public Samples {
      if (from < 0 || (to.isPresent() && to.getAsLong() <= from)) {
        throw new IllegalArgumentException("No samples from " + from + " to " + to);
      }
    }

    /** All of a file. */
    public static Samples all(Path file) {
      return new Samples(file, 0, OptionalLong.empty(), Optional.empty());
    }
  }

  /**
   * Silence.
   *
   * @param samples how many, per channel
   * @param rate what they are counted at
   */
  record Silence(long samples, SampleRate rate) implements InputPart {
    /** The longest, in samples: a month at 96 kHz. */
    public static final long MOST = 31L * 86_400 * 96_000;

    public Silence {
      if (samples < 1 || samples > MOST) {
        throw new IllegalArgumentException(samples + " samples of silence");
      }
    }
  }
}
