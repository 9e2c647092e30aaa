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
 * @param archive where it is stored
 * @param time the clocks
 * @param wallClock what all sources tell the time by
 * @param take what the run is part of, where a person records
 * @param inbox the cuts that people asked for
 * @param progress told whenever it changes
 * @param sealing told of each segment that is being sealed, to wait for it
 * @param heard told when audio arrived last, in monotonic nanoseconds
 * @param random for the identity of runs
 */
record RunContext(
    SourceSettings settings,
    Archive archive,
    TimeSource time,
    WallClock wallClock,
    Optional<Take> take,
    CutInbox inbox,
    Consumer<Optional<Progress>> progress,
    Consumer<CompletableFuture<?>> sealing,
    LongConsumer heard,
    RandomGenerator random) {}
