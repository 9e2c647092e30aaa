package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.capture.TimeSource;

/**
 * What a source finds when it starts, and keeps.
 *
 * @param archive where it is stored
 * @param time the clocks
 * @param wallClock what all sources tell the time by
 * @param tap told what is stored of it
 */
record Surroundings(Archive archive, TimeSource time, WallClock wallClock, SegmentTap tap) {}
