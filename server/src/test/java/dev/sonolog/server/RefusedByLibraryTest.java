package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that no handler ever sees are answered as clearly as others, and as carefully. */
@Timeout(60)
class RefusedByLibraryTest {
  @TempDir private Path folder;
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws IOException {
    archive = new TestArchive(folder);
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/%zz HTTP/1.1",
        "GET /api/v1/% HTTP/1.1",
        "GET /api/v1/<script> HTTP/1.1",
        "GET /a\"b HTTP/1.1",
        "GET /api/v1/sources?LONG HTTP/1.1",
        "GET /api/v1/sources HTTP/1.1\r\nX-Long: LONG",
        "POST /api/v1/session HTTP/1.1\r\nContent-Length: 99999999",
        "GET /api/v1/sources HTTP/1.1\r\nContent-Length: many",
      })
  void itSaysWhatIsWrongAndHasTheFieldsOfAllAnswers(String request) throws IOException {
    String answer = raw(request.replace("LONG", "x".repeat(12_000) + "y".repeat(12_000)));
    assertThat(answer).startsWith("HTTP/1.1 4");
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(head)
        .contains("application/problem+json")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .containsIgnoringCase("X-Frame-Options: DENY")
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'");
    JsonNode problem =
        JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(problem.at("/status").asInt())
        .isEqualTo(Integer.parseInt(answer.substring(9, 12)))
        .isLessThan(500);
    assertThat(problem.at("/detail").asString()).as(answer).isNotBlank();
    assertThat(answer).doesNotContain("script>", "xxxx", "many");
  }

  /** What comes before the connection is closed, though the rest of the request is not taken. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      String all = request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(all.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      try {
        for (int next = socket.getInputStream().read();
            next >= 0;
            next = socket.getInputStream().read()) {
          answer.append((char) next);
        }
      } catch (SocketException _) {
        // closed with bytes of ours that nobody read: what was answered is there already
      }
      return answer.toString();
    }
  }
}
