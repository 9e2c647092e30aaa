package dev.sonolog.archive;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A finished file and what is known of it.
 *
 * @param run the identity of its run
 * @param number its place in the run, from 0
 * @param file its final name
 * @param firstSample its first sample, counted from the start of the run
 * @param start when that sample was on air
 * @param samples its playable samples per channel
 * @param missingPreRoll how many samples in front of it a decoder must have decoded to put out its
 *     own exactly, and the file does not hold; 0 where the file is exact alone
 * @param bytes its length
 * @param digest of its bytes
 */
public record SealedSegment(
    String run,
    int number,
    Path file,
    long firstSample,
    Instant start,
    long samples,
    int missingPreRoll,
    long bytes,
    Digest digest) {

  /**
   * Two SHA-256 digests (FIPS 180-4), in lower-case hexadecimal: of the head, which is replaced at
   * the seal, and of all behind it.
   *
   * @param headLength the length of the head in bytes
   */
  public record Digest(int headLength, String head, String body) {}
}
