package dev.sonolog.recording;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds where a new connection goes on in what was written before: a server sends the last seconds
 * once more to whoever connects, so after a short outage the first packets are old ones. Pure.
 *
 * <p>An alignment fits when the last packet that was written stands among the new ones, and all
 * packets that both know are the same, up to where the shorter of the two begins. Only when exactly
 * one fits is anything joined. Where packets repeat (silence, a steady tone) several do, and nobody
 * can know how long the outage was.
 */
final class Rejoin {
  /** Packets that must be the same, and differ among each other: less may be chance. */
  static final int LEAST_DIFFERENT = 3;

  private Rejoin() {}

  /** Where a new connection goes on. */
  sealed interface Verdict {
    /**
     * Without a break.
     *
     * @param known how many of the new packets were written before
     */
    record Joined(int known) implements Verdict {}

    /** It cannot be told: repeated packets allow several places. */
    record Ambiguous() implements Verdict {}

    /** Not reached yet: the new packets end among those that were written before. */
    record Behind() implements Verdict {}

    /** Elsewhere: something is missing between the two. */
    record Apart() implements Verdict {}
  }

  /**
   * Compares.
   *
   * @param fresh fingerprints of the new connection's first packets, all that came until now
   * @param plausible whether the clock allows that so many of the new packets are known ones
   */
  static Verdict of(PacketTail written, long[] fresh, IntPredicate plausible) {
    int found = 0;
    int known = 0;
    for (int last = 0; last < fresh.length && found < 2; last++) {
      if (plausible.test(last + 1) && fits(written, fresh, last)) {
        known = last + 1;
        found++;
      }
    }
    if (found == 0) {
      return isBehind(written, fresh) ? new Verdict.Behind() : new Verdict.Apart();
    }
    if (found > 1) {
      return new Verdict.Ambiguous();
    }
    return isCertain(fresh, known, Math.min(written.count(), known))
        ? new Verdict.Joined(known)
        : new Verdict.Apart();
  }

  /** Whether the newest written packet can be the new one at index {@code last}. */
  private static boolean fits(PacketTail written, long[] fresh, int last) {
    int overlap = Math.min(written.count(), last + 1);
    for (int back = 0; back < overlap; back++) {
      if (written.fingerprint(written.count() - 1 - back) != fresh[last - back]) {
        return false;
      }
    }
    return overlap > 0;
  }

  /** Whether the new packets end among the written ones, in front of the last. */
  private static boolean isBehind(PacketTail written, long[] fresh) {
    for (int last = 0; last < written.count() - 1; last++) {
      int overlap = Math.min(last + 1, fresh.length);
      int same = 0;
      while (same < overlap && written.fingerprint(last - same) == fresh[fresh.length - 1 - same]) {
        same++;
      }
      if (same == overlap && isCertain(fresh, fresh.length, overlap)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last packets in front of {@code end} are of so many kinds that it is no chance. */
  private static boolean isCertain(long[] fresh, int end, int overlap) {
    Set<Long> different = new HashSet<>();
    for (int back = 0; back < overlap && different.size() < LEAST_DIFFERENT; back++) {
      different.add(fresh[end - 1 - back]);
    }
    return different.size() == LEAST_DIFFERENT;
  }
}
