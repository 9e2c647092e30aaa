package dev.sonolog.analysis;

import java.time.Duration;

/**
 * How far the analysis of a source is behind its recording.
 *
 * @param recordings finished ones that are not measured yet
 * @param audio their length
 * @param unmeasurable how many cannot be measured; they are in neither
 * @param complete whether all recordings were looked at: else there may be more
 */
public record Lag(long recordings, Duration audio, long unmeasurable, boolean complete) {}
