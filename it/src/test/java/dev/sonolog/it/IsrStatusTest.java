package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What ISR's clients are told of the whole, what they may delete, and where nothing leads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrStatusTest {
  private static final WavFile AUDIO = WavFile.noise(1, 1, 8_000, 16, 8_000);

  private Path folder;
  private Path recordings;
  private WebSide web;

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    recordings = Files.createDirectories(folder.resolve("recordings"));
    AUDIO.write(recordings.resolve("a.wav"));
    AUDIO.write(recordings.resolve("sub/b.wav"));
    AUDIO.write(recordings.resolve("sub/kept.wav"));
    AUDIO.write(folder.resolve("outside/secret.wav"));
    Files.writeString(recordings.resolve("config.ini"), "password = secret");
    Files.createSymbolicLink(recordings.resolve("out"), folder.resolve("outside"));
    Files.createSymbolicLink(recordings.resolve("out.wav"), folder.resolve("outside/secret.wav"));
    Files.createSymbolicLink(recordings.resolve("nowhere.wav"), folder.resolve("nothing"));
    Files.createDirectories(recordings.resolve("folder.wav"));
    web = WebSide.of(recordings);
    web.awaitListed("a.wav", "sub/b.wav", "sub/kept.wav");
    AUDIO.write(recordings.resolve(".sonolog/hidden.wav"));
  }

  @AfterEach
  void forget() throws IOException {
    Files.deleteIfExists(status());
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  private Path status() {
    return recordings.resolve("status.json");
  }

  private static void assertTold(HttpResponse<byte[]> answer, int status, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(WebSide.text(answer)).startsWith(text);
  }

  // --- what another recorder writes

  @Test
  void nothingIsActiveWhereNobodyRecords() throws IOException {
    assertThat(WebSide.text(web.get("/api/status"))).isEqualTo("{\"active\":[]}");
  }

  @Test
  void whatIsrWritesIsActive() throws IOException {
    Files.writeString(status(), "{\"active\": [\"sub/b.wav\", \"new.mp3\"]}");
    JsonNode active = web.json("/api/status").at("/active");
    assertThat(active.toString()).isEqualTo("[\"new.mp3\",\"sub/b.wav\"]");
    JsonNode row = web.file("sub/b.wav");
    assertThat(row.at("/recording").asBoolean()).isTrue();
    assertThat(row.at("/duration").isNull()).isTrue();
    assertThat(row.at("/cached_analysis").isNull()).isTrue();
    assertTold(web.send("DELETE", "/api/files/sub/b.wav"), 409, "{\"error\":");
    assertTold(web.send("DELETE", "/api/files/./sub//b.wav"), 409, "{\"error\":");
    assertTold(web.get("/api/analyze?file=sub/b.wav"), 409, "{\"error\":");
    assertTold(web.get("/api/cut?file=sub/b.wav&start=0&end=1"), 409, "{\"error\":");
    assertThat(WebSide.field(web.get("/stream/sub/b.wav"), "Cache-Control")).isEqualTo("no-store");
    assertThat(recordings.resolve("sub/b.wav")).exists();
  }

  @Test
  void aRecorderThatDiedIsNotBelievedForLong() throws IOException {
    Files.writeString(status(), "{\"active\": [\"sub/b.wav\"]}");
    Files.setLastModifiedTime(status(), FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(web.json("/api/status").at("/active").size()).isZero();
    assertThat(web.file("sub/b.wav").at("/recording").asBoolean()).isFalse();
    assertThat(web.file("sub/b.wav").at("/duration").asDouble()).isEqualTo(1.0);
    assertThat(web.get("/api/cut?file=sub/b.wav&start=0&end=1").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "[]",
        "null",
        "{\"active\": null}",
        "{\"active\": 5}",
        "{\"active\": [1, null, {}, [\"a.wav\"]]}",
        "{\"active\": [\"../outside/secret.wav\", \"/etc/passwd\"]}",
        "{\"active\": [\"a\\u0000b\"]}",
        "{\"active\": [\"a.wav\""
      })
  void whatIsNoStatusSaysNothing(String text) throws IOException {
    Files.writeString(status(), text);
    assertThat(web.json("/api/status").at("/active").toString()).isEqualTo("[]");
    assertThat(web.file("a.wav").at("/recording").asBoolean()).isFalse();
  }

  @Test
  void aFileOfAnotherRecorderIsListedBeforeItIsKnown() throws IOException {
    Path fresh = recordings.resolve("20260523_220000.mp3");
    Files.write(fresh, new byte[1]);
    Files.writeString(status(), "{\"active\": [\"20260523_220000.mp3\"]}");
    JsonNode row = web.file("20260523_220000.mp3");
    assertThat(row.at("/recording").asBoolean()).isTrue();
    assertThat(row.at("/date").asString()).isEqualTo("2026-05-23 22:00:00");
    assertThat(row.at("/duration").isNull()).isTrue();
    Files.delete(fresh);
  }

  // --- the whole

  @Test
  void theDiskIsToldInBytes() throws IOException {
    JsonNode storage = web.json("/api/storage");
    assertThat(storage.propertyNames()).containsExactly("disk_free", "disk_total");
    assertThat(storage.at("/disk_total").asLong()).isEqualTo(folder.toFile().getTotalSpace());
    assertThat(storage.at("/disk_free").asLong()).isPositive();
  }

  @Test
  void whatCountsAsLoudIsWhatTheCommandLineSaid() throws IOException {
    JsonNode usual = web.json("/api/config");
    assertThat(usual.propertyNames()).containsExactly("margin", "min_gap", "min_duration");
    assertThat(usual.toString())
        .isEqualTo("{\"margin\":12.0,\"min_gap\":2.0,\"min_duration\":0.5}");
    Path other = Files.createDirectories(folder.resolve("other"));
    try (WebSide said =
        WebSide.of(other, "--margin", "20", "--min-gap", "1.5", "--min-duration", "0")) {
      assertThat(said.json("/api/config").toString())
          .isEqualTo("{\"margin\":20.0,\"min_gap\":1.5,\"min_duration\":0.0}");
    }
  }

  // --- deleting

  @Test
  void whatIsDeletedLiesInTheTrash() throws IOException {
    Path file = recordings.resolve("sub/old.wav");
    AUDIO.write(file);
    web.awaitListed("sub/old.wav");
    assertTold(web.send("DELETE", "/api/files/sub/old.wav"), 200, "{\"deleted\":\"sub/old.wav\"}");
    assertThat(file).doesNotExist();
    assertThat(web.names()).doesNotContain("sub/old.wav");
    assertTold(web.send("DELETE", "/api/files/sub/old.wav"), 404, "Not found");
    assertTold(web.get("/stream/sub/old.wav"), 404, "Not found");
    Product.run(folder, "trash", "restore", file.toString()).orFail();
    assertThat(file).exists();
    web.awaitListed("sub/old.wav");
    assertThat(web.get("/stream/sub/old.wav").body()).isEqualTo(AUDIO.bytes(AUDIO.samples()));
  }

  // --- where nothing leads

  @ParameterizedTest
  @CsvSource({
    "../outside/secret.wav,             403",
    "sub/../../outside/secret.wav,      403",
    "%2e%2e/outside/secret.wav,         403",
    "..%2foutside%2fsecret.wav,         403",
    "%252e%252e/outside/secret.wav,     404",
    "/etc/passwd,                       403",
    "%2Fetc%2Fpasswd,                   403",
    "out/secret.wav,                    403",
    "out.wav,                           403",
    "out/missing.wav,                   403",
    "nowhere.wav,                       404",
    "missing.wav,                       404",
    "folder.wav,                        404",
    "folder.wav/x.wav,                  404",
    "a.wav/x.wav,                       404",
    "'',                                404",
    ".,                                 404",
    "sub,                               404",
    ".sonolog/hidden.wav,               404",
    "sub/../.sonolog/hidden.wav,        404",
    ".sonolog/catalogue.db,             404",
    "config.ini,                        404",
    "a%00.wav,                          404",
    "%ff.wav,                           404",
    "a.wav%0d%0aX-Injected:1,           404"
  })
  void noPathLeadsOut(String name, int status) throws IOException {
    for (String address : new String[] {"/stream/", "/download/"}) {
      String answer = web.raw("GET " + address + name + " HTTP/1.1", "Host: localhost");
      assertThat(WebSide.status(answer)).as(answer).isEqualTo(status);
      assertThat(answer).endsWith(status == 403 ? "Forbidden" : "Not found");
      assertThat(answer).doesNotContain("X-Injected:", "RIFF");
    }
    assertThat(web.rawStatus("DELETE", "/api/files/" + name)).isEqualTo(status);
    assertThat(folder.resolve("outside/secret.wav")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz.wav", "a.wav%", "..\\outside\\secret.wav", "a b.wav"})
  void whatIsNoAddressIsABadRequest(String name) throws IOException {
    String answer = web.raw("GET /stream/" + name + " HTTP/1.1", "Host: localhost");
    assertThat(WebSide.status(answer)).as(answer).isIn(400, 404);
    assertThat(answer).doesNotContain("RIFF");
  }

  @Test
  void whoWantsNoFurtherAnswerFindsTheConnectionClosed() throws IOException {
    for (String line : new String[] {"GET /api/files", "GET /nothing", "HEAD /stream/a.wav"}) {
      String answer = web.raw(line + " HTTP/1.1", "Host: localhost"); // which waits for the end
      assertThat(answer).containsIgnoringCase("connection: close");
    }
  }

  @Test
  void theStateIsNotListed() throws IOException {
    assertThat(web.names())
        .doesNotContain("out/secret.wav", "out.wav", "nowhere.wav")
        .noneMatch(name -> name.contains(".sonolog"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/unknown",
    "GET, /api",
    "GET, /stream",
    "GET, /api/files/a.wav/x",
    "GET, /API/files",
    "GET, /api//files",
    "GET, //api/files",
    "GET, /favicon.ico",
    "DELETE, /nothing"
  })
  void unknownAddressesAreNotFound(String method, String target) throws IOException {
    String answer = web.raw(method + " " + target + " HTTP/1.1", "Host: localhost");
    assertThat(WebSide.status(answer)).as(answer).isIn(404, 405);
    if (WebSide.status(answer) == 404) {
      assertThat(answer).contains("text/plain").endsWith("Not found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/files, 'GET, HEAD'",
    "PUT, /stream/a.wav, 'GET, HEAD'",
    "DELETE, /api/cut, 'GET, HEAD'",
    "OPTIONS, /api/status, 'GET, HEAD'",
    "GET, /api/files/a.wav, DELETE",
    "PATCH, /download/a.wav, 'GET, HEAD'"
  })
  void otherMethodsAreRefusedAndTheRightOnesNamed(String method, String path, String allowed)
      throws IOException {
    HttpResponse<byte[]> answer = web.send(method, path);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(WebSide.field(answer, "Allow")).isEqualTo(allowed);
  }
}
