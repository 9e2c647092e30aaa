package dev.sonolog.app.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that is told by POST, as JSON. Its answer counts by its status alone: 2xx is taken, and
 * all else is not, redirects too.
 */
final class Webhook implements Target {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For everything together, the answer's body too. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final URI address;
  private final Optional<String> token;
  private final Sender sender;
  private final Duration deadline;
  private final HttpClient client;

  Webhook(URI address, Optional<String> token, Sender sender, SSLContext tls) {
    this(address, token, sender, tls, DEADLINE);
  }

  Webhook(URI address, Optional<String> token, Sender sender, SSLContext tls, Duration deadline) {
    this.address = address;
    this.token = token;
    this.sender = sender;
    this.deadline = deadline;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline.compareTo(CONNECT) < 0 ? deadline : CONNECT)
            .sslContext(tls)
            .build();
  }

  /** Its path often is a secret. */
  @Override
  public String name() {
    return "webhook " + address.getScheme() + "://" + address.getRawAuthority();
  }

  @Override
  public void send(Notice notice) throws IOException, InterruptedException {
    CompletableFuture<Integer> answer =
        client
            .sendAsync(request(notice), BodyHandlers.discarding())
            .thenApply(it -> it.statusCode());
    int status = awaited(answer);
    if (status / 100 != 2) {
      throw new IOException(
          "it answered HTTP "
              + status
              + (status / 100 == 3 ? ", and redirects are not followed" : ""));
    }
  }

  private HttpRequest request(Notice notice) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Sonolog/" + sender.version())
            .POST(
                BodyPublishers.ofString(
                    JSON.writeValueAsString(body(notice)), StandardCharsets.UTF_8));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request.build();
  }

  private Map<String, Object> body(Notice notice) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", notice.id().toString());
    body.put("alert", notice.alert().toString());
    body.put("event", notice.event());
    notice
        .subject()
        .ifPresent(
            it -> body.put(it.kind() == Subject.Kind.DISK_LOW ? "volume" : "source", it.name()));
    body.put("since", notice.since().toString());
    body.put("at", notice.at().toString());
    body.put("text", notice.fullText());
    body.put("left_out", notice.leftOut());
    body.put("host", sender.host());
    body.put("program", "Sonolog");
    body.put("version", sender.version());
    return body;
  }

  /** The client's own timeouts do not count the body. */
  private int awaited(CompletableFuture<Integer> answer) throws IOException, InterruptedException {
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new IOException("it did not answer within " + deadline.toMillis() / 1e3 + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(said(cause), cause);
    } finally {
      answer.cancel(true);
    }
  }

  private static String said(Throwable cause) {
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
