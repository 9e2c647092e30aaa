package dev.sonolog.server.operation;

import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Login;
import dev.sonolog.server.access.Refused;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.access.SessionCookie;
import dev.sonolog.server.access.Sessions;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
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
  private final Sessions sessions;

  /** Who wants to log in. */
  private record Credentials(String name, String password) {
    @Override
    public String toString() {
      return name; // the password is nobody's business
    }
  }

  /**
   * Who is there.
   *
   * @param how it is known: local, session, token, legacy_open or nobody
   * @param csrfToken what a change by cookie must send as {@code X-CSRF-Token}
   */
  private record Who(String name, String role, String how, Optional<String> csrfToken) {}

  public SessionApi(Login login, Sessions sessions) {
    this.login = login;
    this.sessions = sessions;
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(
        Route.quick("POST", PATH, Demand.ofNobody(), this::logIn),
        Route.quick("GET", PATH, Demand.ofNobody(), this::who),
        Route.quick("DELETE", PATH, Demand.toChange(Role.VIEWER), this::logOut));
  }

  private Answer logIn(Request request) throws IOException, ProblemException {
    Credentials credentials = credentials(request);
    return switch (login.login(
        request.client().address(), credentials.name(), credentials.password())) {
      case Login.Welcome welcome ->
          told(
              200,
              new Who(
                  welcome.user().name(),
                  welcome.user().role().word(),
                  word(Caller.How.SESSION),
                  Optional.of(welcome.csrfToken())),
              Optional.of(SessionCookie.set(welcome.secret(), request.client().https())));
      case Refused refused -> throw new ProblemException(problem(refused));
    };
  }

  private static Credentials credentials(Request request) throws IOException, ProblemException {
    try {
      Credentials read = JSON.readValue(request.content().read(LONGEST), Credentials.class);
      if (read == null || read.name() == null || read.password() == null) {
        throw wrong();
      }
      return read;
    } catch (JacksonException _) {
      throw wrong();
    }
  }

  private static ProblemException wrong() {
    return Problem.BAD_REQUEST.exception("Send {\"name\": \"...\", \"password\": \"...\"}");
  }

  private static Problem problem(Refused refused) {
    List<Field> fields =
        refused.retryAfter().stream()
            .map(it -> new Field("Retry-After", "" + Math.max(1, it.toSeconds())))
            .toList();
    return new Problem(
        refused.status(),
        refused.word(),
        "Nobody was logged in",
        Optional.of(refused.sentence()),
        fields);
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
    cookie(request).ifPresent(sessions::end);
    return Answer.empty(204).with("Set-Cookie", SessionCookie.clear(request.client().https()));
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
