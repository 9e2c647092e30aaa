package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.LevelData;
import java.util.Optional;

/** Knows level data that are not kept yet, so that nothing has to be decoded for them. */
@FunctionalInterface
public interface MeasuredElsewhere {
  /** Knows none. */
  MeasuredElsewhere NOTHING = _ -> Optional.empty();

  /**
   * The level data of a segment; of one that is being recorded as far as it has come. Asked once
   * for each measurement: of a finished one they may be forgotten with this.
   */
  Optional<LevelData> of(StoredSegment segment);
}
