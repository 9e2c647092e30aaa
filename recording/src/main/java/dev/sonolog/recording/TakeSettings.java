package dev.sonolog.recording;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of what a person records.
 *
 * @param shortest takes with less audio than this go to the trash; none for all are kept
 * @param longest a take ends by itself when it is so long; none for only when somebody says so
 */
public record TakeSettings(Optional<Duration> shortest, Optional<Duration> longest) {}
