package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is in control of which source. While the program runs the monotonic clock decides how long a
 * lease lasts, over a restart the wall clock, and never longer than it would have lasted. That a
 * lease lapses is no event here: whoever looks sees it. One thread; no files.
 */
final class Leases {
  private final TimeSource time;
  private final LeaseTokens tokens;
  private final Map<String, SourceLease> sources = new HashMap<>();

  /**
   * All of it, as it is kept.
   *
   * @param at when, by the wall clock
   */
  record Kept(Instant at, Map<String, SourceLease.Kept> sources) {
    static final Kept NONE = new Kept(Instant.EPOCH, Map.of());

    Kept {
      sources = Map.copyOf(sources);
    }
  }

  /**
   * @param kept by an earlier process
   */
  Leases(TimeSource time, LeaseTokens tokens, Kept kept) {
    this.time = time;
    this.tokens = tokens;
    Duration passed = Duration.between(kept.at(), time.now());
    Duration gone = passed.isNegative() ? Duration.ZERO : passed;
    kept.sources().forEach((name, it) -> sources.put(name, new SourceLease(time, it, gone)));
  }

  Kept kept() {
    Map<String, SourceLease.Kept> all = new TreeMap<>();
    sources.forEach((name, lease) -> all.put(name, lease.kept()));
    return new Kept(time.now(), all);
  }

  Optional<Lease> lease(String source) {
    return of(source).lease();
  }

  Optional<Lease.Wanted> wanted(String source) {
    return of(source).wanted();
  }

  /** Takes what is free, or what the owner has already. */
  LeaseAnswer take(String source, Owner owner) {
    SourceLease lease = of(source);
    return isOpenTo(lease, owner) ? give(source, owner) : conflict(lease, "is in control");
  }

  /** Stays in control. */
  LeaseAnswer renew(String source, String token) {
    return switch (permission(source, token)) {
      case Permission.Given _ -> {
        of(source).renew();
        yield granted(source);
      }
      case Permission.Refused(String why, Optional<Lease> lease) ->
          new LeaseAnswer.Conflict(why, lease);
    };
  }

  /** Gives up control. */
  LeaseAnswer release(String source, String token) {
    return switch (permission(source, token)) {
      case Permission.Given _ -> {
        of(source).free();
        yield new LeaseAnswer.Noted();
      }
      case Permission.Refused(String why, Optional<Lease> lease) ->
          new LeaseAnswer.Conflict(why, lease);
    };
  }

  /** Says no to whoever asks. */
  LeaseAnswer keep(String source, String token) {
    return switch (permission(source, token)) {
      case Permission.Given _ -> {
        of(source).dropWish();
        of(source).renew();
        yield granted(source);
      }
      case Permission.Refused(String why, Optional<Lease> lease) ->
          new LeaseAnswer.Conflict(why, lease);
    };
  }

  /** Asks the holder; takes what is free. */
  LeaseAnswer request(String source, Owner owner) {
    SourceLease lease = of(source);
    if (isOpenTo(lease, owner)) {
      return give(source, owner);
    }
    return lease.ask(owner)
        ? new LeaseAnswer.Noted()
        : conflict(lease, "is in control, and somebody else has asked already");
  }

  /** Takes over from a holder who was asked and did not answer; takes what is free. */
  LeaseAnswer takeOver(String source, Owner owner) {
    SourceLease lease = of(source);
    return isOpenTo(lease, owner) || lease.mayTakeOver(owner)
        ? give(source, owner)
        : conflict(
            lease,
            "is in control; ask first, and take over when %d s have passed without an answer"
                .formatted(SourceLease.ANSWER_WITHIN.toSeconds()));
  }

  /** Takes control from whoever has it. */
  LeaseAnswer force(String source, Owner owner) {
    return give(source, owner);
  }

  /** Whether a token is that of the holder. */
  Permission permission(String source, String token) {
    SourceLease lease = of(source);
    Optional<Owner> holder = lease.holder();
    boolean isHolders =
        tokens
            .read(token)
            .filter(it -> it.source().equals(source))
            .filter(it -> it.version() == lease.version())
            .filter(it -> holder.filter(owner -> owner.id().equals(it.owner())).isPresent())
            .isPresent();
    if (isHolders) {
      return new Permission.Given(holder.orElseThrow());
    }
    return new Permission.Refused(
        holder
            .map(it -> it.name() + " is in control of " + source + " now")
            .orElse("Nobody is in control of " + source + " any more; take control first"),
        lease.lease());
  }

  private static boolean isOpenTo(SourceLease lease, Owner owner) {
    return lease.holder().filter(it -> !it.isSame(owner)).isEmpty();
  }

  private LeaseAnswer give(String source, Owner owner) {
    of(source).give(owner);
    return granted(source);
  }

  private LeaseAnswer granted(String source) {
    SourceLease lease = of(source);
    LeaseTokens.Claim claim =
        new LeaseTokens.Claim(lease.holder().orElseThrow().id(), source, lease.version());
    return new LeaseAnswer.Granted(
        lease.lease().orElseThrow(), tokens.of(claim, SourceLease.LASTS));
  }

  private static LeaseAnswer conflict(SourceLease lease, String what) {
    return new LeaseAnswer.Conflict(
        lease.holder().map(Owner::name).orElse("Nobody") + " " + what, lease.lease());
  }

  private SourceLease of(String source) {
    return sources.computeIfAbsent(
        source, _ -> new SourceLease(time, SourceLease.Kept.NONE, Duration.ZERO));
  }
}
