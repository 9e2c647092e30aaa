package dev.sonolog.server.access;

import dev.sonolog.archive.AccessEntry;
import dev.sonolog.archive.AccessEntry.Action;
import dev.sonolog.archive.AuditLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Notes in the audit log who logs in and out, and who tries in vain. Of the latter there are a few
 * lines a minute at most, and the next one says how many were left out: nobody fills the disk by
 * guessing. Where the log cannot be written people log in nevertheless, or nobody could make room
 * on a full disk.
 *
 * <p>Owned by the server; any platform thread.
 */
public final class SignInLog {
  private static final System.Logger LOGGER = System.getLogger(SignInLog.class.getName());
  private static final int MOST_FAILURES = 30;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final AuditLog audit;
  private final InstantSource clock;
  private Instant began;
  private int failures;
  private long leftOut;

  /**
   * @param stateDirectory the archive's
   */
  public SignInLog(Path stateDirectory, InstantSource clock) {
    this.audit = new AuditLog(stateDirectory);
    this.clock = clock;
    this.began = clock.instant();
  }

  void in(User user, InetAddress client) {
    note(Action.LOGIN, user.name(), user.name(), from(client));
  }

  void out(String name, InetAddress client) {
    note(Action.LOGOUT, name, name, from(client));
  }

  /**
   * Somebody gave a wrong name or password.
   *
   * @param typed the name, as it came
   * @param what was wanted, in words
   */
  void failed(String typed, InetAddress client, String what) {
    OptionalLong before = leftOutBefore();
    if (before.isPresent()) {
      String why = what + " " + from(client);
      note(
          Action.LOGIN_FAILED,
          "nobody",
          Names.shown(typed),
          before.getAsLong() == 0
              ? why
              : why + "; " + before.getAsLong() + " more before are not listed");
    }
  }

  /** How many were left out before this one; nothing if this one is left out, too. */
  private synchronized OptionalLong leftOutBefore() {
    Instant now = clock.instant();
    if (now.isBefore(began) || !now.isBefore(began.plus(PERIOD))) {
      began = now;
      failures = 0;
    }
    if (failures >= MOST_FAILURES) {
      leftOut++;
      return OptionalLong.empty();
    }
    failures++;
    long before = leftOut;
    leftOut = 0;
    return OptionalLong.of(before);
  }

  private static String from(InetAddress client) {
    return "from " + Addresses.text(client);
  }

  private void note(Action action, String by, String name, String why) {
    try {
      audit.append(new AccessEntry(clock.instant(), action, by, name, why));
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0} of {1} is not in the audit log: {2}", action, name, e);
    }
  }
}
