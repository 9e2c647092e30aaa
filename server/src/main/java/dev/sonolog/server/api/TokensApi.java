package dev.sonolog.server.api;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.ApiToken;
import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.AccountProblems;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What programs prove themselves with: an admin sees and deletes all tokens, everybody else the own
 * ones. A token makes no further ones, unless it is an admin's: it would outlive its own end. Any
 * platform thread.
 */
final class TokensApi {
  private static final String ADDRESS = ApiV1.ROOT + "/tokens";
  private static final int MOST_DAYS = 36_500;
  private static final String EXAMPLE =
      "{\"label\": \"backup\", \"role\": \"viewer\", \"days\": 30}";

  private final Accounts accounts;

  TokensApi(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.quick("POST", ADDRESS, Demand.toChange(Role.VIEWER), this::add),
        Route.quick("DELETE", ADDRESS + "/{id}", Demand.toChange(Role.VIEWER), this::remove));
  }

  /**
   * A token, without its secret, which nobody has.
   *
   * @param by who made it
   * @param owner the user with whom it goes, and who bounds its role
   */
  record TokenView(
      String id,
      String label,
      String role,
      Instant created,
      Optional<Instant> expires,
      boolean expired,
      String by,
      Optional<String> owner) {
    static TokenView of(ApiToken token) {
      return new TokenView(
          token.id(),
          token.label(),
          token.role().word(),
          token.created(),
          token.expires(),
          token.isExpired(Instant.now()),
          token.owner().orElse(token.by()),
          token.owner());
    }
  }

  record Tokens(List<TokenView> tokens) {}

  /** What is to be made. */
  record NewToken(@Nullable String label, @Nullable String role, @Nullable Integer days) {}

  /** It is told now and never again. */
  record Made(TokenView token, String secret) {
    @Override
    public String toString() {
      return token.toString();
    }
  }

  private Answer list(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(new Tokens(visible(request.caller()).stream().map(TokenView::of).toList()));
  }

  private List<ApiToken> visible(Caller caller) throws IOException {
    if (caller.role() == Role.ADMIN) {
      return accounts.current().tokens();
    }
    return caller.how() == Caller.How.SESSION
        ? accounts.current().tokensOf(caller.name())
        : List.of();
  }

  private Answer add(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    NewToken wanted = Body.read(request, NewToken.class, EXAMPLE);
    String label = wanted.label();
    if (label == null) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + EXAMPLE);
    }
    Role role = UsersApi.role(wanted.role()).orElse(Role.VIEWER);
    Optional<Duration> lifetime = lifetime(wanted.days());
    Accounts.NewToken made = made(request.caller(), label, role, lifetime);
    return Answer.json(201, new Made(TokenView.of(made.token()), made.secret()))
        .with("Cache-Control", "no-store")
        .with("Location", request.base().address(ADDRESS + "/" + made.token().id()));
  }

  private static Optional<Duration> lifetime(@Nullable Integer days) throws ProblemException {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Problem.BAD_REQUEST.exception("days must be a whole number from 1 to " + MOST_DAYS);
    }
    return Optional.ofNullable(days).map(Duration::ofDays);
  }

  private Accounts.NewToken made(
      Caller caller, String label, Role role, Optional<Duration> lifetime)
      throws IOException, ProblemException {
    if (caller.how() == Caller.How.SESSION) {
      return AccountProblems.told(() -> accounts.addOwnToken(caller.name(), label, role, lifetime));
    }
    if (caller.role() != Role.ADMIN) {
      throw Problem.NOT_ALLOWED.exception(
          "A token makes no further tokens; log in with name and password, or ask an admin");
    }
    return AccountProblems.told(() -> accounts.addToken(label, role, lifetime, caller.name()));
  }

  /** Of others' tokens nobody but an admin learns that they exist. */
  private Answer remove(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String id = request.variable("id");
    if (visible(request.caller()).stream().noneMatch(token -> token.id().equals(id))) {
      throw Problem.NOT_FOUND.exception("You have no token " + id);
    }
    return AccountProblems.told(
        () -> {
          accounts.removeToken(id, request.caller().name());
          return Answer.empty(204);
        });
  }
}
