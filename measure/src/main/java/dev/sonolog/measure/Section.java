package dev.sonolog.measure;

/**
 * A loud stretch of a recording, each number rounded to a tenth.
 *
 * @param start in seconds from the start of the recording
 * @param end in seconds from the start of the recording
 * @param score how much it stands out, in dB, 0 or more: the smaller of its height above the noise
 *     and of how fast it rose
 * @param noise the level of the noise around its start, in dB of full scale
 */
public record Section(double start, double end, double score, double noise) {}
