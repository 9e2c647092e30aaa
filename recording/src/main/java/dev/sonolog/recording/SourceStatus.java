package dev.sonolog.recording;

import java.util.Optional;

/**
 * One source as it is now.
 *
 * @param name of the source
 * @param state what it is doing
 * @param progress what is being written, while something is
 * @param failures how often it failed in a row
 */
public record SourceStatus(
    String name, RecordingState state, Optional<Progress> progress, int failures) {}
