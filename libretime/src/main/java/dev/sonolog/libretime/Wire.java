package dev.sonolog.libretime;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends requests and takes answers, each within limits of time and size. Redirects are not
 * followed, and cookies are not kept. Any thread.
 */
final class Wire implements AutoCloseable {
  private final HttpClient client;
  private final CallLimits limits;

  Wire(SSLContext tls, CallLimits limits) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .sslContext(tls)
            .build();
  }

  CallLimits limits() {
    return limits;
  }

  /** Begins a call. It ends within the limits, by an answer or by a {@link LibretimeException}. */
  CompletableFuture<Answer> begin(HttpRequest request, Duration deadline) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytes()));
    return call.copy()
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, cause) -> {
              call.cancel(true); // what is still on its way is of no use to anybody
              if (cause != null) {
                throw new CompletionException(understood(cause, deadline));
              }
              return new Answer(answer.statusCode(), answer.headers(), answer.body());
            });
  }

  /** Makes a call, and waits for it. */
  Answer send(HttpRequest request, Duration deadline)
      throws LibretimeException, InterruptedException {
    CompletableFuture<Answer> call = begin(request, deadline);
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw understood(e, deadline);
    }
  }

  private LibretimeException understood(Throwable problem, Duration deadline) {
    Throwable cause = problem;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof LibretimeException known) {
      return known;
    }
    if (cause instanceof TimeoutException) {
      return new LibretimeException(new Failure.TooSlow(deadline), cause);
    }
    if (isTooLarge(cause)) {
      return new LibretimeException(new Failure.TooLarge(limits.bytes()), cause);
    }
    return new LibretimeException(new Failure.Unreachable(said(cause)), cause);
  }

  /** The JDK has no exception of its own for it. */
  private static boolean isTooLarge(Throwable cause) {
    return cause instanceof IOException
        && String.valueOf(cause.getMessage()).contains("exceeds capacity");
  }

  private static String said(Throwable cause) {
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  /** Ends all calls. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
