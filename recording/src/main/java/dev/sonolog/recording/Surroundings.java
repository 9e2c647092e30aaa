package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.NameWords;
import dev.sonolog.capture.TimeSource;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a source finds when it starts, and keeps.
 *
 * @param archive where it is stored
 * @param time the clocks
 * @param wallClock what all sources tell the time by
 * @param tap told what is stored of it
 * @param words what is on at an instant, for the names of files; asked on the source's thread, so
 *     it must not wait
 */
record Surroundings(
    Archive archive,
    TimeSource time,
    WallClock wallClock,
    SegmentTap tap,
    Function<Instant, NameWords> words) {}
