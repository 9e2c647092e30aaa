package dev.sonolog.archive;

import java.time.Instant;

/**
 * A recording that nobody may delete, neither a person nor retention, until it is unpinned.
 *
 * @param by who pinned it
 * @param note why, in words; may be empty
 */
public record Pin(SegmentKey key, Instant since, String by, String note) {}
