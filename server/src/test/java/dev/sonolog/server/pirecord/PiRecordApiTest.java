package dev.sonolog.server.pirecord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.service.StudioService;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pi_Record's addresses, to the letter. */
@Timeout(60)
class PiRecordApiTest {
  @TempDir private Path folder;

  private final HttpClient ipad = HttpClient.newHttpClient();
  private final HttpClient other =
      HttpClient.newBuilder().localAddress(InetAddress.ofLiteral("127.0.0.9")).build();
  private final OneMicrophone studio = new OneMicrophone();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    archive = new TestArchive(folder);
    archive.hasAStudio(studio);
    site = Site.start(SiteSettings.USUAL.on(0), archive, "4.2", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    ipad.close();
    other.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path));
  }

  private HttpResponse<String> asked(HttpClient client, String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = asked(ipad, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** Takes control, and says the token. */
  private String taken() throws Exception {
    return json(get("/api/mic/a1b2/take")).at("/token").asString();
  }

  private Stream<String> events(String path) throws Exception {
    return ipad.send(
            request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofLines())
        .body();
  }

  private static String next(Iterator<String> lines, String event) {
    String line = lines.next();
    while (!line.equals("event: " + event)) {
      line = lines.next();
    }
    return lines.next();
  }

  // --- the third version

  @Test
  void controlIsTakenOnceAndSaidToWhoComesLater() throws Exception {
    assertThat(get("/api/mic/a1b2/take")).isEqualTo("{\"state\":true,\"token\":\"v1.0\"}");
    assertThat(studio.holder()).contains("Pi_Record a1b2");
    assertThat(get("/api/mic/c3d4/take")).isEqualTo("{\"state\":false,\"client\":\"a1b2\"}");
    assertThat(get("/api/mic/a1b2/token")).isEqualTo("{\"state\":true,\"token\":\"v1.0\"}");
    assertThat(get("/api/mic/c3d4/token")).isEqualTo("{\"state\":false}");
  }

  @Test
  void toKnowTheIdOfTheHolderIsNotEnough() throws Exception {
    var _ = taken();
    assertThat(asked(other, "/api/mic/a1b2/token").body()).isEqualTo("{\"state\":false}");
    assertThat(asked(other, "/api/mic/a1b2/take").body())
        .isEqualTo("{\"state\":false,\"client\":\"a1b2\"}");
    assertThat(asked(other, "/api/a1b2/done").body()).isEqualTo("{\"state\":false}");
    assertThat(studio.holder()).isPresent();
  }

  @Test
  void whoIsNotInControlIsGivenNoToken() throws Exception {
    assertThat(get("/api/mic/a1b2/token")).isEqualTo("{\"state\":false}");
    assertThat(studio.holder()).isEmpty();
  }

  @Test
  void controlIsRenewedAndReleased() throws Exception {
    String token = taken();
    String renewed = get("/api/mic/" + token + "/renew");
    assertThat(renewed).isEqualTo("{\"state\":true,\"token\":\"v1.1\"}");
    assertThat(get("/api/mic/wrong/renew")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/mic/wrong/release")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/mic/v1.1/release")).isEqualTo("{\"state\":true}");
    assertThat(studio.holder()).isEmpty();
  }

  @Test
  void aTakeBeginsEndsAndIsKept() throws Exception {
    String token = taken();
    assertThat(get("/api/mic/wrong/start")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/mic/" + token + "/stop")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/mic/" + token + "/start"))
        .isEqualTo("{\"state\":true,\"name\":\"mic-1.wav\"}");
    assertThat(get("/api/mic/" + token + "/start")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/mic/wrong/stop")).isEqualTo("false");
    assertThat(get("/api/mic/" + token + "/stop")).isEqualTo("{\"state\":true,\"kept\":true}");
  }

  @Test
  void aTakeThatIsTooShortIsNotKept() throws Exception {
    studio.dropsTakes();
    String token = taken();
    var _ = get("/api/mic/" + token + "/start");
    assertThat(get("/api/mic/" + token + "/stop")).isEqualTo("{\"state\":true,\"kept\":false}");
  }

  @Test
  void theFileOfATakeThatBeginsSlowlyIsWaitedForByTheSameRequest() throws Exception {
    studio.isSlow();
    String token = taken();
    assertThat(get("/api/mic/" + token + "/start"))
        .isEqualTo("{\"state\":true,\"name\":\"mic-1.wav\"}");
    assertThat(studio.requests).hasSize(2);
    assertThat(studio.requests.get(0)).isEqualTo(studio.requests.get(1));
  }

  @Test
  void releaseAndDoneEndTheTakeBefore() throws Exception {
    String token = taken();
    var _ = get("/api/mic/" + token + "/start");
    assertThat(get("/api/mic/" + token + "/release")).isEqualTo("{\"state\":true}");
    assertThat(studio.mic().take().orElseThrow().state()).isEqualTo("kept");
    String again = taken();
    var _ = get("/api/mic/" + again + "/start");
    assertThat(get("/api/a1b2/done")).isEqualTo("{\"state\":true}");
    assertThat(studio.mic().take().orElseThrow().state()).isEqualTo("kept");
    assertThat(studio.holder()).isEmpty();
  }

  @Test
  void theMeterBeginsAnewUnlessSomethingIsRecorded() throws Exception {
    String token = taken();
    assertThat(get("/api/mic/wrong/reset"))
        .isEqualTo("{\"state\":false,\"reason\":\"Invalid Token\"}");
    assertThat(get("/api/mic/" + token + "/reset")).isEqualTo("{\"state\":true,\"timer\":0}");
    assertThat(json(get("/api/mic/timer")).at("/time").asInt()).isBetween(0, 50);
    var _ = get("/api/mic/" + token + "/start");
    assertThat(get("/api/mic/" + token + "/reset"))
        .isEqualTo("{\"state\":false,\"reason\":\"Currently Recording\"}");
  }

  @Test
  void whatIsNotMeteredCannotBeReset() throws Exception {
    studio.isNotMetered();
    String token = taken();
    assertThat(get("/api/mic/" + token + "/reset"))
        .isEqualTo("{\"state\":false,\"reason\":\"Not Metered\"}");
  }

  @Test
  void unknownChannelsAreNothingAndEmpty() throws Exception {
    for (String path :
        new String[] {
          "/api/line/a1b2/take",
          "/api/line/timer",
          "/api/line/volume",
          "/api/line/token/stop",
          "/api/recording/line/take",
          "/api/recording/line/stop/token"
        }) {
      HttpResponse<String> answer = asked(ipad, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).isEmpty();
    }
  }

  @Test
  void whatClientsSayIsTakenWithoutAnAnswer() throws Exception {
    assertThat(get("/api/a1b2/log?volume%20is%20a%3Db&on=1")).isEmpty();
    assertThat(get("/api/a1b2/warn?no%20audio")).isEmpty();
    assertThat(asked(ipad, "/api/a-b-2/warn?x").statusCode()).isEqualTo(400);
  }

  @Test
  void whoOnlyAsksForTheHeadChangesNothing() throws Exception {
    HttpRequest head =
        request("/api/mic/a1b2/take").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    assertThat(ipad.send(head, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    assertThat(studio.holder()).isEmpty();
  }

  @Test
  void withoutARecorderNothingCanBeDone() throws Exception {
    site.close();
    archive.hasAStudio(StudioService.NONE);
    site = Site.start(SiteSettings.USUAL.on(0), archive, "4.2", Map.of());
    assertThat(asked(ipad, "/api/mic/a1b2/take").statusCode()).isEqualTo(503);
  }

  @Test
  void fixedAddressesAreLookedForBefore() throws Exception {
    assertThat(get("/api/status")).isEqualTo("{\"active\":[]}");
    assertThat(get("/api/config")).contains("margin");
    assertThat(asked(ipad, "/api/v1/nothing").body()).contains("not-found");
  }

  // --- the first version

  @Test
  void theFirstVersionHasItsTokensBehindWhatIsDone() throws Exception {
    assertThat(get("/api/recording/mic/take")).isEqualTo("{\"state\":true,\"token\":\"v1.0\"}");
    assertThat(asked(other, "/api/recording/mic/take").body())
        .isEqualTo("{\"state\":false,\"token\":\"\"}");
    assertThat(get("/api/recording/mic/renew/wrong")).isEqualTo("{\"state\":false,\"token\":\"\"}");
    assertThat(get("/api/recording/mic/renew/v1.0"))
        .isEqualTo("{\"state\":true,\"token\":\"v1.1\"}");
    assertThat(get("/api/recording/mic/start/v1.1")).isEqualTo("{\"state\":true}");
    assertThat(get("/api/recording/mic/stop/wrong")).isEqualTo("{\"state\":false}");
    assertThat(get("/api/recording/mic/stop/v1.1")).isEqualTo("{\"state\":true}");
    assertThat(get("/api/recording/mic/release/v1.1")).isEqualTo("{\"state\":true}");
  }

  @Test
  void theFirstVersionHearsOfChannelsByTheirId() throws Exception {
    try (Stream<String> stream = events("/api/status/1790000000000")) {
      Iterator<String> lines = stream.iterator();
      assertThat(lines.next()).startsWith("id: ");
      assertThat(lines.next()).isEqualTo("event: status");
      String token = json(get("/api/recording/mic/take")).at("/token").asString();
      JsonNode told = json(next(lines, "take").substring("data: ".length()));
      assertThat(told.at("/id").asString()).isEqualTo("mic");
      var _ = get("/api/mic/" + token + "/reset");
      var _ = get("/api/recording/mic/release/" + token);
      assertThat(lines.next()).isEmpty();
      assertThat(lines.next()).startsWith("id: ");
      assertThat(lines.next()).isEqualTo("event: release");
      assertThat(lines.next()).isEqualTo("data: {\"id\":\"mic\",\"channel\":\"mic\"}");
    }
    assertThat(asked(ipad, "/api/status/1790000000000").statusCode()).isEqualTo(404);
    assertThat(asked(ipad, "/api/status/now").statusCode()).isEqualTo(404);
  }

  // --- events

  @Test
  void whoListensIsToldWhoItIsAndHowThingsAre() throws Exception {
    try (Stream<String> stream = events("/api/status")) {
      Iterator<String> lines = stream.iterator();
      String welcome = next(lines, "newid");
      assertThat(welcome)
          .matches(
              "data: \\{\"client\":\"[0-9a-f]{13}\",\"renew\":60,\"log\":true,\"warn\":true,"
                  + "\"version\":\"4.2\",\"year\":20\\d\\d}");
      assertThat(next(lines, "status"))
          .isEqualTo(
              "data: {\"mic\":{\"connected\":true,\"name\":\"mic\",\"taken\":false,"
                  + "\"recording\":false,\"file\":\"\"}}");
      try (Stream<String> again = events("/api/status")) {
        assertThat(next(again.iterator(), "newid")).isEqualTo(welcome);
      }
    }
  }

  @Test
  void whatHappensIsToldWithIdsThatGrow() throws Exception {
    try (Stream<String> stream = events("/api/status")) {
      Iterator<String> lines = stream.iterator();
      var _ = next(lines, "status");
      String token = taken();
      assertThat(next(lines, "take")).isEqualTo("data: {\"client\":\"a1b2\",\"channel\":\"mic\"}");
      var _ = get("/api/mic/" + token + "/reset");
      assertThat(next(lines, "reset")).isEqualTo("data: {\"channel\":\"mic\"}");
      var _ = get("/api/mic/" + token + "/release");
      assertThat(next(lines, "release")).isEqualTo("data: {\"channel\":\"mic\"}");
      studio.isPulled(true);
      assertThat(next(lines, "remove")).isEqualTo("data: {\"channel\":\"mic\"}");
      studio.isPulled(false);
      assertThat(next(lines, "add")).isEqualTo("data: {\"channel\":\"mic\",\"name\":\"mic\"}");
    }
  }

  @Test
  void aDeviceThatIsNotThereIsNotConnected() throws Exception {
    studio.isPulled(true);
    try (Stream<String> stream = events("/api/status")) {
      assertThat(next(stream.iterator(), "status"))
          .isEqualTo("data: {\"mic\":{\"connected\":false}}");
    }
  }

  @Test
  void whatIsRecordedIsToldWithItsFile() throws Exception {
    var _ = get("/api/mic/" + taken() + "/start");
    try (Stream<String> stream = events("/api/status")) {
      assertThat(next(stream.iterator(), "status"))
          .isEqualTo(
              "data: {\"mic\":{\"connected\":true,\"name\":\"mic\",\"taken\":true,"
                  + "\"client\":\"a1b2\",\"recording\":true,\"file\":\"mic-1.wav\"}}");
    }
  }

  @Test
  void levelsComeAsLinesOfNumbersAndEndWithTheDevice() throws Exception {
    try (Stream<String> stream = events("/api/mic/volume")) {
      Iterator<String> lines = stream.iterator();
      assertThat(lines.next())
          .isEqualTo("data: M: -23.0 S: -24.0 I: -70.0 P: -6.0 -6.5 K: -2.5 -2.5");
      studio.isPulled(true);
      assertThat(next(lines, "close")).isEqualTo("data: {}");
    }
    assertThat(asked(ipad, "/api/mic/volume").statusCode()).isEqualTo(404);
  }

  @Test
  void theEndOfTheServerIsTold() throws Exception {
    try (Stream<String> stream = events("/api/status")) {
      Iterator<String> lines = stream.iterator();
      var _ = next(lines, "status");
      site.close();
      assertThat(next(lines, "close")).isEqualTo("data: {}");
    }
  }
}
