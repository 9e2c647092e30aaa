package dev.sonolog.app.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that is wrong, from the first moment of it until it has been well for a while. What
 * comes and goes in between is one trouble.
 *
 * @param since when it began
 * @param fineSince since when it is well again, while it is
 * @param onAndOff whether it was well in between
 * @param raised whether it was wrong for long enough to be told
 * @param told when it was told last, if it was
 * @param detail what was to be known of it last
 */
record Trouble(
    Subject subject,
    Instant since,
    Optional<Instant> fineSince,
    boolean onAndOff,
    boolean raised,
    Optional<Instant> told,
    String detail) {
  static Trouble begun(Subject subject, Instant since, String detail) {
    return new Trouble(subject, since, Optional.empty(), false, false, Optional.empty(), detail);
  }

  Trouble { // what was written to a file may be anything
    Objects.requireNonNull(subject);
    Objects.requireNonNull(since);
    Objects.requireNonNull(detail);
  }

  UUID id() {
    return Notice.named(subject.kind() + " " + subject.name() + " " + since);
  }

  Trouble wrong(String now, boolean longEnough) {
    return new Trouble(
        subject,
        since,
        Optional.empty(),
        onAndOff || fineSince.isPresent(),
        raised || longEnough,
        told,
        now);
  }

  Trouble fine(Instant now, String how) {
    return fineSince.isPresent()
        ? this
        : new Trouble(subject, since, Optional.of(now), onAndOff, raised, told, how);
  }

  /** Nobody knows whether it is still well, so its time of being well begins anew. */
  Trouble unsettled() {
    return fineSince.isEmpty() ? this : wrong(detail, false);
  }

  Trouble told(Instant now) {
    return new Trouble(subject, since, fineSince, onAndOff, raised, Optional.of(now), detail);
  }

  /** Whether it has been well for long enough to be over. */
  boolean isOver(Instant now, Duration hold) {
    return fineSince.filter(it -> !it.plus(hold).isAfter(now)).isPresent();
  }

  /** The same where a clock was set back: nothing lies in the future. */
  Trouble notBehind(Instant now) {
    if (!since.isAfter(now)
        && fineSince.filter(now::isBefore).isEmpty()
        && told.filter(now::isBefore).isEmpty()) {
      return this;
    }
    return new Trouble(
        subject,
        since.isAfter(now) ? now : since,
        fineSince.map(it -> it.isAfter(now) ? now : it),
        onAndOff,
        raised,
        told.map(it -> it.isAfter(now) ? now : it),
        detail);
  }
}
