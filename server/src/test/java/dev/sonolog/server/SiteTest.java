package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.server.service.StatusReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as it is asked over sockets. */
@Timeout(60)
class SiteTest {
  private static final String PASSWORD = "correct horse";
  private static final SiteSettings SETTINGS =
      new SiteSettings(
          0,
          Optional.empty(),
          BasePath.ROOT,
          AnalysisDefaults.USUAL,
          List.of(),
          List.of(),
          Optional.empty());

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws IOException {
    archive = new TestArchive(folder);
    site = Site.start(SETTINGS, archive, "build 7", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(at(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> logIn(String name, String password) throws Exception {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password);
    return client.send(
        at("/api/v1/session").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private void addUser(String name, Role role) throws Exception {
    try (Passwords passwords = new Passwords()) {
      var _ =
          new Accounts(folder.resolve(".sonolog"), passwords, InstantSource.system())
              .add(name, role, PASSWORD, "test");
    }
  }

  /** The server looks at the accounts once a second at most. */
  private void restart() throws IOException {
    site.close();
    site = Site.start(SETTINGS, archive, "build 7", Map.of());
  }

  // --- health and metrics

  @Test
  void itIsAliveAndReady() throws Exception {
    assertThat(get("/healthz").body()).isEqualTo("alive\n");
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsTellOfSourcesDisksAndClients() throws Exception {
    archive.says(report("recording", 3));
    assertThat(get("/metrics").body())
        .contains("# TYPE sonolog_source_state gauge")
        .contains("sonolog_source_state{source=\"news\",state=\"recording\"} 1.0")
        .contains("sonolog_source_state{source=\"news\",state=\"stalled\"} 0.0")
        .contains("sonolog_source_recordings{source=\"news\"} 3.0")
        .contains("sonolog_source_gaps_last_day{source=\"news\"} 1.0")
        .contains("sonolog_disk_free_bytes{directory=\"" + folder + "\"}")
        .contains("sonolog_event_clients 0.0")
        .contains("sonolog_recorder_up 1.0");
  }

  private static StatusReport report(String state, long segments) {
    StatusReport.Source source =
        new StatusReport.Source(
            "news",
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            segments,
            1_000,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    StatusReport.Gap gap =
        new StatusReport.Gap(
            "news", "2026-01-01T00:00:00Z", Optional.empty(), "connection lost", "", 1);
    return new StatusReport(
        Optional.empty(), List.of(source), List.of(gap), List.of(), Optional.empty());
  }

  // --- events

  private Stream<String> events(String query) throws Exception {
    return client.send(at("/api/v1/events" + query).build(), BodyHandlers.ofLines()).body();
  }

  @Test
  void whoListensHearsHowItIsAndThenWhatChanges() throws Exception {
    archive.says(report("connecting", 0));
    try (Stream<String> lines = events("")) {
      List<String> heard = new ArrayList<>();
      var iterator = lines.iterator();
      while (!heard.contains("event: source") || !heard.toString().contains("stalled")) {
        String line = iterator.next();
        if (line.equals("event: hello")) {
          archive.says(report("stalled", 1));
        }
        heard.add(line);
      }
      assertThat(heard.get(0)).startsWith("id: ");
      assertThat(heard.get(1)).isEqualTo("event: hello");
      assertThat(heard.get(2)).contains("\"build\":\"build 7\"").contains("\"connecting\"");
      assertThat(ids(heard)).isSorted().doesNotHaveDuplicates();
    }
  }

  private static List<Long> ids(List<String> lines) {
    return lines.stream()
        .filter(it -> it.startsWith("id: "))
        .map(it -> Long.valueOf(it.substring(4)))
        .toList();
  }

  @Test
  void topicsThatDoNotExistAreRefused() throws Exception {
    HttpResponse<String> answer = get("/api/v1/events?topics=status,weather");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("disk, levels, meters, recordings, review, station, status, studio");
  }

  @Test
  void whoGoesAwayIsForgotten() throws Exception {
    try (Stream<String> lines = events("")) {
      assertThat(lines.iterator().next()).startsWith("id: ");
      assertThat(get("/metrics").body()).contains("sonolog_event_clients 1.0");
    }
    String metrics = "";
    for (int i = 0; !metrics.contains("sonolog_event_clients 0.0"); i++) {
      archive.says(report("recording", i)); // something to tell finds out that it is gone
      metrics = get("/metrics").body();
    }
  }

  // --- logging in

  @Test
  void aSessionOpensWhatNeedsALogin() throws Exception {
    addUser("ada", Role.ADMIN);
    restart();
    assertThat(get("/api/files").statusCode()).isEqualTo(401);
    assertThat(get("/metrics").statusCode()).isEqualTo(401);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(logIn("ada", "wrong horse").statusCode()).isEqualTo(401);

    HttpResponse<String> welcome = logIn("ada", PASSWORD);
    assertThat(welcome.statusCode()).isEqualTo(200);
    String set = welcome.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(set).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    String cookie = set.substring(0, set.indexOf(';'));
    String csrf = welcome.body().replaceAll(".*\"csrfToken\":\"([^\"]+)\".*", "$1");

    assertThat(with(cookie, at("/api/files")).statusCode()).isEqualTo(200);
    assertThat(with(cookie, at("/api/v1/session")).body())
        .contains("\"name\":\"ada\"")
        .contains(csrf);
    assertThat(with(cookie, at("/api/files/x.wav").DELETE()).statusCode()).isEqualTo(403);
    assertThat(
            with(cookie, at("/api/files/x.wav").DELETE().header("X-CSRF-Token", csrf)).statusCode())
        .isEqualTo(404);
    assertThat(
            with(cookie, at("/api/v1/session").DELETE().header("X-CSRF-Token", csrf)).statusCode())
        .isEqualTo(204);
    assertThat(with(cookie, at("/api/files")).statusCode()).isEqualTo(401);
  }

  @Test
  void whatLastsEndsWithTheSession() throws Exception {
    addUser("ada", Role.ADMIN);
    restart();
    HttpResponse<String> welcome = logIn("ada", PASSWORD);
    String set = welcome.headers().firstValue("Set-Cookie").orElseThrow();
    String cookie = set.substring(0, set.indexOf(';'));
    String csrf = welcome.body().replaceAll(".*\"csrfToken\":\"([^\"]+)\".*", "$1");
    HttpResponse<InputStream> events =
        client.send(
            at("/api/v1/events").header("Cookie", cookie).build(), BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).startsWith("id: ");
    assertThat(
            with(cookie, at("/api/v1/session").DELETE().header("X-CSRF-Token", csrf)).statusCode())
        .isEqualTo(204);
    Future<String> end = CompletableFuture.supplyAsync(() -> lastOf(lines));
    Awaitility.await()
        .until(
            () -> {
              archive.says(report("recording", System.nanoTime())); // there is something to send
              return end.isDone();
            });
    assertThat(end.get()).isEqualTo("cut off");
  }

  private static String lastOf(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // all that came before
      }
      return "ended in order";
    } catch (IOException _) {
      return "cut off";
    }
  }

  private HttpResponse<String> with(String cookie, HttpRequest.Builder request) throws Exception {
    return client.send(request.header("Cookie", cookie).build(), BodyHandlers.ofString());
  }

  @Test
  void whatIsNoLoginIsRefused() throws Exception {
    for (String body :
        List.of("", "null", "{}", "{\"name\": 1}", "[", "{\"name\":\"a\",\"x\":1}")) {
      HttpRequest request = at("/api/v1/session").POST(BodyPublishers.ofString(body)).build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }
    String long1 = "{\"name\": \"" + "a".repeat(10_000) + "\"}";
    HttpRequest request = at("/api/v1/session").POST(BodyPublishers.ofString(long1)).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  @Test
  void passwordsCannotBeGuessedForLong() throws Exception {
    addUser("ada", Role.ADMIN);
    restart();
    HttpResponse<String> answer = logIn("ada", "wrong 1");
    for (int i = 2; i < 12 && answer.statusCode() == 401; i++) {
      answer = logIn("ada", "wrong " + i);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  /** Every route that there is, by who asks: nobody gets more than the route says. */
  @Test
  void eachRouteAsksForTheRoleThatItSays() throws Exception {
    addUser("root", Role.ADMIN);
    String viewerToken = token(Role.VIEWER);
    String adminToken = token(Role.ADMIN);
    restart();
    for (Route route : site.routes().routes()) {
      String path = route.template().replaceAll("\\{[^}]*}", "none");
      if (path.endsWith("/events")) {
        continue; // it would not end
      }
      HttpRequest.Builder request = at(path).method(route.method(), BodyPublishers.noBody());
      boolean open = route.demand().role().isEmpty();
      int nobody = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      int wrong = status(request, "sono_wrong");
      int viewer = status(request, viewerToken);
      int admin = status(request, adminToken);
      String which = route.method() + " " + route.template();
      assertThat(nobody == 401).as(which + " nobody: " + nobody).isEqualTo(!open);
      assertThat(wrong == 401).as(which + " wrong: " + wrong).isEqualTo(!open);
      boolean enough = open || Role.VIEWER.covers(route.demand().role().get());
      assertThat(viewer == 403).as(which + " viewer: " + viewer).isEqualTo(!enough);
      assertThat(admin).as(which).isNotIn(401, 403, 500);
    }
  }

  private int status(HttpRequest.Builder request, String token) throws Exception {
    HttpRequest asked = request.copy().header("Authorization", "Bearer " + token).build();
    return client.send(asked, BodyHandlers.discarding()).statusCode();
  }

  private String token(Role role) throws Exception {
    try (Passwords passwords = new Passwords()) {
      return new Accounts(folder.resolve(".sonolog"), passwords, InstantSource.system())
          .addToken(role.word(), role, Optional.empty(), "test")
          .secret();
    }
  }

  // --- where it listens, and what it takes

  @Test
  void withoutAUserItListensToThisComputerAlone() {
    SiteSettings open =
        new SiteSettings(
            0,
            Optional.of("0.0.0.0"),
            BasePath.ROOT,
            AnalysisDefaults.USUAL,
            List.of(),
            List.of(),
            Optional.empty());
    assertThatThrownBy(() -> Site.start(open, archive, "", Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sonolog user add");
  }

  @Test
  void aPortThatIsTakenIsTold() {
    assertThatThrownBy(() -> Site.start(SETTINGS.on(site.port()), archive, "", Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + site.port());
  }

  @Test
  void theFirstUserMayComeFromTheEnvironment() throws Exception {
    site.close();
    site = Site.start(SETTINGS, archive, "", Map.of("SONOLOG_ADMIN_PASSWORD", PASSWORD));
    assertThat(get("/api/files").statusCode()).isEqualTo(401);
    assertThat(logIn("admin", PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void foreignNamesOfThisComputerAreTurnedAway() throws Exception {
    assertThat(raw("GET /api/files HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(raw("GET /api/files HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void endlessHeadsAndGarbageEndTheConnection() throws Exception {
    assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "b".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
    assertThat(raw("\u0000\u0001 nonsense\r\n\r\n")).doesNotStartWith("HTTP/1.1 200");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      String first = lines.readLine();
      return first == null ? "" : first;
    } catch (java.net.SocketException e) {
      return "";
    }
  }
}
