package dev.sonolog.server.operation;

import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Login;
import dev.sonolog.server.access.Refused;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.access.SessionCookie;
import dev.sonolog.server.access.Sessions;
import dev.sonolog.server.http.AccountProblems;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Logging in and out, and who is. Any platform thread. */
public final class SessionApi {
  private static final String PATH = "/api/v1/session";
  private static final int LONGEST = 4 << 10;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Login login;

  /** Who wants to log in. */
  private record Credentials(String name, String password) {
    @Override
    public String toString() {
      return name; // the password is nobody's business
    }
  }

  /** Who wants another password. */
  private record Change(String password, String newPassword) {
    @Override
    public String toString() {
      return "a change of the password";
    }
  }

  /**
   * Who is there.
   *
   * @param how it is known: local, session, token, legacy_open or nobody
   * @param csrfToken what a change by cookie must send as {@code X-CSRF-Token}
   */
  private record Who(String name, String role, String how, Optional<String> csrfToken) {}

  public SessionApi(Login login) {
    this.login = login;
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(
        Route.quick("POST", PATH, Demand.ofNobody(), this::logIn),
        Route.quick("GET", PATH, Demand.ofNobody(), this::who),
        Route.quick("DELETE", PATH, Demand.toChange(Role.VIEWER), this::logOut),
        Route.quick(
            "POST", PATH + "/password", Demand.toChange(Role.VIEWER), this::changePassword));
  }

  private Answer logIn(Request request) throws IOException, ProblemException {
    Credentials credentials = credentials(request);
    Login.Outcome outcome =
        login.login(request.client().address(), credentials.name(), credentials.password());
    return answer(outcome, request, "Nobody was logged in");
  }

  private Answer changePassword(Request request) throws IOException, ProblemException {
    Change change = change(request);
    Caller caller = request.caller();
    if (caller.how() != Caller.How.SESSION) {
      throw Problem.CONFLICT.exception(
          "Only who is logged in with name and password has a password to change");
    }
    Login.Outcome outcome =
        AccountProblems.told(
            () ->
                login.changePassword(
                    request.client().address(),
                    caller.name(),
                    change.password(),
                    change.newPassword()));
    return answer(outcome, request, "The password was not changed");
  }

  private static Answer answer(Login.Outcome outcome, Request request, String otherwise)
      throws ProblemException {
    return switch (outcome) {
      case Login.Welcome welcome ->
          told(
              200,
              new Who(
                  welcome.user().name(),
                  welcome.user().role().word(),
                  word(Caller.How.SESSION),
                  Optional.of(welcome.csrfToken())),
              Optional.of(
                  SessionCookie.set(
                      welcome.secret(), request.base().cookiePath(), request.client().https())));
      case Refused refused -> throw new ProblemException(AccountProblems.of(refused, otherwise));
    };
  }

  private static Credentials credentials(Request request) throws IOException, ProblemException {
    String example = "{\"name\": \"...\", \"password\": \"...\"}";
    Credentials read = body(request, Credentials.class, example);
    if (read.name() == null || read.password() == null) {
      throw wrong(example);
    }
    return read;
  }

  private static Change change(Request request) throws IOException, ProblemException {
    String example = "{\"password\": \"that of now\", \"newPassword\": \"...\"}";
    Change read = body(request, Change.class, example);
    if (read.password() == null || read.newPassword() == null) {
      throw wrong(example);
    }
    return read;
  }

  private static <T> T body(Request request, Class<T> type, String example)
      throws IOException, ProblemException {
    try {
      return Optional.ofNullable(JSON.readValue(request.content().read(LONGEST), type))
          .orElseThrow(() -> wrong(example));
    } catch (JacksonException _) {
      throw wrong(example);
    }
  }

  private static ProblemException wrong(String example) {
    return Problem.BAD_REQUEST.exception("Send " + example);
  }

  private Answer who(Request request) {
    Caller caller = request.caller();
    Optional<String> csrf =
        caller.how() == Caller.How.SESSION
            ? cookie(request).map(Sessions::csrfToken)
            : Optional.empty();
    return told(
        200,
        new Who(caller.name(), caller.role().word(), word(caller.how()), csrf),
        Optional.empty());
  }

  private Answer logOut(Request request) {
    Optional<String> secret = cookie(request);
    if (secret.isPresent() && request.caller().how() == Caller.How.SESSION) {
      login.logout(request.client().address(), request.caller().name(), secret.get());
    }
    return Answer.empty(204)
        .with(
            "Set-Cookie",
            SessionCookie.clear(request.base().cookiePath(), request.client().https()));
  }

  private static Optional<String> cookie(Request request) {
    return request.header().get("Cookie").flatMap(SessionCookie::in);
  }

  private static String word(Caller.How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }

  private static Answer told(int status, Who who, Optional<String> cookie) {
    Answer answer = Answer.json(status, who).with("Cache-Control", "no-store");
    return cookie.isPresent() ? answer.with("Set-Cookie", cookie.get()) : answer;
  }
}
