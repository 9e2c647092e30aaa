package dev.sonolog.formats;

import java.time.Duration;

/**
 * A stretch of a segment with a title.
 *
 * @param start from the segment's first sample
 * @param end from the segment's first sample, after {@code start}
 * @param title what is heard
 */
public record Chapter(Duration start, Duration end, String title) {}
