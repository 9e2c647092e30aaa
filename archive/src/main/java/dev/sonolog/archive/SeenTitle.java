package dev.sonolog.archive;

import java.time.Instant;

/**
 * What a station named from an instant on.
 *
 * @param run the identity of the run
 * @param sample the first sample that it is said of, counted from the start of the run
 * @param at when that sample was on air
 * @param text the title; empty when the station said that nothing is known
 */
public record SeenTitle(String run, long sample, Instant at, String text) {}
