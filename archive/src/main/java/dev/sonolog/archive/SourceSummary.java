package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the archive holds of a source.
 *
 * @param name the source's name
 * @param segments how many finished segments are there
 * @param bytes their length
 * @param recorded their playable time
 * @param first the start of the first segment that is there, finished or not
 * @param last the known end of the last one
 * @param openGap the gap that lasts still
 */
public record SourceSummary(
    String name,
    long segments,
    long bytes,
    Duration recorded,
    Optional<Instant> first,
    Optional<Instant> last,
    Optional<Gap> openGap) {}
