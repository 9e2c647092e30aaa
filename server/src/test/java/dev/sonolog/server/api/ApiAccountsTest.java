package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.AccessEntry;
import dev.sonolog.archive.AuditLog;
import dev.sonolog.server.ScriptedStudio;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Users, tokens and the own password, over HTTP. */
class ApiAccountsTest {
  private static final String PASSWORD = "correct horse";
  private static final String USERS = "/api/v1/users";
  private static final String TOKENS = "/api/v1/tokens";

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;
  private OpenApi described;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    archive.hasAStudio(new ScriptedStudio());
    visitor = new Visitor(archive);
    described = new OpenApi();
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  /** A browser that is logged in. */
  private record Browser(String cookie, String csrf) {
    static Browser of(Reply reply) {
      String set = reply.field("Set-Cookie");
      return new Browser(
          set.substring(0, set.indexOf(';')), reply.json().at("/csrfToken").asString());
    }
  }

  private static String user(String name, String role) {
    return "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}"
        .formatted(name, role, PASSWORD);
  }

  private Reply tried(String name, String password) throws Exception {
    return visitor.post(
        "/api/v1/session", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  private Browser logIn(String name) throws Exception {
    Reply reply = tried(name, PASSWORD);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return Browser.of(reply);
  }

  private Reply send(Browser browser, String method, String path, String body) throws Exception {
    Reply reply =
        visitor.send(
            method,
            path,
            body,
            "Cookie",
            browser.cookie(),
            "X-CSRF-Token",
            browser.csrf(),
            "Content-Type",
            "application/json");
    String template =
        path.replaceFirst("/users/.+", "/users/{name}").replaceFirst("/tokens/.+", "/tokens/{id}");
    assertThat(described.complaints(method, template, reply)).as(reply.text()).isEmpty();
    return reply;
  }

  /** The first user, who is an admin, and one of each lower role. */
  private Browser threeUsers() throws Exception {
    assertThat(visitor.post(USERS, user("ada", "admin")).status()).isEqualTo(201);
    Browser ada = logIn("ada");
    assertThat(send(ada, "POST", USERS, user("olga", "operator")).status()).isEqualTo(201);
    assertThat(send(ada, "POST", USERS, user("vera", "viewer")).status()).isEqualTo(201);
    return ada;
  }

  // --- users

  @Test
  void theFirstUserIsMadeOnThisComputerAndThenEverybodyLogsIn() throws Exception {
    assertThat(visitor.get(USERS).json().at("/users").size()).isZero();
    Reply lesser = visitor.post(USERS, user("ada", "viewer"));
    assertThat(lesser.status()).isEqualTo(400);
    assertThat(lesser.detail()).contains("must be an admin");
    Reply made =
        visitor.post(USERS, "{\"name\": \"ada\", \"password\": \"%s\"}".formatted(PASSWORD));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/role").asString()).isEqualTo("admin");
    assertThat(made.field("Location")).isEqualTo("/api/v1/users/ada");
    assertThat(made.text()).doesNotContain("argon2", PASSWORD);
    assertThat(visitor.get(USERS).status()).isEqualTo(401);
    assertThat(send(logIn("ada"), "GET", USERS, "").json().at("/users/0/name").asString())
        .isEqualTo("ada");
  }

  @Test
  void usersAreMadeChangedAndTakenAway() throws Exception {
    Browser ada = threeUsers();
    assertThat(send(ada, "POST", USERS, user("vera", "viewer")).status()).isEqualTo(409);
    assertThat(send(ada, "POST", USERS, user("a:b", "viewer")).detail()).contains("colon");
    assertThat(send(ada, "POST", USERS, user("x", "chief")).detail()).contains("viewer, operator");
    Browser vera = logIn("vera");
    Reply changed =
        send(
            ada,
            "PATCH",
            USERS + "/vera",
            "{\"role\": \"operator\", \"password\": \"another horse\"}");
    assertThat(changed.json().at("/role").asString()).isEqualTo("operator");
    assertThat(send(vera, "GET", TOKENS, "").status()).as("the session is over").isEqualTo(401);
    assertThat(tried("vera", PASSWORD).status()).isEqualTo(401);
    assertThat(tried("vera", "another horse").json().at("/role").asString()).isEqualTo("operator");
    assertThat(send(ada, "PATCH", USERS + "/vera", "{}").status()).isEqualTo(400);
    assertThat(send(ada, "PATCH", USERS + "/vera", "{\"password\": \"short\"}").detail())
        .contains("at least 8");
    assertThat(send(ada, "DELETE", USERS + "/vera", "").status()).isEqualTo(204);
    assertThat(send(ada, "DELETE", USERS + "/vera", "").status()).isEqualTo(404);
    assertThat(tried("vera", "another horse").status()).isEqualTo(401);
  }

  @Test
  void theLastAdminStaysAnAdmin() throws Exception {
    Browser ada = threeUsers();
    Reply demoted = send(ada, "PATCH", USERS + "/ada", "{\"role\": \"operator\"}");
    assertThat(demoted.status()).isEqualTo(409);
    assertThat(demoted.detail()).contains("make another one first");
    assertThat(send(ada, "DELETE", USERS + "/ada", "").status()).isEqualTo(409);
    send(ada, "DELETE", USERS + "/olga", "");
    send(ada, "DELETE", USERS + "/vera", "");
    Reply last = send(ada, "DELETE", USERS + "/ada", "");
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.detail()).contains("make another admin first");
    send(ada, "POST", USERS, user("anna", "admin"));
    assertThat(send(ada, "DELETE", USERS + "/ada", "").status()).isEqualTo(204);
  }

  @Test
  void onlyAnAdminManagesUsers() throws Exception {
    threeUsers();
    for (String name : List.of("olga", "vera")) {
      Browser browser = logIn(name);
      assertThat(send(browser, "GET", USERS, "").status()).isEqualTo(403);
      assertThat(send(browser, "POST", USERS, user("x", "admin")).status()).isEqualTo(403);
      assertThat(send(browser, "PATCH", USERS + "/ada", "{\"role\": \"viewer\"}").status())
          .isEqualTo(403);
      assertThat(send(browser, "DELETE", USERS + "/ada", "").status()).isEqualTo(403);
    }
  }

  // --- tokens

  private static String token(String label, String role) {
    return "{\"label\": \"%s\", \"role\": \"%s\"}".formatted(label, role);
  }

  private int statusWith(String secret, String path) throws Exception {
    return visitor.get(path, "Authorization", "Bearer " + secret).status();
  }

  @Test
  void everybodyMakesOwnTokensThatMayNotMoreThanTheirOwner() throws Exception {
    Browser ada = threeUsers();
    Browser olga = logIn("olga");
    assertThat(send(olga, "POST", TOKENS, token("mine", "admin")).status()).isEqualTo(403);
    JsonNode made = send(olga, "POST", TOKENS, token("mine", "operator")).json();
    String secret = made.at("/secret").asString();
    String id = made.at("/token/id").asString();
    assertThat(made.at("/token/owner").asString()).isEqualTo("olga");
    assertThat(send(olga, "GET", TOKENS, "").text()).contains(id).doesNotContain(secret);
    assertThat(statusWith(secret, "/api/v1/recordings")).isEqualTo(200);
    assertThat(pinWith(secret)).isEqualTo(200);
    Browser vera = logIn("vera");
    assertThat(send(vera, "GET", TOKENS, "").json().at("/tokens").size()).isZero();
    assertThat(send(vera, "DELETE", TOKENS + "/" + id, "").status()).isEqualTo(404);
    assertThat(send(ada, "GET", TOKENS, "").text()).contains(id);
    send(ada, "PATCH", USERS + "/olga", "{\"role\": \"viewer\"}");
    assertThat(pinWith(secret)).as("its owner may not any more").isEqualTo(403);
    assertThat(statusWith(secret, "/api/v1/recordings")).isEqualTo(200);
    send(ada, "DELETE", USERS + "/olga", "");
    assertThat(statusWith(secret, "/api/v1/recordings")).isEqualTo(401);
    assertThat(send(ada, "GET", TOKENS, "").json().at("/tokens").size()).isZero();
  }

  private int pinWith(String secret) throws Exception {
    return visitor
        .send(
            "POST",
            "/api/v1/pins",
            "{\"ids\": [\"q.0\"]}",
            "Authorization",
            "Bearer " + secret,
            "Content-Type",
            "application/json")
        .status();
  }

  @Test
  void aTokenMakesNoFurtherOnesUnlessItIsAnAdmins() throws Exception {
    Browser ada = threeUsers();
    String operator =
        send(ada, "POST", TOKENS, token("a", "operator")).json().at("/secret").asString();
    String admin = send(ada, "POST", TOKENS, token("b", "admin")).json().at("/secret").asString();
    assertThat(addedWith(operator).status()).isEqualTo(403);
    Reply made = addedWith(admin);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().at("/token/by").asString()).isEqualTo("token:b");
    assertThat(visitor.get(TOKENS, "Authorization", "Bearer " + operator).json().at("/tokens"))
        .isEmpty();
  }

  private Reply addedWith(String secret) throws Exception {
    return visitor.send(
        "POST",
        TOKENS,
        token("more", "viewer"),
        "Authorization",
        "Bearer " + secret,
        "Content-Type",
        "application/json");
  }

  @Test
  void tokensEndAndAreTakenAwayAndAreNotWithoutNumber() throws Exception {
    threeUsers();
    Browser vera = logIn("vera");
    JsonNode made = send(vera, "POST", TOKENS, "{\"label\": \"short\", \"days\": 7}").json();
    assertThat(made.at("/token/role").asString()).isEqualTo("viewer");
    assertThat(made.at("/token/expires").asString()).endsWith("Z");
    String id = made.at("/token/id").asString();
    assertThat(send(vera, "DELETE", TOKENS + "/" + id, "").status()).isEqualTo(204);
    assertThat(statusWith(made.at("/secret").asString(), "/api/v1/recordings")).isEqualTo(401);
    for (int i = 0; i < 50; i++) {
      assertThat(send(vera, "POST", TOKENS, token("t" + i, "viewer")).status()).isEqualTo(201);
    }
    Reply full = send(vera, "POST", TOKENS, token("one more", "viewer"));
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.detail()).contains("delete one first");
  }

  // --- the own password

  private static String passwords(String now, String wanted) {
    return "{\"password\": \"%s\", \"newPassword\": \"%s\"}".formatted(now, wanted);
  }

  @Test
  void theOwnPasswordIsChangedWithTheOldOneAndAllOtherSessionsEnd() throws Exception {
    threeUsers();
    Browser here = logIn("vera");
    Browser elsewhere = logIn("vera");
    String address = "/api/v1/session/password";
    Reply wrong = send(here, "POST", address, passwords("wrong horse", "another horse"));
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.json().at("/type").asString()).endsWith("wrong_password");
    assertThat(send(here, "POST", address, passwords(PASSWORD, "short")).status()).isEqualTo(400);
    assertThat(send(here, "GET", TOKENS, "").status()).isEqualTo(200);
    Reply changed = send(here, "POST", address, passwords(PASSWORD, "another horse"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(send(Browser.of(changed), "GET", TOKENS, "").status()).isEqualTo(200);
    assertThat(send(here, "GET", TOKENS, "").status()).isEqualTo(401);
    assertThat(send(elsewhere, "GET", TOKENS, "").status()).isEqualTo(401);
    assertThat(tried("vera", PASSWORD).status()).isEqualTo(401);
    assertThat(tried("vera", "another horse").status()).isEqualTo(200);
  }

  @Test
  void whoTriesOldPasswordsIsSlowedDown() throws Exception {
    threeUsers();
    Browser vera = logIn("vera");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      statuses.add(
          send(vera, "POST", "/api/v1/session/password", passwords("wrong " + i, "another horse"))
              .status());
    }
    assertThat(statuses).containsExactly(403, 403, 403, 403, 403, 429);
  }

  // --- the audit log

  @Test
  void theAuditLogTellsWhoDidWhatAndNoSecret() throws Exception {
    Browser ada = threeUsers();
    assertThat(tried("eve\\n\u202e" + "x".repeat(80), "s3cr3t-guess").status()).isEqualTo(401);
    String secret =
        send(ada, "POST", TOKENS, token("backup", "viewer")).json().at("/secret").asString();
    send(ada, "PATCH", USERS + "/vera", "{\"password\": \"s3cr3t-given\"}");
    send(ada, "POST", "/api/v1/session/password", passwords("s3cr3t-wrong", "s3cr3t-new"));
    Browser again =
        Browser.of(
            send(ada, "POST", "/api/v1/session/password", passwords(PASSWORD, "s3cr3t-own")));
    send(ada, "DELETE", USERS + "/olga", "");
    assertThat(send(again, "DELETE", "/api/v1/session", "").status()).isEqualTo(204);
    List<String> told = new ArrayList<>();
    new AuditLog(folder.resolve(".sonolog")).forEachAccess(it -> told.add(line(it)));
    assertThat(told)
        .containsExactly(
            "USER_ADD ada by local: role admin",
            "LOGIN ada by ada: from 127.0.0.1",
            "USER_ADD olga by ada: role operator",
            "USER_ADD vera by ada: role viewer",
            "LOGIN_FAILED eve??" + "x".repeat(59) + "... by nobody: login from 127.0.0.1",
            "TOKEN_ADD backup by ada: role viewer",
            "USER_PASSWORD vera by ada: ",
            "LOGIN_FAILED ada by nobody: change of the password from 127.0.0.1",
            "USER_PASSWORD ada by ada: ",
            "LOGOUT ada by ada: from 127.0.0.1");
    Path file = folder.resolve(".sonolog").resolve(AuditLog.FILE);
    assertThat(Files.readAllLines(file)).hasSize(told.size());
    assertThat(Files.readString(file))
        .doesNotContain("s3cr3t", PASSWORD, secret, ada.cookie(), ada.csrf(), "argon2");
  }

  private static String line(AccessEntry entry) {
    return entry.action()
        + " "
        + entry.name().replaceFirst("^[0-9a-f]{8} ", "")
        + " by "
        + entry.by()
        + ": "
        + entry.why();
  }

  // --- control of a source

  @Test
  void controlIsForOperatorsAndByForceForAdmins() throws Exception {
    Browser ada = threeUsers();
    Browser olga = logIn("olga");
    assertThat(controlled(logIn("vera"), "take")).isEqualTo(403);
    assertThat(controlled(olga, "take")).isEqualTo(200);
    assertThat(controlled(olga, "force")).isEqualTo(403);
    assertThat(controlled(ada, "force")).isEqualTo(200);
  }

  private int controlled(Browser browser, String action) throws Exception {
    return visitor
        .send(
            "POST",
            "/api/v1/studio/mic/lease",
            "{\"action\": \"%s\", \"owner\": {\"id\": \"0123456789\", \"name\": \"Desk\"}}"
                .formatted(action),
            "Cookie",
            browser.cookie(),
            "X-CSRF-Token",
            browser.csrf(),
            "Content-Type",
            "application/json")
        .status();
  }
}
