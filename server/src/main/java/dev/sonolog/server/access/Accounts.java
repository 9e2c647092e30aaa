package dev.sonolog.server.access;

import dev.sonolog.archive.AccessEntry;
import dev.sonolog.archive.AccessEntry.Action;
import dev.sonolog.archive.AuditLog;
import dev.sonolog.server.access.RefusedChange.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The users and API tokens of an archive. The web side and the command line change them, each
 * change under a lock of the file and behind its line in the {@link AuditLog}; whoever only asks
 * learns of a change within a second.
 *
 * <p>Owned by whoever serves or commands. {@link #current} may be asked by any thread; changes hash
 * and block in the file system: platform threads only.
 */
public final class Accounts {
  /** What every secret of a token begins with, so that people and scanners know it. */
  static final String TOKEN_MARK = "sono_";

  private static final int ID_BYTES = 4;

  /** More tokens nobody makes for himself. */
  static final int MOST_TOKENS_OF_A_USER = 50;

  /** What somebody knows to be the consequence. */
  public enum Consent {
    /** Nobody is left who may manage users from the web. */
    NO_ADMIN,
    /** No user is left at all: only this computer is served, without a login. */
    NO_USER
  }

  /** What came of the first administrator from the environment. */
  public enum Bootstrap {
    /** The environment does not ask for one. */
    NOT_ASKED,
    /** The user was made. */
    MADE,
    /** There are users already, so nothing was done. */
    IGNORED
  }

  /**
   * A token that was just made.
   *
   * @param secret what it is used by; known now and never again
   */
  public record NewToken(ApiToken token, String secret) {
    @Override
    public String toString() {
      return token.toString();
    }
  }

  private interface Change {
    AccountBook of(AccountBook book) throws RefusedChange, IOException;
  }

  private final AccountsFile file;
  private final AccountsWatch watch;
  private final AuditLog audit;
  private final Passwords passwords;
  private final InstantSource clock;

  /**
   * @param stateDirectory the archive's; made when something is first written
   */
  public Accounts(Path stateDirectory, Passwords passwords, InstantSource clock) {
    this.file = new AccountsFile(stateDirectory);
    this.watch = new AccountsWatch(file, clock);
    this.audit = new AuditLog(stateDirectory);
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * Who is there now.
   *
   * @throws IOException if nobody knows; then nobody may be let in
   */
  public AccountBook current() throws IOException {
    return watch.book();
  }

  // --- users

  /** Makes a user; the first one is an administrator. */
  public User add(String name, Role role, String password, String by)
      throws IOException, RefusedChange {
    return add(newUser(name, role, password), by, "role " + role.word());
  }

  private User newUser(String name, Role role, String password) throws IOException, RefusedChange {
    return new User(Names.user(name), role, passwords.hash(password), clock.instant());
  }

  private User add(User user, String by, String why) throws IOException, RefusedChange {
    change(
        book -> {
          checkNew(user, book);
          note(Action.USER_ADD, by, user.name(), why);
          return book.with(user);
        });
    return user;
  }

  private static void checkNew(User user, AccountBook book) throws RefusedChange {
    if (book.user(user.name()).isPresent()) {
      throw new RefusedChange(Kind.TAKEN, "There is a user " + user.name() + " already");
    }
    if (book.hasNoUsers() && user.role() != Role.ADMIN) {
      throw new RefusedChange(
          Kind.INVALID, "The first user must be an admin, or nobody could manage the others");
    }
  }

  /** Gives a user another password, which ends the user's sessions. */
  public void password(String name, String password, String by) throws IOException, RefusedChange {
    var _ = change(name, Optional.empty(), Optional.of(password), by, Set.of());
  }

  /** Gives a user another role, which ends the user's sessions. */
  public void role(String name, Role role, String by, Set<Consent> consents)
      throws IOException, RefusedChange {
    var _ = change(name, Optional.of(role), Optional.empty(), by, consents);
  }

  /**
   * Gives a user another role, another password, or both at once, which ends the user's sessions.
   *
   * @return the user as it is now
   */
  public User change(
      String name, Optional<Role> role, Optional<String> password, String by, Set<Consent> consents)
      throws IOException, RefusedChange {
    var _ = existing(name, file.read());
    Optional<String> hash =
        password.isPresent() ? Optional.of(passwords.hash(password.get())) : Optional.empty();
    change(
        book -> {
          User user = existing(name, book);
          AccountBook after = book.changed(user, it -> it.with(role, hash));
          checkAdminLeft(book, after, consents);
          if (role.isPresent()) {
            note(Action.USER_ROLE, by, user.name(), "role " + role.get().word());
          }
          if (hash.isPresent()) {
            note(Action.USER_PASSWORD, by, user.name(), "");
          }
          return after;
        });
    return existing(name, current());
  }

  /**
   * Gives a user another password, as the user asked for with the old one; ends the user's
   * sessions.
   *
   * @param known the user whose password was compared; if it was changed since, nothing is done
   * @return the user as it is now
   */
  User ownPassword(User known, String password) throws IOException, RefusedChange {
    User changed = known.with(Optional.empty(), Optional.of(passwords.hash(password)));
    change(
        book -> {
          if (!existing(known.name(), book).equals(known)) {
            throw new RefusedChange(
                Kind.TAKEN, "Somebody else changed this user meanwhile; log in again");
          }
          note(Action.USER_PASSWORD, known.name(), known.name(), "");
          return book.changed(known, _ -> changed);
        });
    return changed;
  }

  /** Takes a user away with the user's own tokens, which ends the user's sessions. */
  public void remove(String name, String by, Set<Consent> consents)
      throws IOException, RefusedChange {
    change(
        book -> {
          User user = existing(name, book);
          AccountBook after = book.without(user);
          checkSomebodyLeft(book, after, consents);
          note(Action.USER_REMOVE, by, user.name(), "");
          for (ApiToken token : book.tokensOf(user.name())) {
            note(Action.TOKEN_REMOVE, by, nameOf(token), "belonged to " + user.name());
          }
          return after;
        });
  }

  private static User existing(String name, AccountBook book) throws RefusedChange {
    return book.user(name)
        .orElseThrow(() -> new RefusedChange(Kind.UNKNOWN, "There is no user " + name));
  }

  private static void checkSomebodyLeft(
      AccountBook before, AccountBook after, Set<Consent> consents) throws RefusedChange {
    if (!after.hasNoUsers()) {
      checkAdminLeft(before, after, consents);
    } else if (!consents.contains(Consent.NO_USER)) {
      throw new RefusedChange(
          Kind.LAST,
          "No user would be left, and this computer be served without a login; make another admin"
              + " first");
    }
  }

  private static void checkAdminLeft(AccountBook before, AccountBook after, Set<Consent> consents)
      throws RefusedChange {
    if (before.hasAdmin() && !after.hasAdmin() && !consents.contains(Consent.NO_ADMIN)) {
      throw new RefusedChange(Kind.LAST, "No admin would be left; make another one first");
    }
  }

  // --- tokens

  /**
   * Makes a token.
   *
   * @param lifetime how long it is good for, if not for ever
   */
  public NewToken addToken(String label, Role role, Optional<Duration> lifetime, String by)
      throws IOException, RefusedChange {
    String secret = TOKEN_MARK + Secrets.create();
    ApiToken token = newToken(Names.label(label), role, lifetime, by, Secrets.sha256(secret));
    change(book -> with(token, by, book));
    return new NewToken(token, secret);
  }

  /**
   * Makes a token that belongs to a user: it may at most what the user may, and goes with the user.
   *
   * @param lifetime how long it is good for, if not for ever
   */
  public NewToken addOwnToken(String user, String label, Role role, Optional<Duration> lifetime)
      throws IOException, RefusedChange {
    String secret = TOKEN_MARK + Secrets.create();
    ApiToken token =
        newToken(Names.label(label), role, lifetime, ApiToken.ofUser(user), Secrets.sha256(secret));
    change(
        book -> {
          checkOwn(existing(user, book), role, book);
          return with(token, user, book);
        });
    return new NewToken(token, secret);
  }

  private static void checkOwn(User user, Role role, AccountBook book) throws RefusedChange {
    if (!user.role().covers(role)) {
      throw new RefusedChange(
          Kind.FORBIDDEN,
          "A token of %s has at most the role %s".formatted(user.name(), user.role().word()));
    }
    if (book.tokensOf(user.name()).size() >= MOST_TOKENS_OF_A_USER) {
      throw new RefusedChange(
          Kind.FULL,
          "%s has %d tokens already; delete one first"
              .formatted(user.name(), MOST_TOKENS_OF_A_USER));
    }
  }

  private AccountBook with(ApiToken token, String by, AccountBook book) throws IOException {
    note(Action.TOKEN_ADD, by, nameOf(token), "role " + token.role().word());
    return book.with(token);
  }

  private ApiToken newToken(
      String label, Role role, Optional<Duration> lifetime, String by, String sha256)
      throws RefusedChange {
    if (lifetime.filter(it -> !it.isPositive()).isPresent()) {
      throw new RefusedChange(Kind.INVALID, "A token that is expired from the start is none");
    }
    String id = HexFormat.of().formatHex(Secrets.bytes(ID_BYTES));
    return new ApiToken(
        id, label, role, sha256, clock.instant(), lifetime.map(clock.instant()::plus), by);
  }

  /** Takes a token away: its secret is worth nothing any more. */
  public void removeToken(String id, String by) throws IOException, RefusedChange {
    change(
        book -> {
          ApiToken token =
              book.token(id)
                  .orElseThrow(() -> new RefusedChange(Kind.UNKNOWN, "There is no token " + id));
          note(Action.TOKEN_REMOVE, by, nameOf(token), "");
          return book.without(token);
        });
  }

  private static String nameOf(ApiToken token) {
    return token.id() + ' ' + token.label();
  }

  // --- the first administrator

  /**
   * Makes the user {@code admin} with the password of the environment, when it has one and there is
   * no user yet.
   */
  public Bootstrap bootstrap(Map<String, String> environment) throws IOException, RefusedChange {
    AdminPassword wanted = new AdminPassword(environment);
    if (!wanted.isGiven()) {
      return Bootstrap.NOT_ASKED;
    }
    if (!current().hasNoUsers()) {
      return Bootstrap.IGNORED;
    }
    return addFirst(newUser(AdminPassword.USER, Role.ADMIN, wanted.read()));
  }

  private Bootstrap addFirst(User admin) throws IOException, RefusedChange {
    return file.exclusively(
        () -> {
          AccountBook book = file.read();
          if (!book.hasNoUsers()) {
            return Bootstrap.IGNORED; // somebody was faster
          }
          note(Action.USER_ADD, "environment", admin.name(), "role " + admin.role().word());
          replace(book.with(admin));
          return Bootstrap.MADE;
        });
  }

  // --- the file

  private void change(Change change) throws IOException, RefusedChange {
    file.exclusively(
        () -> {
          AccountBook after = change.of(file.read());
          replace(after);
          return after;
        });
  }

  private void replace(AccountBook book) throws IOException {
    file.write(book);
    watch.refresh();
  }

  private void note(Action action, String by, String name, String why) throws IOException {
    audit.append(new AccessEntry(clock.instant(), action, by, name, why));
  }
}
