package dev.sonolog.server;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.AnalysisDefaults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A server of which all is below a path. */
@Timeout(60)
class BelowAPathTest {
  private static final String BASE = "/audio/sonolog";
  private static final String PASSWORD = "correct horse";
  private static final SiteSettings SETTINGS =
      new SiteSettings(
          0,
          Optional.of("127.0.0.1"),
          new BasePath(BASE),
          AnalysisDefaults.USUAL,
          List.of(),
          List.of(),
          Optional.empty());

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    archive = new TestArchive(folder);
    site = Site.start(SETTINGS, archive, "", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + site.port() + path);
  }

  private HttpResponse<String> send(String method, String path, String body, String... header)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).method(method, BodyPublishers.ofString(body));
    return client.send(
        (header.length == 0 ? request : request.headers(header)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... header) throws Exception {
    return send("GET", path, "", header);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private void record(int pieces) throws Exception {
    List<short[]> all = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      all.add(signal(1, 0, 0, i));
    }
    var _ = archive.record("a", SOURCE, START, Codec.PCM, all);
  }

  @Test
  void everythingIsThereAndNowhereElse() throws Exception {
    record(1);
    for (String path :
        List.of(
            "/",
            "",
            "/recordings",
            "/healthz",
            "/readyz",
            "/metrics",
            "/api/files",
            "/stream/studio-0.wav",
            "/api/v1/recordings/a.0",
            "/api/v1/openapi.yaml")) {
      assertThat(get(BASE + path).statusCode()).as(path).isEqualTo(200);
    }
    for (Route route : site.routes().routes()) {
      String path = route.template().replaceAll("\\{[^}]*}", "none");
      for (String elsewhere : List.of(path, "/audio" + path, BASE + "s" + path, BASE + BASE)) {
        assertThat(send(route.method(), elsewhere, "").statusCode()).as(elsewhere).isEqualTo(404);
      }
    }
    for (String path : List.of("/", "/audio", BASE + "s", "/audio/../audio/sonolog/healthz")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void thePageFindsItsFilesThere() throws Exception {
    String page = get(BASE + "/status").body();
    assertThat(page).contains("data-base=\"" + BASE + "\"");
    Matcher file = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page);
    int files = 0;
    while (file.find()) {
      assertThat(file.group(1)).startsWith(BASE + "/assets/");
      assertThat(get(file.group(1)).statusCode()).as(file.group(1)).isEqualTo(200);
      files++;
    }
    assertThat(files).isGreaterThan(3);
  }

  @Test
  void refusalsSpeakAsTheirInterfaceDoes() throws Exception {
    HttpResponse<String> unknown = get(BASE + "/api/v1/nothing");
    assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(get(BASE + "/nothing").body()).isEqualTo("Not found");
    HttpResponse<String> method = send("PUT", BASE + "/api/files", "");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void thePageThatFollowsIsFound() throws Exception {
    record(3);
    List<String> seen = new ArrayList<>();
    String next = BASE + "/api/v1/recordings?limit=2";
    while (!next.isEmpty()) {
      assertThat(next).startsWith(BASE + "/api/v1/recordings?");
      JsonNode page = json(get(next));
      page.at("/recordings").forEach(it -> seen.add(it.at("/id").asString()));
      next = page.at("/next").asString("");
    }
    assertThat(seen).containsExactly("a.2", "a.1", "a.0");
  }

  @Test
  void whatIsBeingRecordedIsFoundWhereItsAnswerLeads() throws Exception {
    TestArchive.Running running = archive.begin("live", SOURCE, START, Codec.PCM);
    running.open();
    running.write(signal(5, 0, 0, 1));
    running.store();
    HttpResponse<String> redirect = get(BASE + "/api/v1/recordings/live.0/audio");
    assertThat(redirect.statusCode()).isEqualTo(307);
    String there = redirect.headers().firstValue("Location").orElseThrow();
    assertThat(there).startsWith(BASE + "/api/v1/recordings/live.0/audio?until=");
    assertThat(get(there).statusCode()).isEqualTo(200);
  }

  @Test
  void exportsAreFoundWhereTheAnswerSays() throws Exception {
    record(1);
    HttpResponse<String> asked =
        send(
            "POST",
            BASE + "/api/v1/exports",
            "{\"source\": \"studio\", \"from\": \"2026-05-23T20:00:00Z\","
                + " \"to\": \"2026-05-23T20:00:01Z\", \"as\": \"wav\"}",
            "Content-Type",
            "application/json");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String there = asked.headers().firstValue("Location").orElseThrow();
    assertThat(there).startsWith(BASE + "/api/v1/exports/");
    assertThat(json(get(there)).at("/id")).isEqualTo(json(asked).at("/id"));
  }

  @Test
  void aSessionIsForWhatIsBelowThePathAndItsChangesNeedItsToken() throws Exception {
    site.close();
    site = Site.start(SETTINGS, archive, "", Map.of("SONOLOG_ADMIN_PASSWORD", PASSWORD));
    String session = BASE + "/api/v1/session";
    assertThat(get(BASE + "/api/files").statusCode()).isEqualTo(401);
    HttpResponse<String> welcome =
        send("POST", session, "{\"name\": \"admin\", \"password\": \"" + PASSWORD + "\"}");
    assertThat(welcome.statusCode()).isEqualTo(200);
    String set = welcome.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(set).contains("; Path=" + BASE + ";").contains("HttpOnly", "SameSite=Strict");
    String cookie = set.substring(0, set.indexOf(';'));
    String others = "sonolog_session=of-another-server";
    assertThat(get(BASE + "/api/files", "Cookie", cookie + "; " + others).statusCode())
        .isEqualTo(200);

    String tokens = BASE + "/api/v1/tokens";
    String[] header = {"Cookie", cookie, "Content-Type", "application/json"};
    String wanted = "{\"label\": \"player\"}";
    assertThat(send("POST", tokens, wanted, header).statusCode()).isEqualTo(403);
    String csrf = json(get(session, "Cookie", cookie)).at("/csrfToken").asString();
    HttpResponse<String> made =
        send(
            "POST",
            tokens,
            wanted,
            "Cookie",
            cookie,
            "Content-Type",
            "application/json",
            "X-CSRF-Token",
            csrf);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location").orElseThrow())
        .isEqualTo(tokens + "/" + json(made).at("/token/id").asString());

    HttpResponse<String> bye = send("DELETE", session, "", "Cookie", cookie, "X-CSRF-Token", csrf);
    assertThat(bye.statusCode()).isEqualTo(204);
    assertThat(bye.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("sonolog_session=; Path=" + BASE + "; Max-Age=0");
    assertThat(get(BASE + "/api/files", "Cookie", cookie).statusCode()).isEqualTo(401);
  }

  /** As OpenAPI resolves it: from the address of the description (RFC 3986, 5.2). */
  @Test
  void theDescriptionLeadsToTheServer() throws Exception {
    URI description = address(BASE + "/api/v1/openapi.yaml");
    String server =
        new YAMLMapper()
            .readTree(get(description.getPath()).body())
            .at("/servers/0/url")
            .asString();
    assertThat(description.resolve(server)).isEqualTo(address(BASE + "/"));
    assertThat(address("/api/v1/openapi.yaml").resolve(server)).isEqualTo(address("/"));
  }
}
