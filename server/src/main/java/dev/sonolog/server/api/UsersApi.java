package dev.sonolog.server.api;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.access.User;
import dev.sonolog.server.http.AccountProblems;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.PercentCoding;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may log in. The last admin stays. Any platform thread, which waits for a hash. */
final class UsersApi {
  private static final String ADDRESS = ApiV1.ROOT + "/users";
  private static final String ONE = ADDRESS + "/{name}";
  private static final Demand MANAGE = Demand.toChange(Role.ADMIN);

  private final Accounts accounts;

  UsersApi(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, Demand.toRead(Role.ADMIN), this::list),
        Route.quick("POST", ADDRESS, MANAGE, this::add),
        Route.quick("PATCH", ONE, MANAGE, this::change),
        Route.quick("DELETE", ONE, MANAGE, this::remove));
  }

  /** A user, without the password's hash. */
  record UserView(String name, String role, Instant created) {
    static UserView of(User user) {
      return new UserView(user.name(), user.role().word(), user.created());
    }
  }

  record Users(List<UserView> users) {}

  /** Who is to be made. */
  record NewUser(@Nullable String name, @Nullable String role, @Nullable String password) {
    @Override
    public String toString() {
      return "a new user";
    }
  }

  /** What is to be another one. */
  record Change(@Nullable String role, @Nullable String password) {
    @Override
    public String toString() {
      return "a change of a user";
    }
  }

  private Answer list(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(new Users(accounts.current().users().stream().map(UserView::of).toList()));
  }

  /** Without a role it is a viewer, and the first one an admin, as on the command line. */
  private Answer add(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String example = "{\"name\": \"ada\", \"role\": \"viewer\", \"password\": \"...\"}";
    NewUser wanted = Body.read(request, NewUser.class, example);
    String name = wanted.name();
    String password = wanted.password();
    if (name == null || password == null) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + example);
    }
    Role usual = accounts.current().hasNoUsers() ? Role.ADMIN : Role.VIEWER;
    Role role = role(wanted.role()).orElse(usual);
    User made =
        AccountProblems.told(() -> accounts.add(name, role, password, request.caller().name()));
    return Answer.json(201, UserView.of(made))
        .with("Cache-Control", "no-store")
        .with(
            "Location", request.base().address(ADDRESS + "/" + PercentCoding.encode(made.name())));
  }

  private Answer change(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String example = "{\"role\": \"operator\"} or {\"password\": \"...\"}";
    Change wanted = Body.read(request, Change.class, example);
    Optional<Role> role = role(wanted.role());
    Optional<String> password = Optional.ofNullable(wanted.password());
    if (role.isEmpty() && password.isEmpty()) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + example);
    }
    String name = request.variable("name");
    User changed =
        AccountProblems.told(
            () -> accounts.change(name, role, password, request.caller().name(), Set.of()));
    return ApiV1.told(UserView.of(changed));
  }

  private Answer remove(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String name = request.variable("name");
    return AccountProblems.told(
        () -> {
          accounts.remove(name, request.caller().name(), Set.of());
          return Answer.empty(204);
        });
  }

  /** The role of that word. */
  static Optional<Role> role(@Nullable String word) throws ProblemException {
    if (word == null) {
      return Optional.empty();
    }
    Optional<Role> role = Role.of(word);
    if (role.isEmpty()) {
      throw Words.unknown("role", Arrays.stream(Role.values()).map(Role::word).toList());
    }
    return role;
  }
}
