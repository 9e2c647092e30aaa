package dev.sonolog.analysis;

import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StartOrigin;
import dev.sonolog.archive.StoredSegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Segments as the catalogue knows them. */
final class Segments {
  static final Instant START = Instant.parse("2026-05-23T22:00:00Z");

  private Segments() {}

  /** A finished one; its digest is what the text says. */
  static StoredSegment sealed(Path file, String digest) {
    return new StoredSegment(
        "run-1",
        0,
        "radio",
        file,
        0,
        START,
        StartOrigin.RECORDER,
        SegmentState.SEALED,
        Optional.of(
            new StoredSegment.Content(
                START.plusSeconds(60),
                60 * 48_000L,
                0,
                1_000,
                Optional.of(new SealedSegment.Digest(44, "head", digest)),
                Optional.empty(),
                false)),
        Optional.empty());
  }

  /** One that is being recorded. */
  static StoredSegment growing(Path file) {
    return growing(file, 1);
  }

  static StoredSegment growing(Path file, int number) {
    return new StoredSegment(
        "run-1",
        number,
        "radio",
        file,
        0,
        START,
        StartOrigin.RECORDER,
        SegmentState.RECORDING,
        Optional.empty(),
        Optional.empty());
  }
}
