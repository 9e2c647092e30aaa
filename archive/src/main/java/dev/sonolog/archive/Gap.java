package dev.sonolog.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of a source's timeline that is missing.
 *
 * @param from the first missing instant
 * @param to the first instant that is there again; absent while the gap is open
 * @param tries how many attempts to connect it took to end it; 0 while it is open, or when nobody
 *     connected
 * @param detail what a person should know besides the cause; may be empty
 */
public record Gap(
    String source, Instant from, Optional<Instant> to, GapCause cause, int tries, String detail) {}
