package dev.sonolog.studio.schedule;

import java.time.Instant;

/**
 * One time at which something is to be recorded.
 *
 * @param nominal when it begins without its lead-in: says which one of its schedule it is
 * @param from the first instant that is recorded
 * @param to the first instant behind it
 */
public record Occurrence(Instant nominal, Instant from, Instant to) {}
