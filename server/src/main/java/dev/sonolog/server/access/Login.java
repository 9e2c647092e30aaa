package dev.sonolog.server.access;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Logs people in and out, at a speed at which nobody guesses a password. A name that does not exist
 * costs as long, and is answered as, a wrong password.
 *
 * <p>Owned by the server; any thread, which waits while a password is hashed.
 */
public final class Login {
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** What came of a try: {@link Welcome} or {@link Refused}. */
  public sealed interface Outcome permits Welcome, Refused {}

  /**
   * Somebody is logged in.
   *
   * @param secret for the cookie, see {@link SessionCookie#set}
   * @param csrfToken for the page, see {@link Sessions#csrfToken}
   */
  public record Welcome(User user, String secret, String csrfToken) implements Outcome {
    @Override
    public String toString() {
      return "Welcome " + user;
    }
  }

  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final SignInLog log;

  /**
   * @param log where it is noted
   */
  public Login(
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      LoginThrottle throttle,
      SignInLog log) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.throttle = throttle;
    this.log = log;
  }

  /**
   * Tries to log somebody in.
   *
   * @throws IOException if nobody knows who may; then nobody may
   */
  public Outcome login(InetAddress client, String name, String password) throws IOException {
    AccountBook book = accounts.current();
    Optional<Duration> pause = throttle.begin(client, name);
    if (pause.isPresent()) {
      return Refused.tooManyTries(pause.get());
    }
    try {
      return compared(client, book.user(name), name, password);
    } catch (Passwords.BusyException _) {
      throttle.withdrawn(client, name);
      return Refused.busy(MOMENT);
    }
  }

  private Outcome compared(InetAddress client, Optional<User> user, String name, String password)
      throws IOException {
    if (!isRight(user, password)) {
      log.failed(name, client, "login");
      return Refused.wrongPassword();
    }
    throttle.succeeded(client, name);
    log.in(user.orElseThrow(), client);
    return welcome(user.orElseThrow());
  }

  private Welcome welcome(User user) {
    String secret = sessions.begin(user);
    return new Welcome(user, secret, Sessions.csrfToken(secret));
  }

  private boolean isRight(Optional<User> user, String password) throws IOException {
    if (user.isEmpty()) {
      passwords.compareInVain(password);
      return false;
    }
    return passwords.isOf(user.get(), password);
  }

  /**
   * Gives a user another password, for which the one of now is needed. All of the user's sessions
   * end, and a new one begins.
   *
   * @param name the user, who is logged in
   * @throws RefusedChange if nobody should have such a password
   * @throws IOException if nobody knows who there is, or it cannot be written
   */
  public Outcome changePassword(InetAddress client, String name, String password, String wanted)
      throws IOException, RefusedChange {
    Optional<User> user = accounts.current().user(name);
    Optional<Duration> pause = throttle.begin(client, name);
    if (pause.isPresent()) {
      return Refused.tooManyTries(pause.get());
    }
    try {
      if (!isRight(user, password)) {
        log.failed(name, client, "change of the password");
        return Refused.wrongOldPassword();
      }
      throttle.succeeded(client, name);
      User changed = accounts.ownPassword(user.orElseThrow(), wanted);
      sessions.endAll(changed.name());
      return welcome(changed);
    } catch (Passwords.BusyException _) {
      throttle.withdrawn(client, name);
      return Refused.busy(MOMENT);
    }
  }

  /** Ends the session of a cookie. */
  public void logout(InetAddress client, String name, String secret) {
    sessions.end(secret);
    log.out(name, client);
  }
}
