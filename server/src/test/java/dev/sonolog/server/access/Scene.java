package dev.sonolog.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets, and accounts by it. */
final class Scene implements InstantSource, AutoCloseable {
  static final String PASSWORD = "correct horse";

  private static final String HASH = hash();

  private final Path state;
  private final Passwords passwords = new Passwords();
  private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

  Scene(Path state) {
    this.state = state;
  }

  private static String hash() {
    try (Passwords passwords = new Passwords()) {
      return passwords.hash(PASSWORD);
    } catch (IOException | RefusedChange e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  Path state() {
    return state;
  }

  Path file() {
    return state.resolve(AccountsFile.FILE);
  }

  Passwords passwords() {
    return passwords;
  }

  Accounts accounts() {
    return new Accounts(state, passwords, this);
  }

  Sessions sessions() {
    return Sessions.open(state, this);
  }

  /** Another process makes a user with {@link #PASSWORD}; a second later all know. */
  User put(String name, Role role) throws IOException, RefusedChange {
    User user = new User(name, role, HASH, now);
    AccountsFile file = new AccountsFile(state);
    file.exclusively(
        () -> {
          file.write(file.read().with(user));
          return user;
        });
    passSeconds(1);
    return user;
  }

  @Override
  public void close() {
    passwords.close();
  }
}
