package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.capture.TimeSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * What a run needs from its surroundings.
 *
 * @param settings of the source
 * @param surroundings of the source
 * @param take what the run is part of, where a person records
 * @param inbox the cuts that people asked for
 * @param progress told whenever it changes
 * @param sealing told of each segment that is being sealed, to wait for it
 * @param heard told when audio arrived last, in monotonic nanoseconds
 * @param random for the identity of runs
 */
record RunContext(
    SourceSettings settings,
    Surroundings surroundings,
    Optional<Take> take,
    CutInbox inbox,
    Consumer<Optional<Progress>> progress,
    Consumer<CompletableFuture<?>> sealing,
    LongConsumer heard,
    RandomGenerator random) {

  /** The same for runs of a take. */
  RunContext of(Take wanted) {
    return new RunContext(
        settings, surroundings, Optional.of(wanted), inbox, progress, sealing, heard, random);
  }

  /** Where it is stored. */
  Archive archive() {
    return surroundings.archive();
  }

  /** The clocks. */
  TimeSource time() {
    return surroundings.time();
  }

  /** What all sources tell the time by. */
  WallClock wallClock() {
    return surroundings.wallClock();
  }
}
