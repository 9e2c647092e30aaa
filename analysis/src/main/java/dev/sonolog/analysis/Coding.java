package dev.sonolog.analysis;

import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What something is coded into.
 *
 * @param samples as {@link TranscodeOrder#samples}
 * @param bitrate in bits per second
 */
public record Coding(TargetKind kind, Optional<SampleFormat> samples, OptionalInt bitrate) {
  /** With what is usual. */
  public static Coding usual(TargetKind kind) {
    return new Coding(kind, Optional.empty(), OptionalInt.empty());
  }
}
