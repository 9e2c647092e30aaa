package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served, without users and with one, and what a command line may say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebAccessTest {
  private static final WavFile AUDIO = WavFile.noise(1, 1, 8_000, 16, 8_000);
  private static final Map<String, String> ADMIN =
      Map.of("SONOLOG_ADMIN_PASSWORD", "correct horse battery staple");

  private Path folder;
  private Path open;
  private Path closed;
  private WebSide withoutUsers;
  private WebSide withUsers;
  private String viewer = "";
  private String operator = "";

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    open = served("open");
    closed = served("closed");
    withoutUsers = WebSide.of(open);
    withUsers =
        WebSide.start(folder, ADMIN, "web", "--dir", closed.toString(), "--host", "127.0.0.1");
    viewer = token("viewer");
    operator = token("operator");
    withoutUsers.awaitListed("a.wav");
  }

  private Path served(String name) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    AUDIO.write(directory.resolve("a.wav"));
    AUDIO.write(directory.resolve("b.wav"));
    return directory;
  }

  private String token(String role) throws IOException {
    Tool.Result made =
        Product.run(
            folder, "token", "add", "--label", role, "--role", role, "--dir", closed.toString());
    return made.orFail().output().strip().lines().toList().getLast();
  }

  @AfterAll
  void stop() throws IOException {
    withoutUsers.close();
    withUsers.close();
  }

  // --- without users

  @ParameterizedTest
  @CsvSource({
    "localhost,        200",
    "localhost:1,      200",
    "127.0.0.1,        200",
    "[::1]:8080,       200",
    "evil.example,     421",
    "192.168.1.20,     421",
    "localhost.evil.example, 421",
    "'',               421"
  })
  void withoutUsersOnlyThisComputerIsServedByItsOwnNames(String host, int status)
      throws IOException {
    String answer = withoutUsers.raw("GET /api/files HTTP/1.1", "Host: " + host);
    assertThat(WebSide.status(answer)).as(answer).isIn(status, host.isEmpty() ? 400 : status);
    if (status == 421) {
      assertThat(answer).doesNotContain("a.wav");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: https://127.0.0.1.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void aPageOfAnotherSiteDeletesNothing(String field) throws IOException {
    String answer = withoutUsers.raw("DELETE /api/files/a.wav HTTP/1.1", "Host: localhost", field);
    assertThat(WebSide.status(answer)).as(answer).isEqualTo(403);
    assertThat(answer).contains("another site");
    assertThat(open.resolve("a.wav")).exists();
  }

  @Test
  void aPageOfItsOwnMayDelete() throws IOException {
    HttpResponse<byte[]> answer =
        withoutUsers.send("DELETE", "/api/files/b.wav", "Origin", withoutUsers.root());
    assertThat(answer.statusCode()).as(WebSide.text(answer)).isEqualTo(200);
    assertThat(open.resolve("b.wav")).doesNotExist();
  }

  @Test
  void everyAnswerTellsTheBrowserToBeCareful() throws IOException {
    for (String path : List.of("/api/files", "/stream/a.wav", "/stream/none.wav", "/nothing")) {
      HttpResponse<byte[]> answer = withoutUsers.get(path);
      assertThat(WebSide.field(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(WebSide.field(answer, "Content-Security-Policy")).contains("default-src 'none'");
      assertThat(WebSide.field(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  // --- the command line

  @Test
  void noOtherComputerIsServedBeforeThereIsAUser() throws IOException {
    for (String host : List.of("0.0.0.0", "::")) {
      Tool.Result refused =
          Product.run(
              folder, "web", "--dir", served("x").toString(), "--port", "0", "--host", host);
      assertThat(refused.status()).as(refused.output()).isNotZero();
      assertThat(refused.output()).contains("sonolog user add").doesNotContain("Serving", "\tat ");
    }
  }

  @Test
  void anAddressOfVersionSixIsToldAsBrowsersTakeIt() throws IOException {
    try (Product web =
        Product.start(folder, "web", "--dir", open.toString(), "--port", "0", "--host", "::1")) {
      web.awaitOutput("Serving http");
      assertThat(web.output()).containsPattern("Serving http://\\[[0-9a-f:]+]:\\d+");
    }
  }

  @Test
  void anOldOptionIsRefusedWithTheOneThatTookItsPlace() throws IOException {
    Tool.Result refused = Product.run(folder, "web", "--threshold", "0.05");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.output()).contains("--margin");
  }

  @Test
  void aFolderAndAConfigurationAtOnceAreRefused() throws IOException {
    Path configuration = Files.writeString(folder.resolve("other.ini"), "[s]\ntype = signal\n");
    Tool.Result refused =
        Product.run(
            folder, "web", "--dir", open.toString(), "-c", configuration.toString(), "--port", "0");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.output()).contains("--dir", "--config").doesNotContain("Serving", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--margin 0.9",
        "--margin 61",
        "--margin NaN",
        "--min-gap -1",
        "--min-gap 300.5",
        "--min-duration 60.1",
        "--min-duration -Infinity",
        "--base-path sonolog",
        "--base-path /sonolog/",
        "--base-path /a/../b",
        "--port 65536",
        "--port -1"
      })
  void optionsOutsideTheirLimitsAreRefused(String options) throws IOException {
    List<String> command = new ArrayList<>(List.of("web", "--dir", open.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    Tool.Result refused = Product.run(folder, command.toArray(String[]::new));
    assertThat(refused.status()).as(refused.output()).isEqualTo(2);
    assertThat(refused.output()).doesNotContain("Serving");
  }

  @Test
  void anOptionServesEverythingBelowAPath() throws IOException {
    try (WebSide below = WebSide.of(served("below"), "--base-path", "/sonolog")) {
      below.product().awaitOutput("Serving " + below.root() + "/sonolog");
      assertThat(below.get("/sonolog/healthz").statusCode()).isEqualTo(200);
      assertThat(below.get("/healthz").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsTold() throws IOException {
    String port = withoutUsers.root().replaceFirst(".*:", "");
    Tool.Result refused =
        Product.run(folder, "web", "--dir", served("y").toString(), "--port", port);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("port " + port).doesNotContain("\tat ");
  }

  // --- with users

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/files", "/api/status", "/api/config", "/stream/a.wav", "/download/a.wav"})
  void whoShowsNothingIsAskedForAPassword(String path) throws IOException {
    HttpResponse<byte[]> answer = withUsers.get(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(WebSide.field(answer, "WWW-Authenticate")).startsWith("Basic realm=");
    assertThat(WebSide.text(answer)).startsWith("{\"error\":").doesNotContain("a.wav");
  }

  @Test
  void aTokenIsTakenInThreeWays() throws IOException {
    assertThat(status("/api/files", "Authorization", "Bearer " + viewer)).isEqualTo(200);
    assertThat(status("/api/files", "Authorization", basic(viewer))).isEqualTo(200);
    assertThat(status("/api/files?token=" + viewer)).isEqualTo(200);
    assertThat(status("/stream/a.wav?token=" + viewer)).isEqualTo(200);
  }

  private int status(String path, String... fields) throws IOException {
    return withUsers.get(path, fields).statusCode();
  }

  private static String basic(String password) {
    byte[] pair = ("anybody:" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void aWrongTokenIsRefused() throws IOException {
    String wrong = viewer.substring(1) + "x";
    assertThat(status("/api/files", "Authorization", "Bearer " + wrong)).isEqualTo(401);
    assertThat(status("/api/files", "Authorization", basic(wrong))).isEqualTo(401);
    assertThat(status("/api/files", "Authorization", basic("correct horse battery staple")))
        .isEqualTo(401);
    assertThat(status("/api/files", "Authorization", "Basic %%%")).isEqualTo(401);
    assertThat(status("/api/files?token=" + wrong)).isEqualTo(401);
    assertThat(status("/api/files?token=")).isEqualTo(401);
  }

  @Test
  void aViewerReadsAndAnOperatorDeletes() throws IOException {
    withUsers.json("/api/status", "Authorization", "Bearer " + viewer);
    HttpResponse<byte[]> refused =
        withUsers.send("DELETE", "/api/files/b.wav", "Authorization", "Bearer " + viewer);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(WebSide.text(refused)).contains("operator");
    assertThat(closed.resolve("b.wav")).exists();
    HttpResponse<byte[]> done =
        withUsers.send("DELETE", "/api/files/b.wav", "Authorization", "Bearer " + operator);
    assertThat(done.statusCode()).as(WebSide.text(done)).isEqualTo(200);
    assertThat(closed.resolve("b.wav")).doesNotExist();
  }

  @Test
  void whoIsNotLetInLearnsNothingOfWhatIsThere() throws IOException {
    assertThat(status("/stream/none.wav")).isEqualTo(401);
    assertThat(withUsers.send("DELETE", "/api/files/none.wav").statusCode()).isEqualTo(401);
    assertThat(status("/api/analyze")).isEqualTo(401);
  }

  @Test
  void foreignNamesAreServedOnceThereAreUsers() throws IOException {
    String answer =
        withUsers.raw(
            "GET /api/files HTTP/1.1", "Host: archive.example", "Authorization: Bearer " + viewer);
    assertThat(WebSide.status(answer)).isEqualTo(200);
  }

  @Test
  void oldAddressesCanBeOpenedToANetwork() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        home.resolve("config.ini"),
        """
        [s]
        type = signal
        [web]
        host = 127.0.0.1
        legacy_open = 127.0.0.0/8
        """);
    AUDIO.write(home.resolve("recordings/a.wav"));
    try (WebSide opened = WebSide.start(home, ADMIN, "web")) {
      opened.awaitListed("a.wav");
      assertThat(opened.get("/stream/a.wav").statusCode()).isEqualTo(200);
      assertThat(opened.get("/api/files?token=wrong").statusCode()).isEqualTo(401);
      assertThat(
              opened
                  .send("DELETE", "/api/files/a.wav", "Origin", "http://evil.example")
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
