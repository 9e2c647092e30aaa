package dev.sonolog.libretime.station;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A LibreTime on a free port of the loopback interface: both interfaces, the login form, the
 * dashboard's buttons, the library. It keeps to who may ask what, escapes and clocks as LibreTime
 * does, and to nothing more. A test writes its {@link #calendar}, changes its {@link #settings} at
 * any moment, and has it fail by {@link #always} and {@link #once}. What is wrong with the station
 * itself is told when it is closed.
 */
public final class LibretimeStation implements AutoCloseable {
  private final HttpServer server;
  private final Settings settings = new Settings();
  private final Calendar calendar = new Calendar();
  private final MediaStore store = new MediaStore();
  private final LegacyCalls legacy = new LegacyCalls(settings, calendar, store);
  private final SecondCalls second = new SecondCalls(settings, calendar, store);
  private final Pages pages = new Pages(settings);
  private final Map<String, Fault> standing = new ConcurrentHashMap<>();
  private final Map<String, Fault> next = new ConcurrentHashMap<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final Map<String, Integer> mostAtOnce = new ConcurrentHashMap<>();
  private final List<RuntimeException> mistakes = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private LibretimeStation(HttpServer server) {
    this.server = server;
  }

  /** A station that answers. */
  public static LibretimeStation start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LibretimeStation station = new LibretimeStation(server);
    server.setExecutor(task -> Thread.ofVirtual().name("libretime-station").start(task));
    server.createContext("/", station::serve);
    server.start();
    return station;
  }

  /** Where it is. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** What it is like. */
  public Settings settings() {
    return settings;
  }

  /** What it plans. */
  public Calendar calendar() {
    return calendar;
  }

  /** What it has. */
  public MediaStore store() {
    return store;
  }

  /** Fails each request whose path begins so, from now on; the empty path is each. */
  public void always(String path, Fault fault) {
    standing.put(path, fault);
  }

  /** Fails the next request whose path begins so, and whose method is this. */
  public void once(String method, String path, Fault fault) {
    next.put(method + " " + path, fault);
  }

  /** Fails no more. */
  public void heal() {
    standing.clear();
    next.clear();
  }

  /** What came so far, in order. */
  public List<Received> requests() {
    return new ArrayList<>(requests);
  }

  /** How many requests whose path begins so came so far. */
  public long requests(String path) {
    return requests.stream().filter(it -> it.path().startsWith(path)).count();
  }

  /** How many requests of this path were under way at once, at most. */
  public int mostAtOnce(String path) {
    return mostAtOnce.getOrDefault(path, 0);
  }

  // --- a request

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    AtomicInteger count = underWay.computeIfAbsent(path, _ -> new AtomicInteger());
    mostAtOnce.merge(path, count.incrementAndGet(), Math::max);
    try (exchange) {
      requests.add(
          new Received(
              exchange.getRequestMethod(),
              path,
              Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
              header(exchange, "Authorization")));
      Optional<Fault> fault = fault(exchange.getRequestMethod(), path);
      if (fault.isPresent()) {
        fail(exchange, fault.get());
      } else {
        send(exchange, reply(exchange));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      mistakes.add(e);
    } finally {
      count.decrementAndGet();
    }
  }

  private Optional<Fault> fault(String method, String path) {
    for (String each : next.keySet()) {
      if ((method + " " + path).startsWith(each)) {
        return Optional.ofNullable(next.remove(each));
      }
    }
    return standing.entrySet().stream()
        .filter(it -> path.startsWith(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void fail(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case Fault.HangUp _ -> exchange.close();
      case Fault.HangUpAfter after -> {
        byte[] _ = exchange.getRequestBody().readNBytes(after.bytes());
        exchange.close();
      }
      case Fault.HangUpBeforeTheAnswer _ -> {
        Reply _ = reply(exchange);
        exchange.close();
      }
      case Fault.HangUpWithinTheAnswer _ -> {
        byte[] body = reply(exchange).body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
      }
      case Fault.Stall _ -> closed.await();
      case Fault.Endless _ -> pour(exchange, 1 << 16, 0);
      case Fault.Drip _ -> pour(exchange, 1, 100);
      case Fault.Says says ->
          send(exchange, new Reply(says.status(), says.type(), says.body(), Map.of()));
      case Fault.Redirect redirect ->
          send(exchange, Reply.text(302, "").with("Location", redirect.location()));
    }
  }

  private void pour(HttpExchange exchange, int bytes, int pauseMillis)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    byte[] blanks = " ".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    while (!closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
      out.write(blanks);
      out.flush();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.type());
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  // --- what is asked

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    String method = exchange.getRequestMethod();
    byte[] body = body(exchange.getRequestBody());
    Map<String, String> query =
        pairs(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    boolean keyed =
        header(exchange, "Authorization").filter(("Api-Key " + Settings.KEY)::equals).isPresent();
    if (path.startsWith("api/v2/")) {
      String text = new String(body, StandardCharsets.UTF_8);
      return second.answer(method, path.substring("api/v2/".length()), query, keyed, text);
    }
    if (path.startsWith("api/")) {
      Map<String, String> parameters = segments(path, 2);
      parameters.putAll(query);
      if (keyed) {
        parameters.put("api_key", Settings.KEY);
      }
      return legacy.answer(segment(path, 1), parameters);
    }
    if (path.equals("rest/media") && method.equals("POST")) {
      return upload(exchange, body);
    }
    if (path.startsWith("rest/media/")) {
      return media(exchange, path);
    }
    Optional<String> cookie = header(exchange, "Cookie");
    return switch (segment(path, 0) + "/" + segment(path, 1)) {
      case "login/" -> pages.login(method, pairs(new String(body, StandardCharsets.UTF_8)));
      case "login/logout" -> pages.logout(cookie);
      case "Dashboard/switch-source", "Dashboard/disconnect-source" ->
          pages.dashboard(
              segment(path, 1),
              segments(path, 2),
              cookie,
              header(exchange, "X-Requested-With").filter("XMLHttpRequest"::equals).isPresent());
      default -> Reply.page("Page not found").with(404);
    };
  }

  private static byte[] body(InputStream body) throws IOException {
    return body.readAllBytes();
  }

  private boolean hasKeyAsUser(HttpExchange exchange) {
    byte[] user = (Settings.KEY + ":").getBytes(StandardCharsets.UTF_8);
    String wanted = "Basic " + Base64.getEncoder().encodeToString(user);
    return header(exchange, "Authorization").filter(wanted::equals).isPresent();
  }

  private Reply upload(HttpExchange exchange, byte[] body) {
    if (!hasKeyAsUser(exchange)) {
      return Reply.text(401, "ERROR: Incorrect API key.");
    }
    Optional<Multipart> part = Multipart.parse(header(exchange, "Content-Type").orElse(""), body);
    if (part.isEmpty() || !part.get().field().equals("file")) {
      return Reply.text(
          400,
          "An error occurred while processing your upload. Please try again in a few minutes.");
    }
    MediaStore.Stored file = store.add(part.get().fileName(), part.get().content());
    return Reply.json(SecondCalls.row(file)).with(201);
  }

  private Reply media(HttpExchange exchange, String path) {
    if (!hasKeyAsUser(exchange)) {
      return Reply.text(401, "ERROR: Incorrect API key.");
    }
    return store
        .find(Long.parseLong(segment(path, 2)))
        .map(it -> Reply.json(SecondCalls.row(it)))
        .orElseGet(() -> Reply.text(404, "ERROR: Media not found."));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static String segment(String path, int index) {
    String[] parts = path.split("/", -1);
    return index < parts.length ? parts[index] : "";
  }

  /** Parameters as pairs of the path. */
  private static Map<String, String> segments(String path, int from) {
    String[] parts = path.split("/", -1);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = from; i + 1 < parts.length; i += 2) {
      pairs.put(parts[i], parts[i + 1]);
    }
    return pairs;
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return pairs;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    if (!mistakes.isEmpty()) {
      throw new AssertionError("The station is wrong", mistakes.getFirst());
    }
  }
}
