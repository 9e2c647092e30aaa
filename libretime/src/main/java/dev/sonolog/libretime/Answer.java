package dev.sonolog.libretime;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back, whole, whatever its status. */
final class Answer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_SAID = 200;

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Answer(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** Not a copy. */
  byte[] body() {
    return body;
  }

  HttpHeaders headers() {
    return headers;
  }

  /**
   * The data of a successful answer. What type it says it has does not count: PHP calls some of its
   * JSON text/html.
   */
  JsonNode json() throws LibretimeException {
    checkStatus();
    if (isPage()) {
      throw new LibretimeException(new Failure.WebPage(status));
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new LibretimeException(new Failure.Malformed("it is not JSON"), e);
    }
  }

  /**
   * Does nothing when the status says success.
   *
   * @throws LibretimeException with what else it says
   */
  void checkStatus() throws LibretimeException {
    if (status / 100 == 2) {
      return;
    }
    throw new LibretimeException(
        switch (status) {
          case 401 -> new Failure.Unauthorized();
          case 403 -> new Failure.Forbidden();
          case 404, 405, 410 -> new Failure.Missing(status);
          default ->
              status / 100 == 3
                  ? new Failure.Redirected(header("location").orElse("nowhere"))
                  : new Failure.Refused(status, isPage() ? "" : said());
        });
  }

  boolean isPage() {
    return text().stripLeading().startsWith("<");
  }

  private String said() {
    String text = text().strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return text.length() <= MOST_SAID ? text : text.substring(0, MOST_SAID) + " ...";
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}
