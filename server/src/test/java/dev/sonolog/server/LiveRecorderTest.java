package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Cidr;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs made for live-recorder ask for, at their addresses. */
@Timeout(60)
class LiveRecorderTest {
  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScriptedStudio studio = new ScriptedStudio();
  private final ScriptedStation station = new ScriptedStation();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    archive = new TestArchive(folder);
    archive.hasAStudio(studio);
    archive.hasAStation(station);
    serve(SiteSettings.USUAL.on(0), Map.of());
  }

  private void serve(SiteSettings settings, Map<String, String> environment) throws Exception {
    if (site != null) {
      site.close();
    }
    site = Site.start(settings, archive, "test", environment);
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private HttpResponse<String> send(String method, String path, String... header) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
            .method(method, BodyPublishers.noBody());
    return client.send(
        (header.length == 0 ? request : request.headers(header)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... header) throws Exception {
    return send("GET", path, header);
  }

  // --- how things are

  @Test
  void theSummaryHasTheRecorderAndLibretimesOwnWords() throws Exception {
    HttpResponse<String> answer = get("/status-summary/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .matches(
            "\\{\"recorder\":\\{\"status\":1,\"text\":\"REC: (\\d+ days?, )?\\d+:\\d\\d:\\d\\d\","
                + "\"filename\":\"mic.wav\"},\"live_info\":\\{\"call\":\"live-info\",\"odd\":1},"
                + "\"on_air_light\":\\{\"call\":\"on-air-light\",\"odd\":1},"
                + "\"studio_darkice\":null}");
  }

  @ParameterizedTest
  @CsvSource({"idle, 0, IDLE", "connecting, 0, IDLE", "lost, -2, ERROR", "stopping, 2, STOPPED"})
  void whatTheRecorderDoesIsANumberAndAWord(String state, int status, String text)
      throws Exception {
    studio.now = ScriptedStudio.idle(state);
    assertThat(get("/status-summary/").body())
        .contains(
            "\"recorder\":{\"status\":%d,\"text\":\"%s\",\"filename\":\"-\"}"
                .formatted(status, text));
  }

  @Test
  void theSummaryIsThereWhenLibretimeIsNot() throws Exception {
    station.isDown = true;
    HttpResponse<String> answer = get("/status-summary/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":1")
        .contains("\"live_info\":null,\"on_air_light\":null");
  }

  @Test
  void withoutARecorderTheSummarySaysSo() throws Exception {
    archive.hasAStudio(StudioService.NONE);
    archive.hasAStation(OnAirService.NONE);
    serve(SiteSettings.USUAL.on(0), Map.of());
    assertThat(get("/status-summary/").body()).contains("\"status\":-2,\"text\":\"ERROR\"");
    assertThat(get("/recording-start/").statusCode()).isEqualTo(503);
  }

  // --- LibreTime's own words

  @Test
  void bodyStatusTypeAndQueryAreHandedOn() throws Exception {
    HttpResponse<String> answer = get("/airtime/live-info/?type=interval&limit=5&callback=a%26b");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"call\": \"live-info\", \"odd\" :1}");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(get("/airtime/on-air-light/").statusCode()).isEqualTo(200);
    assertThat(get("/airtime/bootstrap-info/").statusCode()).isEqualTo(401);
    assertThat(station.asked)
        .containsExactly(
            "live-info type=interval&limit=5&callback=a%26b", "on-air-light ", "bootstrap-info ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-info", "on-air-light", "bootstrap-info"})
  void whenLibretimeIsDownThatIsSaid(String call) throws Exception {
    station.isDown = true;
    HttpResponse<String> answer = get("/airtime/" + call + "/");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("cannot be reached");
  }

  // --- commands

  @ParameterizedTest
  @CsvSource({
    "idle, recording-start, start, Recording started.",
    "busy, recording-start, '', Recording started.",
    "busy, recording-stop, stop, Recording stopped.",
    "idle, recording-stop, '', Recording stopped.",
    "busy, recording-request-cut, cut, New file requested.",
    "idle, recording-request-cut, start, New file requested.",
  })
  void commandsAreDoneInLiveRecordersWords(
      String state, String address, String verb, String sentence) throws Exception {
    studio.now = state.equals("idle") ? ScriptedStudio.idle("idle") : studio.now;
    HttpResponse<String> answer = get("/" + address + "/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(sentence);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    List<String> words = studio.asked.stream().map(it -> it.split(" ", 2)[0]).toList();
    assertThat(words).isEqualTo(verb.isEmpty() ? List.of() : List.of("take", verb, "release"));
  }

  @Test
  void connectAndStartDoesBothAndSaysWhatBecameOfLibretime() throws Exception {
    studio.now = ScriptedStudio.idle("idle");
    station.switches = false;
    HttpResponse<String> answer = get("/recording-connect-start/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Connection of Master Source (master_dj) requested.");
    assertThat(answer.headers().firstValue("X-Master-Source"))
        .hasValue("LibreTime did not switch: kein Enkoder");
    assertThat(station.asked).containsExactly("connect");
    studio.now = ScriptedStudio.mic("Anna", 7);
    answer = get("/recording-disconnect-stop/");
    assertThat(answer.body()).isEqualTo("Disconnection of Master Source (master_dj) requested.");
    assertThat(station.asked).containsExactly("connect", "disconnect");
    assertThat(studio.asked).anyMatch(it -> it.startsWith("stop "));
  }

  @Test
  void theMainInputAloneIsToldAsItIs() throws Exception {
    assertThat(get("/connect-master/").body()).contains("\"so\":true");
    station.switches = false;
    HttpResponse<String> answer = get("/disconnect-master/");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("\"so\":false").contains("no encoder");
  }

  @Test
  void thereMustBeASourceThatIsMeant() throws Exception {
    StudioReport.Source mic = ScriptedStudio.idle("recording");
    studio.now =
        new StudioReport.Source(
            mic.name(),
            "continuous",
            mic.state(),
            mic.since(),
            Optional.empty(),
            mic.lease(),
            mic.request(),
            mic.take(),
            mic.limits());
    assertThat(get("/recording-start/").statusCode()).isEqualTo(409);
    assertThat(get("/recording-start/").body()).contains("legacy_source");
    serve(settings(List.of(), Optional.of("mic")), Map.of());
    assertThat(get("/recording-start/").statusCode()).isEqualTo(200);
  }

  private static SiteSettings settings(List<Cidr> open, Optional<String> source) {
    return new SiteSettings(
        0,
        Optional.of("127.0.0.1"),
        BasePath.ROOT,
        AnalysisDefaults.USUAL,
        open,
        List.of(),
        source,
        Optional.empty(),
        List.of());
  }

  // --- who may

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/recording-start/",
        "/recording-stop/",
        "/recording-request-cut/",
        "/recording-connect-start/",
        "/recording-disconnect-stop/",
        "/connect-master/",
        "/disconnect-master/"
      })
  void aPageOfAnotherSiteCommandsNothing(String address) throws Exception {
    assertThat(get(address, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(get(address, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(send("HEAD", address).statusCode()).isEqualTo(400);
    assertThat(studio.asked).isEmpty();
    assertThat(station.asked).isEmpty();
  }

  private String token() throws Exception {
    try (Passwords passwords = new Passwords()) {
      Accounts accounts =
          new Accounts(folder.resolve(".sonolog"), passwords, InstantSource.system());
      var _ = accounts.add("ada", Role.ADMIN, "correct horse", "test");
      return accounts.addToken("lamp", Role.OPERATOR, Optional.empty(), "test").secret();
    }
  }

  @Test
  void whoHasATokenMayFromAnywhereAndLibretimeNeverSeesIt() throws Exception {
    String token = token();
    serve(settings(List.of(), Optional.empty()), Map.of());
    assertThat(get("/airtime/live-info/").statusCode()).isEqualTo(401);
    assertThat(get("/recording-stop/").statusCode()).isEqualTo(401);
    HttpResponse<String> answer =
        get("/airtime/live-info/?limit=3&token=" + token, "Origin", "http://lamp.example");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(station.asked).containsExactly("live-info limit=3");
    assertThat(get("/recording-stop/?token=" + token, "Origin", "http://lamp.example").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anOpenNetworkNeedsNoTokenAndIsNotSharedWithOtherSites() throws Exception {
    serve(
        settings(List.of(Cidr.of("127.0.0.0/8").orElseThrow()), Optional.empty()),
        Map.of("SONOLOG_ADMIN_PASSWORD", "correct horse"));
    HttpResponse<String> answer = get("/status-summary/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(get("/recording-stop/").statusCode()).isEqualTo(200);
    assertThat(get("/recording-stop/", "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
  }
}
