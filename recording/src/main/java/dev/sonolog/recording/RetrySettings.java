package dev.sonolog.recording;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What happens when a source fails.
 *
 * @param most after how many failures in a row the source is given up; never, when absent. A packet
 *     that was written ends the row
 * @param pause the fixed pause between tries; 1, 2, 5, 10, 30, 60 s with jitter, when absent
 */
public record RetrySettings(OptionalInt most, Optional<Duration> pause) {}
