package dev.sonolog.libretime;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;

/**
 * Asks a LibreTime station. The key goes in a header and never in an address, which lands in logs.
 * Each call ends within limits of time and size; what fails says why. Any thread; the calls that do
 * not begin with "begin" wait.
 */
public final class LibretimeClient implements AutoCloseable {
  private final LibretimeAccess access;
  private final String userAgent;
  private final Wire wire;

  /**
   * @param userAgent what we call ourselves
   */
  public LibretimeClient(
      LibretimeAccess access, String userAgent, SSLContext tls, CallLimits limits) {
    this.access = access;
    this.userAgent = userAgent;
    this.wire = new Wire(tls, limits);
  }

  /** A client with the computer's own certificates and the usual limits. */
  public static LibretimeClient of(LibretimeAccess access, String userAgent) {
    try {
      return new LibretimeClient(access, userAgent, SSLContext.getDefault(), CallLimits.DEFAULT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  LibretimeAccess access() {
    return access;
  }

  /** Asks, and waits. */
  public <T> T ask(Ask<T> ask) throws LibretimeException, InterruptedException {
    return ask.reader().read(send(keyed(ask.path()).GET().build()).json());
  }

  /** Asks; the future fails by a {@link LibretimeException} as its cause. */
  <T> CompletableFuture<T> begin(Ask<T> ask, Duration deadline) {
    return begin(keyed(ask.path()).GET().build(), deadline)
        .thenApply(
            answer -> {
              try {
                return ask.reader().read(answer.json());
              } catch (LibretimeException e) {
                throw new CompletionException(e);
              }
            });
  }

  /** Tries which calls there are. */
  public Capabilities probe() throws InterruptedException {
    return Capabilities.probe(this);
  }

  // --- what other calls are made of

  /** A request with the key in the header that both interfaces read. */
  HttpRequest.Builder keyed(String path) {
    return authorized(path, access.apiKey().map(key -> "Api-Key " + key));
  }

  /** A request with the key as the library's interface wants it: a user without password. */
  HttpRequest.Builder basic(String path) {
    return authorized(
        path,
        access
            .apiKey()
            .map(key -> (key + ":").getBytes(StandardCharsets.UTF_8))
            .map(it -> "Basic " + Base64.getEncoder().encodeToString(it)));
  }

  /** A request without the key. */
  HttpRequest.Builder plain(String path) {
    return authorized(path, Optional.empty());
  }

  private HttpRequest.Builder authorized(String path, Optional<String> header) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(access.at(path))
            .header("User-Agent", userAgent)
            .header("Accept", "application/json");
    header.ifPresent(it -> request.header("Authorization", it));
    return request;
  }

  CompletableFuture<Answer> begin(HttpRequest request, Duration deadline) {
    return wire.begin(request, deadline);
  }

  Answer send(HttpRequest request) throws LibretimeException, InterruptedException {
    return wire.send(request, wire.limits().answer());
  }

  Answer send(HttpRequest request, Duration deadline)
      throws LibretimeException, InterruptedException {
    return wire.send(request, deadline);
  }

  CallLimits limits() {
    return wire.limits();
  }

  /** Ends all calls. */
  @Override
  public void close() {
    wire.close();
  }
}
