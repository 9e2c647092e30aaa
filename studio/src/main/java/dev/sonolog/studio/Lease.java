package dev.sonolog.studio;

import java.time.Instant;

/**
 * Who is in control of a source, for all to see.
 *
 * @param holder the name of whoever it is
 * @param version counts changes of holder, so that a command of an earlier one shows
 * @param since when control changed last
 * @param expires when it ends if it is not renewed, as the wall clock was when it was renewed
 */
public record Lease(String holder, long version, Instant since, Instant expires) {
  /**
   * Somebody else wants it.
   *
   * @param holder the name of whoever asks
   * @param since when
   * @param takeOverAt from when on control may be taken over, unless the holder says no
   */
  public record Wanted(String holder, Instant since, Instant takeOverAt) {}
}
