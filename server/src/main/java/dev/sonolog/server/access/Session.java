package dev.sonolog.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A browser that is logged in.
 *
 * @param sha256 of the secret in its cookie, in hexadecimal digits
 * @param user who it is
 * @param stamp of the user at the login, see {@link User#stamp}
 * @param created when the user logged in
 * @param seen when it was last used
 */
record Session(String sha256, String user, String stamp, Instant created, Instant seen) {
  static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration IDLE = Duration.ofHours(12);

  Session {
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(user);
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(created);
    Objects.requireNonNull(seen);
  }

  static Session of(User user, String secret, Instant now) {
    return new Session(Secrets.sha256(secret), user.name(), user.stamp(), now, now);
  }

  Session seenAt(Instant now) {
    return new Session(sha256, user, stamp, created, now);
  }

  boolean isOver(Instant now) {
    return now.isAfter(seen.plus(IDLE)) || now.isAfter(created.plus(LONGEST));
  }

  boolean isOf(User now) {
    return user.equals(now.name()) && Secrets.equal(stamp, now.stamp());
  }
}
