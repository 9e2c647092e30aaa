package dev.sonolog.server.api;

import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.TestArchive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that asks the real server. */
final class Visitor implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Site site;

  Visitor(TestArchive archive) throws IOException {
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
  }

  Site site() {
    return site;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, Map<String, java.util.List<String>> header, byte[] body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String field(String name) {
      return header.entrySet().stream()
          .filter(it -> it.getKey().equalsIgnoreCase(name))
          .map(it -> it.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    String detail() {
      return json().at("/detail").asString();
    }
  }

  Reply get(String path, String... header) throws Exception {
    return send("GET", path, "", header);
  }

  Reply post(String path, String json) throws Exception {
    return send("POST", path, json, "Content-Type", "application/json");
  }

  Reply delete(String path) throws Exception {
    return send("DELETE", path, "");
  }

  Reply send(String method, String path, String body, String... header) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (header.length > 0) {
      request.headers(header);
    }
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.headers().map(), response.body());
  }

  @Override
  public void close() {
    client.close();
    site.close();
  }
}
