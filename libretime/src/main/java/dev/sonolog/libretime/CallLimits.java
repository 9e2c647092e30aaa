package dev.sonolog.libretime;

import java.time.Duration;

/**
 * What a call may take.
 *
 * @param connect for the connection alone
 * @param answer for everything together, the answer's body too
 * @param bytes the most that an answer may have
 * @param slowest the least bytes a second that an upload must make, on the average
 */
public record CallLimits(Duration connect, Duration answer, int bytes, int slowest) {
  /** What a station on another continent with years of shows still keeps to. */
  public static final CallLimits DEFAULT =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 16 << 20, 32_000);

  /** How long an upload may take, until its answer is there. */
  Duration upload(long size) {
    return answer.plusSeconds(size / slowest);
  }
}
