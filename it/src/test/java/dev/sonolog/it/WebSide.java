package dev.sonolog.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product as a web server, and what its clients do with it. */
final class WebSide implements AutoCloseable {
  private static final Pattern SERVING = Pattern.compile("Serving (http://127\\.0\\.0\\.1:(\\d+))");
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Product product;
  private final String root;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private WebSide(Product product, String root, int port) {
    this.product = product;
    this.root = root;
    this.port = port;
  }

  /** Serves a folder, in which it is started, too. */
  static WebSide of(Path folder, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("web", "--dir", folder.toString()));
    arguments.addAll(List.of(options));
    return start(folder, Map.of(), arguments.toArray(String[]::new));
  }

  /** Starts any command that serves; the port is a free one. */
  static WebSide start(Path workingDirectory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--port", "0"));
    Product product = Product.start(workingDirectory, environment, all.toArray(String[]::new));
    try {
      product.awaitOutput("Serving http");
      Matcher serving = SERVING.matcher(product.output());
      if (!serving.find()) {
        throw new AssertionError(product.output());
      }
      return new WebSide(product, serving.group(1), Integer.parseInt(serving.group(2)));
    } catch (IOException | RuntimeException | AssertionError e) {
      product.close();
      throw e;
    }
  }

  Product product() {
    return product;
  }

  /** Scheme, host and port. */
  String root() {
    return root;
  }

  // --- asking

  /** What an address answers; fields are given as name, value, name, value. */
  HttpResponse<byte[]> get(String path, String... fields) throws IOException {
    return send("GET", path, fields);
  }

  HttpResponse<byte[]> send(String method, String path, String... fields) throws IOException {
    try {
      return client.send(request(method, path, fields), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  CompletableFuture<HttpResponse<byte[]>> later(String path) {
    return client.sendAsync(request("GET", path), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
            .method(method, BodyPublishers.noBody());
    return (fields.length == 0 ? request : request.headers(fields)).build();
  }

  /** The JSON of an answer that must be a good one. */
  JsonNode json(String path, String... fields) throws IOException {
    HttpResponse<byte[]> answer = get(path, fields);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + text(answer));
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static String field(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** A value as it stands in a query or in a segment of a path. */
  static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What a request of these very lines gets, which no client has tidied up. */
  String raw(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The status of a request whose target is sent as it is written. */
  int rawStatus(String method, String target) throws IOException {
    return status(raw(method + " " + target + " HTTP/1.1", "Host: 127.0.0.1:" + port));
  }

  static int status(String answer) {
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  // --- the list

  /** What {@code /api/files} says of a name; a missing node where it says nothing. */
  JsonNode file(String name) throws IOException {
    for (JsonNode each : json("/api/files")) {
      if (each.at("/name").asString().equals(name)) {
        return each;
      }
    }
    return JsonMapper.shared().missingNode();
  }

  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    json("/api/files").forEach(each -> names.add(each.at("/name").asString()));
    return names;
  }

  void awaitListed(String... names) {
    Awaitility.await("listed: " + List.of(names))
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(() -> names().containsAll(List.of(names)));
  }

  void awaitGone(String name) {
    Awaitility.await("not listed: " + name)
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(() -> !names().contains(name));
  }

  @Override
  public void close() throws IOException {
    client.close();
    product.close();
  }
}
