package dev.sonolog.server.access;

import dev.sonolog.server.access.Decision.Admitted;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides about every request, before anything else looks at it.
 *
 * <p>As long as there are no users, this computer is served without a login, and nobody else. Then
 * whatever page is open in a browser here could talk to us, so the server must be called by a name
 * that only means this computer: a name server that points its own name at 127.0.0.1 stays out,
 * reading included.
 *
 * <p>With users, who wants something shows an API token or the cookie of a session. A token that is
 * wrong is refused, even where none is needed: who sends it believes to be somebody. A cookie that
 * is over is nothing; browsers send it without being asked. A change by cookie also needs what no
 * page of another site can send: the origin of our own page, and its CSRF token. ISR's paths may be
 * open to networks; for them a browser there is only asked for its origin.
 *
 * <p>Old programs change things by GET, of which a browser says little: where it does not say that
 * a page of ours asks, and nothing else is shown, it is refused.
 *
 * <p>Any thread; keeps nothing itself.
 */
public final class Gate {
  private final Accounts accounts;
  private final Sessions sessions;
  private final List<Cidr> legacyOpen;
  private final InstantSource clock;

  /**
   * @param legacyOpen the networks for which ISR's paths are open
   */
  public Gate(Accounts accounts, Sessions sessions, List<Cidr> legacyOpen, InstantSource clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.legacyOpen = List.copyOf(legacyOpen);
    this.clock = clock;
  }

  /**
   * Whether a request is served.
   *
   * @throws IOException if nobody knows who may; then only what everybody may is served
   */
  public Decision decide(Approach approach, Demand demand) throws IOException {
    if (demand.role().isEmpty()) {
      return toEverybody(approach, demand);
    }
    AccountBook book = accounts.current();
    Optional<Refused> refused = turnedAway(approach, book);
    return refused.isPresent()
        ? refused.get()
        : byCredential(approach, demand, demand.role().get(), book);
  }

  /**
   * Whether a request that was served and is answered without an end would be served still: its
   * token may have been taken back, its session have ended, a first user have come. To look is no
   * use of a session.
   *
   * @throws IOException if nobody knows who may
   */
  public boolean admitsStill(Approach approach, Demand demand) throws IOException {
    if (demand.role().isEmpty()) {
      return true;
    }
    AccountBook book = accounts.current();
    return turnedAway(approach, book).isEmpty()
        && callerStill(approach, demand, book)
            .filter(caller -> caller.role().covers(demand.role().get()))
            .isPresent();
  }

  private Optional<Caller> callerStill(Approach approach, Demand demand, AccountBook book) {
    Optional<String> token = Credential.token(approach, demand.legacy());
    if (token.isPresent()) {
      return book.tokenOfSecret(token.get())
          .filter(it -> !it.isExpired(clock.instant()))
          .map(Caller::of);
    }
    if (book.hasNoUsers()) {
      return Optional.of(Caller.LOCAL);
    }
    return approach
        .session()
        .flatMap(secret -> sessions.userStill(secret, book))
        .map(Caller::of)
        .or(
            () ->
                Optional.of(Caller.legacyOpen(approach.client()))
                    .filter(_ -> isOpen(approach, demand)));
  }

  // --- what everybody may

  /** It must not fail with the accounts: a watchdog would restart a recorder that records. */
  private Decision toEverybody(Approach approach, Demand demand) {
    Optional<AccountBook> book = bookIfKnown();
    Optional<Refused> refused =
        book.flatMap(it -> turnedAway(approach, it)).or(() -> otherSite(approach, demand));
    return refused.isPresent()
        ? refused.get()
        : new Admitted(book.flatMap(it -> recognised(approach, demand, it)).orElse(Caller.NOBODY));
  }

  private Optional<AccountBook> bookIfKnown() {
    try {
      return Optional.of(accounts.current());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<Caller> recognised(Approach approach, Demand demand, AccountBook book) {
    if (book.hasNoUsers()) {
      return Optional.of(Caller.LOCAL);
    }
    return Credential.token(approach, demand.legacy())
        .flatMap(book::tokenOfSecret)
        .filter(token -> !token.isExpired(clock.instant()))
        .map(Caller::of)
        .or(() -> user(approach, book).map(Caller::of));
  }

  // --- without users

  private static Optional<Refused> turnedAway(Approach approach, AccountBook book) {
    if (!book.hasNoUsers()) {
      return Optional.empty();
    }
    if (!approach.isLocal()) {
      return Optional.of(Refused.onlyThisComputer());
    }
    return approach.isForLoopbackName() ? Optional.empty() : Optional.of(Refused.foreignName());
  }

  // --- by what is shown

  private Decision byCredential(Approach approach, Demand demand, Role needed, AccountBook book) {
    Optional<String> token = Credential.token(approach, demand.legacy());
    if (token.isPresent()) {
      return byToken(token.get(), demand, needed, book);
    }
    if (book.hasNoUsers()) {
      return withoutLogin(approach, demand, needed, Caller.LOCAL);
    }
    Decision bySession = bySession(approach, demand, needed, book);
    return bySession instanceof Refused && isOpen(approach, demand)
        ? withoutLogin(approach, demand, needed, Caller.legacyOpen(approach.client()))
        : bySession;
  }

  private Decision byToken(String secret, Demand demand, Role needed, AccountBook book) {
    Optional<ApiToken> token = book.tokenOfSecret(secret);
    if (token.isEmpty()) {
      return Refused.unknownToken(demand);
    }
    return token.get().isExpired(clock.instant())
        ? Refused.expiredToken(token.get(), demand)
        : ifCovered(Caller.of(token.get()), needed);
  }

  private Decision bySession(Approach approach, Demand demand, Role needed, AccountBook book) {
    Optional<User> user = user(approach, book);
    if (user.isEmpty()) {
      return approach.session().isPresent()
          ? Refused.sessionOver(demand)
          : Refused.notLoggedIn(demand);
    }
    return changes(approach, demand)
            && !hasCsrfToken(approach)
            && !(changesByReading(approach, demand) && approach.isOfOurSite())
        ? otherSite(approach, demand).orElseGet(Refused::noCsrfToken)
        : fromOurSite(approach, demand, needed, Caller.of(user.get()));
  }

  private Optional<User> user(Approach approach, AccountBook book) {
    return approach.session().flatMap(secret -> sessions.user(secret, book));
  }

  private static boolean hasCsrfToken(Approach approach) {
    return approach
        .session()
        .map(Sessions::csrfToken)
        .filter(right -> Secrets.equal(right, approach.csrfToken().orElse("")))
        .isPresent();
  }

  private boolean isOpen(Approach approach, Demand demand) {
    return demand.legacy()
        && !approach.inDoubt()
        && legacyOpen.stream().anyMatch(network -> network.contains(approach.client()));
  }

  // --- what they have in common

  private static Decision fromOurSite(
      Approach approach, Demand demand, Role needed, Caller caller) {
    Optional<Refused> otherSite = otherSite(approach, demand);
    return otherSite.isPresent() ? otherSite.get() : ifCovered(caller, needed);
  }

  private static Decision withoutLogin(
      Approach approach, Demand demand, Role needed, Caller caller) {
    return changesByReading(approach, demand) && approach.mayBeOfAnotherSite()
        ? Refused.unknownSite()
        : fromOurSite(approach, demand, needed, caller);
  }

  /** As programs do that are older than such care. */
  private static boolean changesByReading(Approach approach, Demand demand) {
    return demand.legacy() && demand.changes() && approach.isReading();
  }

  private static Optional<Refused> otherSite(Approach approach, Demand demand) {
    return changes(approach, demand) && !approach.isNotOfAnotherSite()
        ? Optional.of(Refused.otherSite())
        : Optional.empty();
  }

  private static boolean changes(Approach approach, Demand demand) {
    return demand.changes() || !approach.isReading();
  }

  private static Decision ifCovered(Caller caller, Role needed) {
    return caller.role().covers(needed) ? new Admitted(caller) : Refused.roleTooLow(caller, needed);
  }
}
