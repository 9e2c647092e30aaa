package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.StoredRun;
import java.time.Instant;
import java.util.List;

/**
 * What was recorded without a hole, of one run.
 *
 * @param slices in order, at least one; each goes on where the one before ends
 */
public record Stretch(StoredRun run, List<Slice> slices) implements TimelinePart {
  public Stretch {
    slices = List.copyOf(slices);
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("A stretch without a slice");
    }
  }

  @Override
  public Instant from() {
    return slices.getFirst().start();
  }

  @Override
  public Instant to() {
    return slices.getLast().end();
  }

  /** Samples per channel. */
  public long samples() {
    return slices.stream().mapToLong(Slice::samples).sum();
  }
}
