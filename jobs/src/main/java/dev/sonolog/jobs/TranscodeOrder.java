package dev.sonolog.jobs;

import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be coded anew, and into what.
 *
 * @param parts 1 to {@value #MAX_PARTS}, of which at least one is no silence
 * @param output the file that is made
 * @param samples how the samples of WAV ({@code S16}, {@code S24}, {@code FLOAT}) or FLAC ({@code
 *     S16}, {@code S24}) lie. Where it is empty, they stay as they are; those of a lossy input,
 *     which have no depth of their own, become 16 bits, and what FLAC cannot hold 24
 * @param bitrate of MP3, Opus and M4A, in bits per second; what is usual for the channels where it
 *     is empty
 */
public record TranscodeOrder(
    List<InputPart> parts,
    Path output,
    TargetKind kind,
    Optional<SampleFormat> samples,
    OptionalInt bitrate,
    FileTags tags) {
  /** The most parts. */
  public static final int MAX_PARTS = 2_000;

  /** Limits of the bit rate. */
  public static final int MIN_BITRATE = 6_000;

  public static final int MAX_BITRATE = 1_024_000;

  public TranscodeOrder {
    parts = List.copyOf(parts);
    if (parts.size() > MAX_PARTS || parts.stream().noneMatch(InputPart.Samples.class::isInstance)) {
      throw new IllegalArgumentException(
          parts.size() + " parts; 1 to " + MAX_PARTS + " can be joined, one of them audio");
    }
    samples.ifPresent(wanted -> check(kind, wanted));
    bitrate.ifPresent(wanted -> check(kind, wanted));
  }

  private static void check(TargetKind kind, SampleFormat wanted) {
    boolean possible =
        switch (wanted) {
          case S16, S24 -> kind.keepsSamples();
          case FLOAT -> kind == TargetKind.WAV;
          case S32 -> false;
        };
    if (!possible) {
      throw new IllegalArgumentException("No samples of " + wanted.word() + " in " + kind.word());
    }
  }

  private static void check(TargetKind kind, int wanted) {
    if (kind.keepsSamples()) {
      throw new IllegalArgumentException(kind.word() + " has no bit rate to choose");
    }
    if (wanted < MIN_BITRATE || wanted > MAX_BITRATE) {
      throw new IllegalArgumentException(
          "A bit rate of %d is outside %d..%d".formatted(wanted, MIN_BITRATE, MAX_BITRATE));
    }
  }

  /** All of one file, with what is usual. */
  public static TranscodeOrder plain(Path input, Path output, TargetKind kind) {
    return new TranscodeOrder(
        List.of(InputPart.Samples.all(input)),
        output,
        kind,
        Optional.empty(),
        OptionalInt.empty(),
        FileTags.NONE);
  }

  /** The same into another file. */
  public TranscodeOrder into(Path other) {
    return new TranscodeOrder(parts, other, kind, samples, bitrate, tags);
  }

  /** The same of other parts. */
  public TranscodeOrder of(List<InputPart> others) {
    return new TranscodeOrder(others, output, kind, samples, bitrate, tags);
  }

  /** The first file. */
  public Path file() {
    return parts.stream()
        .filter(InputPart.Samples.class::isInstance)
        .map(part -> ((InputPart.Samples) part).file())
        .findFirst()
        .orElseThrow();
  }
}
