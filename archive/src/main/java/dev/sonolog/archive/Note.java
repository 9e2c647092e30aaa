package dev.sonolog.archive;

import java.time.Instant;

/**
 * What people wrote about a recording.
 *
 * @param text empty where it was taken away
 * @param version 1 or more; another one with each text that the recording ever had
 * @param by who wrote it
 * @param at when that was
 */
public record Note(String text, long version, String by, Instant at) {}
