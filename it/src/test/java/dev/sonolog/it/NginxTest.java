package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx with TLS before the web side. Clients come from several addresses of the loopback
 * network; nginx itself asks from 127.0.0.1.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxTest {
  private static final String PASSWORD = "correct horse battery staple";
  private static final String NETWORK_CLIENT = "127.0.0.9";
  private static final String OTHER_CLIENT = "127.0.0.2";

  private static final WavFile AUDIO = WavFile.noise(1, 1, 8_000, 16, 8_000);

  private Path folder;
  private Certificate certificate;
  private WebSide trusting;
  private WebSide wary;
  private WebSide below;
  private int trustingPort;
  private int waryPort;
  private int belowPort;
  private Process nginx;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    certificate = Certificate.make(folder, "proxy", Certificate.EC);
    trusting = served("trusting", "trusted_proxies = 127.0.0.1/32");
    wary = served("wary", "");
    below = served("below", "trusted_proxies = 127.0.0.1/32\nbase_path = /audio/sonolog");
    trustingPort = freePort();
    waryPort = freePort();
    belowPort = freePort();
    nginx = nginx();
    Awaitility.await("nginx answers")
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions() // it does not listen at once
        .until(() -> get(waryPort, OTHER_CLIENT, "/healthz").statusCode() == 200);
    trusting.product().awaitOutput("Serving");
  }

  private WebSide served(String name, String more) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        home.resolve("config.ini"),
        """
        [s]
        type = signal
        [web]
        host = 127.0.0.1
        legacy_open = %s/32 10.0.0.0/8
        %s
        """
            .formatted(NETWORK_CLIENT, more));
    AUDIO.write(home.resolve("recordings/a.wav"));
    return WebSide.start(home, Map.of("SONOLOG_ADMIN_PASSWORD", PASSWORD), "web");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What docs/configuration.md says that nginx needs. */
  private String server(int port, String location, WebSide web) {
    return """
    server {
      listen 127.0.0.1:%d ssl;
      ssl_certificate %s;
      ssl_certificate_key %s;
      location %s {
        proxy_pass %s;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_max_temp_file_size 0;
      }
    }
    """
        .formatted(port, certificate.file(), certificate.key(), location, web.root());
  }

  private Process nginx() throws IOException {
    Path home = Files.createDirectories(folder.resolve("nginx"));
    String servers =
        server(trustingPort, "/", trusting)
            + server(waryPort, "/", wary)
            + server(belowPort, "/audio/sonolog/", below);
    Path config = home.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off;
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
        %s}
        """
            .formatted(servers));
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      for (Path each : List.of(folder, home)) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
      Files.setPosixFilePermissions(
          certificate.key(), PosixFilePermissions.fromString("rw-r--r--"));
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(List.of("/usr/sbin/nginx", "-e", "stderr", "-p", "" + home, "-c", "" + config));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.out").toFile())
        .start();
  }

  @AfterAll
  void stop() throws IOException {
    nginx.destroy();
    nginx.onExit().join();
    System.out.println(Files.readString(folder.resolve("nginx.out")));
    trusting.close();
    wary.close();
    below.close();
  }

  // --- asking

  private HttpResponse<String> get(int port, String from, String path, String... fields)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path));
    try (HttpClient client = certificate.client(from)) {
      return client.send(
          (fields.length == 0 ? request : request.headers(fields)).build(),
          BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }
  }

  private HttpResponse<String> logIn(
      int port, String from, String name, String password, String... fields) throws Exception {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/v1/session"))
            .header("Origin", "https://127.0.0.1:" + port)
            .POST(BodyPublishers.ofString(body));
    try (HttpClient client = certificate.client(from)) {
      return client.send(
          (fields.length == 0 ? request : request.headers(fields)).build(),
          BodyHandlers.ofString());
    }
  }

  private static String cookie(HttpResponse<?> answer) {
    return answer.headers().firstValue("Set-Cookie").orElse("");
  }

  /** The status of what somebody asks without the proxy. */
  private static int direct(WebSide web, String from, String path, String... lines)
      throws IOException {
    URI root = URI.create(web.root());
    try (Socket socket =
        new Socket(
            InetAddress.ofLiteral("127.0.0.1"), root.getPort(), InetAddress.ofLiteral(from), 0)) {
      String head =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
              + String.join("\r\n", lines)
              + (lines.length == 0 ? "" : "\r\n")
              + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return WebSide.status(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  // --- who it is

  @Test
  void theNetworkIsOpenToItsOwnClientsAlone() throws Exception {
    assertThat(get(trustingPort, NETWORK_CLIENT, "/api/files").statusCode()).isEqualTo(200);
    assertThat(get(trustingPort, NETWORK_CLIENT, "/api/v1/recordings").statusCode()).isEqualTo(401);
    for (String forged : List.of(NETWORK_CLIENT, "10.0.0.1", "127.0.0.1", "10.0.0.1, 127.0.0.1")) {
      assertThat(
              get(trustingPort, OTHER_CLIENT, "/api/files", "X-Forwarded-For", forged).statusCode())
          .isEqualTo(401);
      assertThat(direct(trusting, OTHER_CLIENT, "/api/files", "X-Forwarded-For: " + forged))
          .isEqualTo(401);
      assertThat(direct(wary, OTHER_CLIENT, "/api/files", "X-Forwarded-For: " + forged))
          .isEqualTo(401);
    }
    assertThat(direct(wary, NETWORK_CLIENT, "/api/files")).isEqualTo(200);
    assertThat(get(waryPort, NETWORK_CLIENT, "/api/files").statusCode()).isEqualTo(401);
  }

  @Test
  void cookiesAreForTlsWhereTheProxyIsBelieved() throws Exception {
    HttpResponse<String> welcome = logIn(trustingPort, "127.0.0.3", "admin", PASSWORD);
    assertThat(welcome.statusCode()).as(welcome.body()).isEqualTo(200);
    assertThat(cookie(welcome)).endsWith("; Secure");
  }

  @Test
  void whoGuessesPasswordsIsSlowedDownAndNobodyElse() throws Exception {
    int status = 401;
    for (int i = 0; i < 12 && status == 401; i++) {
      status =
          logIn(trustingPort, "127.0.0.4", "nobody" + i, "wrong", "X-Forwarded-For", "10.9.8." + i)
              .statusCode();
    }
    assertThat(status).isEqualTo(429);
    assertThat(logIn(trustingPort, "127.0.0.5", "admin", PASSWORD).statusCode()).isEqualTo(200);
  }

  // --- below a path

  @Test
  void everythingIsBelowThePathThatTheProxyLeaves() throws Exception {
    below.product().awaitOutput("Serving " + below.root() + "/audio/sonolog");
    for (String path : List.of("/api/files", "/api/status", "/stream/a.wav", "/healthz")) {
      assertThat(get(belowPort, NETWORK_CLIENT, "/audio/sonolog" + path).statusCode())
          .as(path)
          .isEqualTo(200);
      assertThat(get(belowPort, NETWORK_CLIENT, path).statusCode()).as(path).isEqualTo(404);
      assertThat(direct(below, NETWORK_CLIENT, path)).as(path).isEqualTo(404);
    }
    assertThat(get(belowPort, OTHER_CLIENT, "/audio/sonolog/api/files").statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoLogsInBelowThePathMayChangeThings() throws Exception {
    String root = "https://127.0.0.1:" + belowPort + "/audio/sonolog/api/v1";
    String login = "{\"name\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD);
    try (HttpClient client = certificate.client("127.0.0.7")) {
      HttpResponse<String> welcome = client.send(post(root + "/session", login), asText());
      assertThat(welcome.statusCode()).as(welcome.body()).isEqualTo(200);
      assertThat(cookie(welcome)).contains("; Path=/audio/sonolog;").endsWith("; Secure");
      String session = cookie(welcome).replaceFirst(";.*", "");
      String csrf = welcome.body().replaceAll(".*\"csrfToken\":\"([^\"]+)\".*", "$1");
      String label = "{\"label\": \"player\"}";
      HttpRequest without = post(root + "/tokens", label, "Cookie", session);
      assertThat(client.send(without, asText()).statusCode()).isEqualTo(403);
      HttpRequest with = post(root + "/tokens", label, "Cookie", session, "X-CSRF-Token", csrf);
      HttpResponse<String> made = client.send(with, asText());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      URI token = with.uri().resolve(made.headers().firstValue("Location").orElse(""));
      assertThat(token.toString()).startsWith(root + "/tokens/");
      HttpRequest delete =
          HttpRequest.newBuilder(token)
              .headers("Cookie", session, "X-CSRF-Token", csrf)
              .DELETE()
              .build();
      assertThat(client.send(delete, asText()).statusCode()).isIn(200, 204);
    }
  }

  private static BodyHandler<String> asText() {
    return BodyHandlers.ofString();
  }

  private static HttpRequest post(String address, String body, String... header) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return (header.length == 0 ? request : request.headers(header)).build();
  }

  // --- what passes

  @Test
  void rangesPass() throws Exception {
    HttpResponse<String> part =
        get(trustingPort, NETWORK_CLIENT, "/stream/a.wav", "Range", "bytes=100-199");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/16044");
    assertThat(part.body()).hasSize(100);
  }

  @Test
  void eventsPassAtOnce() throws Exception {
    HttpResponse<String> welcome = logIn(trustingPort, "127.0.0.6", "admin", PASSWORD);
    String session = cookie(welcome).replaceFirst(";.*", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + trustingPort + "/api/v1/events"))
            .header("Cookie", session)
            .build();
    HttpClient client = certificate.client("127.0.0.6");
    try (InputStream in = client.send(request, BodyHandlers.ofInputStream()).body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("id: ");
      assertThat(lines.readLine()).isEqualTo("event: hello");
    } finally {
      client.shutdownNow();
    }
  }
}
