package dev.sonolog.archive;

import java.time.Instant;

/**
 * Bytes of a run that were no packets.
 *
 * @param run the identity of the run
 * @param sample the sample behind them, counted from the start of the run
 * @param at when that sample was on air
 * @param bytes how many they were
 * @param reason what was found instead, for a person
 */
public record SeenDamage(String run, long sample, Instant at, long bytes, String reason) {}
