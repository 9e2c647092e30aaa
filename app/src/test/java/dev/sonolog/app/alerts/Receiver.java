package dev.sonolog.app.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A web server that takes webhooks as a test says. */
final class Receiver implements AutoCloseable {
  /** Says what is answered to each. */
  interface Answering {
    int status(int number) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Receiver(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  static Receiver answering(Answering answers) throws IOException {
    HttpServer server = HttpServer.create(local(), 0);
    Receiver receiver = new Receiver(server, "http");
    server.createContext("/", receiver.taking(answers));
    return receiver;
  }

  static Receiver secure(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    Receiver receiver = new Receiver(server, "https");
    server.createContext("/", receiver.taking(_ -> 200));
    return receiver;
  }

  /** Answers 200, and a body that never ends. */
  static Receiver hanging() throws IOException {
    HttpServer server = HttpServer.create(local(), 0);
    Receiver receiver = new Receiver(server, "http");
    server.createContext("/", receiver::hang);
    return receiver;
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private HttpHandler taking(Answering answers) {
    return exchange -> {
      take(exchange);
      int status = answers.status(bodies.size());
      if (status / 100 == 3) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  private void take(HttpExchange exchange) throws IOException {
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(JsonMapper.shared().readTree(body));
  }

  private void hang(HttpExchange exchange) throws IOException {
    take(exchange);
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(1);
    exchange.getResponseBody().flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  /** Where it listens. */
  URI address() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/hook/s3cr3t");
  }

  /** What came, in order. */
  List<JsonNode> bodies() {
    return bodies;
  }

  List<String> tokens() {
    return tokens;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
