package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Control of one source: nobody has it, or one owner until a moment of the monotonic clock. One
 * thread.
 */
final class SourceLease {
  /** So long control lasts when it is not renewed. */
  static final Duration LASTS = Duration.ofMinutes(5);

  /** So long a holder is asked before the asker may take over. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  /** So long after that the asker may; then it counts as gone, and somebody else may ask. */
  static final Duration TAKE_OVER_WITHIN = Duration.ofMinutes(1);

  private final TimeSource time;
  private long version;
  private Optional<Held> held = Optional.empty();
  private Optional<Asked> asked = Optional.empty();

  /** Somebody is in control. */
  private record Held(Owner owner, Instant since, Instant expires, long end) {}

  /** Somebody asks. */
  private record Asked(Owner owner, Instant since, long begun) {}

  /** What is kept of it over a restart. */
  record Kept(long version, Optional<KeptHolder> holder) {
    static final Kept NONE = new Kept(0, Optional.empty());
  }

  /**
   * Who was in control.
   *
   * @param left how much of the time was left
   */
  record KeptHolder(Owner owner, Instant since, Duration left) {}

  /**
   * @param kept as it was
   * @param gone how much time has passed since
   */
  SourceLease(TimeSource time, Kept kept, Duration gone) {
    this.time = time;
    this.version = kept.version();
    kept.holder().ifPresent(it -> resume(it, gone));
  }

  private void resume(KeptHolder kept, Duration gone) {
    Duration left = kept.left().minus(gone);
    if (left.isPositive()) {
      hold(kept.owner(), kept.since(), left.compareTo(LASTS) < 0 ? left : LASTS);
    }
  }

  Kept kept() {
    lapse();
    return new Kept(
        version, held.map(it -> new KeptHolder(it.owner(), it.since(), left(it.end()))));
  }

  /** Who is in control; nobody when it has lapsed. */
  Optional<Owner> holder() {
    lapse();
    return held.map(Held::owner);
  }

  Optional<Lease> lease() {
    lapse();
    return held.map(it -> new Lease(it.owner().name(), version, it.since(), it.expires()));
  }

  Optional<Lease.Wanted> wanted() {
    lapse();
    return asked.map(
        it -> new Lease.Wanted(it.owner().name(), it.since(), it.since().plus(ANSWER_WITHIN)));
  }

  long version() {
    return version;
  }

  /** Gives control to an owner. It changes hands, unless it is the holder's own. */
  void give(Owner owner) {
    boolean isHolders = holder().filter(owner::isSame).isPresent();
    if (!isHolders) {
      version++;
      asked = Optional.empty();
    }
    hold(owner, isHolders ? held.orElseThrow().since() : time.now(), LASTS);
  }

  /** The holder stays in control. */
  void renew() {
    held.ifPresent(it -> hold(it.owner(), it.since(), LASTS));
  }

  void free() {
    held = Optional.empty();
    asked = Optional.empty();
  }

  /** The holder does not give it up. */
  void dropWish() {
    asked = Optional.empty();
  }

  /**
   * Asks the holder.
   *
   * @return whether this owner is the one who asks
   */
  boolean ask(Owner owner) {
    lapse();
    if (asked.isEmpty()) {
      asked = Optional.of(new Asked(owner, time.now(), time.nanos()));
    }
    return asked.get().owner().isSame(owner);
  }

  /** Whether this owner has asked, and long enough. */
  boolean mayTakeOver(Owner owner) {
    lapse();
    return asked
        .filter(it -> it.owner().isSame(owner))
        .filter(it -> passed(it.begun()).compareTo(ANSWER_WITHIN) >= 0)
        .isPresent();
  }

  private void hold(Owner owner, Instant since, Duration left) {
    held =
        Optional.of(new Held(owner, since, time.now().plus(left), time.nanos() + left.toNanos()));
  }

  private void lapse() {
    if (held.filter(it -> !left(it.end()).isPositive()).isPresent()) {
      free();
    }
    Duration most = ANSWER_WITHIN.plus(TAKE_OVER_WITHIN);
    asked = asked.filter(it -> passed(it.begun()).compareTo(most) < 0);
  }

  private Duration left(long end) {
    return Duration.ofNanos(end - time.nanos());
  }

  private Duration passed(long begun) {
    return Duration.ofNanos(time.nanos() - begun);
  }
}
