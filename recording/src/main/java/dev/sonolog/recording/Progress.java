package dev.sonolog.recording;

import dev.sonolog.formats.AudioFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a source has come, as one immutable snapshot that its recorder replaces and anybody may
 * read.
 *
 * @param format what is being recorded
 * @param runStart when the run's first sample was on air
 * @param file the file being written, by its final name
 * @param fileStart when that file's first sample was on air
 * @param title what is heard
 * @param driftPpm how much the source's clock runs faster than ours, in parts per million, to the
 *     whole one; none until minutes without a break are known
 */
public record Progress(
    AudioFormat format,
    Instant runStart,
    Path file,
    Instant fileStart,
    Optional<String> title,
    Optional<Double> driftPpm) {}
