package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that root gives leave files that the archive's own user can go on with. Where the tests
 * do not run as root that user is the one who runs them.
 */
class StateOwnerTest {
  private static final String PASSWORD = "s3cr3t correct horse";
  private static final List<String> FILES =
      List.of("accounts.json", "accounts.lock", "audit.jsonl", "audit.reserve");

  @TempDir private Path folder = Path.of("");

  private void give(Path path) throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Tool.run("chown", "nobody:nogroup", path.toString()).orFail();
    }
  }

  @Test
  void whatRootChangesTheArchivesOwnUserReadsAndChanges() throws Exception {
    Path served = Files.createDirectories(folder.resolve("served"));
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    give(served);
    give(folder); // which nobody else may enter
    UserPrincipal owner = Files.getOwner(served);
    String dir = served.toString();
    Product.run(folder, "user", "add", "ada", "--password-file", password.toString(), "--dir", dir)
        .orFail();
    Path state = served.resolve(".sonolog");
    assertThat(Files.getOwner(state)).isEqualTo(owner);
    for (String file : FILES) {
      assertThat(Files.getOwner(state.resolve(file))).as(file).isEqualTo(owner);
    }
    // The file is there already, and is replaced.
    String token =
        Product.run(folder, "token", "add", "--label", "t", "--role", "admin", "--dir", dir)
            .orFail()
            .output()
            .strip()
            .lines()
            .toList()
            .getLast();
    assertThat(Files.getOwner(state.resolve("accounts.json"))).isEqualTo(owner);
    asOwner(owner, "token", "add", "--label", "of the owner", "--dir", dir);
    assertThat(asOwner(owner, "token", "list", "--dir", dir)).contains("of the owner");
    try (WebSide web = WebSide.of(served, "--host", "127.0.0.1")) {
      assertThat(web.get("/api/v1/users").statusCode()).isEqualTo(401);
      HttpResponse<String> made = addUser(web, token);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      assertThat(logIn(web, "vera").statusCode()).isEqualTo(200);
      assertThat(Files.getOwner(state.resolve("accounts.json"))).isEqualTo(owner);
      // A change on the command line is noticed by the server.
      Product.run(folder, "user", "remove", "vera", "--dir", dir).orFail();
      Awaitility.await("vera is gone").until(() -> logIn(web, "vera").statusCode() == 401);
    }
    String log = Files.readString(state.resolve("audit.jsonl"));
    assertThat(log).contains("USER_ADD", "TOKEN_ADD", "LOGIN", "LOGIN_FAILED", "USER_REMOVE");
    assertThat(log).doesNotContain("s3cr3t", token, "argon2");
  }

  /** What a command says that the archive's own user gives. */
  private String asOwner(UserPrincipal owner, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (owner.getName().equals("nobody")) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            Product.jar().toString()));
    command.addAll(List.of(arguments));
    try (Product product = Product.start(folder, Map.of(), command)) {
      int status = product.await(120);
      assertThat(status).as(product.output()).isZero();
      return product.output();
    }
  }

  private static HttpResponse<String> addUser(WebSide web, String token) throws Exception {
    return post(
        web,
        "/api/v1/users",
        "{\"name\": \"vera\", \"password\": \"%s\"}".formatted(PASSWORD),
        "Authorization",
        "Bearer " + token);
  }

  private static HttpResponse<String> logIn(WebSide web, String name) throws Exception {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD);
    return post(web, "/api/v1/session", body);
  }

  private static HttpResponse<String> post(WebSide web, String path, String body, String... fields)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(web.root() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          (fields.length == 0 ? request : request.headers(fields)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
