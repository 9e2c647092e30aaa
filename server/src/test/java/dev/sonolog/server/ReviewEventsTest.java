package dev.sonolog.server;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people note, as events. */
@Timeout(60)
class ReviewEventsTest {
  private static final String SPAN =
      "{\"from\": \"2026-05-23T20:00:01Z\", \"to\": \"2026-05-23T20:00:02Z\", \"reviewed\": true}";

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    archive = new TestArchive(folder);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1), signal(1, 0, 0, 2)));
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private HttpRequest.Builder at(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/api/v1" + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Stream<String> events(String token) throws Exception {
    return client.send(at("/events?topics=review", token).build(), BodyHandlers.ofLines()).body();
  }

  private int send(String method, String path, String token, String body) throws Exception {
    HttpResponse<Void> answer =
        client.send(
            at(path, token).method(method, BodyPublishers.ofString(body)).build(),
            BodyHandlers.discarding());
    return answer.statusCode();
  }

  private static String next(Iterator<String> lines) {
    while (!lines.next().equals("event: review")) {
      // the beginning, or a comment
    }
    return lines.next();
  }

  @Test
  void eachChangeIsToldWithItsSourceAndSpan() throws Exception {
    try (Stream<String> lines = events("")) {
      Iterator<String> heard = lines.iterator();
      String mark = "{\"from\": \"2026-05-23T20:00:01Z\"}";
      assertThat(send("POST", "/sources/studio/marks", "", mark)).isEqualTo(201);
      String instant = "\"source\":\"studio\",\"from\":\"2026-05-23T20:00:01Z\",\"to\":null}";
      assertThat(next(heard)).isEqualTo("data: {\"kind\":\"marks\"," + instant);
      assertThat(send("DELETE", "/marks/1", "", "")).isEqualTo(204);
      assertThat(next(heard)).isEqualTo("data: {\"kind\":\"marks\"," + instant);
      assertThat(send("PUT", "/recordings/a.1/note", "", "{\"text\": \"x\", \"version\": 0}"))
          .isEqualTo(200);
      assertThat(next(heard)).contains("\"notes\"", "2026-05-23T20:00:01Z", "2026-05-23T20:00:02Z");
      assertThat(send("PUT", "/recordings/a.1/note", "", "{\"text\": \"y\", \"version\": 0}"))
          .isEqualTo(409);
      assertThat(send("POST", "/pins", "", "{\"ids\": [\"a.0\", \"a.1\"]}")).isEqualTo(200);
      assertThat(next(heard))
          .contains("\"pins\"", "2026-05-23T20:00:00Z", "\"to\":\"2026-05-23T20:00:02Z\"");
      assertThat(send("POST", "/sources/studio/reviewed", "", SPAN)).isEqualTo(200);
      assertThat(next(heard)).contains("\"reviewed\"", "\"to\":\"2026-05-23T20:00:02Z\"");
    }
  }

  @Test
  void whatAUserHasReviewedIsToldToThatUserAlone() throws Exception {
    String ada = token("ada");
    String ben = token("ben");
    site.close();
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
    try (Stream<String> hers = events(ada);
        Stream<String> his = events(ben)) {
      assertThat(send("POST", "/sources/studio/reviewed", ada, SPAN)).isEqualTo(200);
      String mark = "{\"from\": \"2026-05-23T20:00:01Z\"}";
      assertThat(send("POST", "/sources/studio/marks", ada, mark)).isEqualTo(201);
      assertThat(next(his.iterator())).contains("marks");
      assertThat(next(hers.iterator())).contains("reviewed");
    }
  }

  private String token(String label) throws Exception {
    try (Passwords passwords = new Passwords()) {
      Accounts accounts =
          new Accounts(folder.resolve(".sonolog"), passwords, InstantSource.system());
      if (accounts.current().hasNoUsers()) {
        var _ = accounts.add("root", Role.ADMIN, "correct horse", "test");
      }
      return accounts.addToken(label, Role.OPERATOR, Optional.empty(), "test").secret();
    }
  }
}
