package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.GapCause;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.ScriptedStation;
import dev.sonolog.server.ScriptedStudio;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import dev.sonolog.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interface is what its description says, and the other way round. */
class ApiContractTest {
  private static final String SPAN = "?from=2026-05-23T20:00:00Z&to=2026-05-23T20:01:00Z";

  private static final String MARK =
      "{\"from\": \"2026-05-23T20:00:01Z\", \"to\": \"2026-05-23T20:00:02Z\", \"label\": \"x\"}";
  private static final String NOTE = "{\"text\": \"heard\", \"version\": 0}";
  private static final String REVIEWED =
      "{\"from\": \"2026-05-23T20:00:01Z\", \"to\": \"2026-05-23T20:00:02Z\", \"reviewed\": true}";

  private static final String TAKE_CONTROL =
      "{\"action\": \"take\", \"owner\": {\"id\": \"anna-anna\", \"name\": \"Anna\"}}";
  private static final String RELEASE = "{\"action\": \"release\", \"token\": \"stale\"}";
  private static final String COMMAND = "{\"request\": \"r\", \"token\": \"t\"}";

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;
  private OpenApi described;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    archive.isConfiguredAs(new ApiStationTest.Scripted(true));
    archive.hasAStudio(new ScriptedStudio());
    archive.hasAStation(new ScriptedStation());
    visitor = new Visitor(archive);
    described = new OpenApi();
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(8, 4, 6, 1), signal(1, 0, 0, 2)));
    archive.record("b", SOURCE, START.plusSeconds(20), Codec.PCM, List.of(signal(2, 0, 0, 3)));
    archive.measures(ApiJobsTest.REPORT);
    archive.gap(START.plusSeconds(9), START.plusSeconds(20), GapCause.UNREACHABLE);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionIsARoute() {
    TreeSet<String> routes = new TreeSet<>();
    for (Route route : visitor.site().routes().routes()) {
      if (route.template().startsWith(ApiV1.ROOT + "/")) {
        String role = route.demand().role().map(it -> it.word()).orElse("nobody");
        routes.add(route.method() + " " + route.template() + " " + role);
      }
    }
    assertThat(described.operations()).isEqualTo(routes);
    assertThat(routes).hasSizeGreaterThan(25);
  }

  /** A request: its method, template, address and body. */
  private record Asked(String method, String template, String address, String body) {
    static Asked get(String template, String address) {
      return new Asked("GET", ApiV1.ROOT + template, ApiV1.ROOT + address, "");
    }

    static Asked other(String method, String template, String address, String body) {
      return new Asked(method, ApiV1.ROOT + template, ApiV1.ROOT + address, body);
    }
  }

  private static List<Asked> all() {
    String source = "/sources/studio";
    String order =
        "{\"source\": \"studio\", \"from\": \"2026-05-23T20:00:00Z\", \"to\":"
            + " \"2026-05-23T20:00:05Z\"}";
    return List.of(
        Asked.get("/sources", "/sources"),
        Asked.get("/sources/{name}", source),
        Asked.get("/sources/{name}", "/sources/nobody"),
        Asked.get("/sources/{name}/coverage", source + "/coverage" + SPAN),
        Asked.get("/sources/{name}/coverage", source + "/coverage?from=now"),
        Asked.get("/sources/{name}/gaps", source + "/gaps" + SPAN),
        Asked.get("/sources/{name}/titles", source + "/titles" + SPAN),
        Asked.get("/sources/{name}/titles", source + "/titles?from=now"),
        Asked.get("/sources/{name}/live", source + "/live"),
        Asked.get("/sources/{name}/live", source + "/live?back=31"),
        Asked.get("/sources/{name}/live", "/sources/nobody/live"),
        Asked.get("/sources/{name}/at", source + "/at?time=2026-05-23T20:00:01Z"),
        Asked.get("/sources/{name}/at", source + "/at?time=2026-05-23T20:00:11Z"),
        Asked.get("/sources/{name}/at", source + "/at"),
        Asked.get("/sources/{name}/peaks", source + "/peaks" + SPAN + "&format=json"),
        Asked.get("/sources/{name}/peaks", source + "/peaks" + SPAN),
        Asked.get("/sources/{name}/sections", source + "/sections" + SPAN),
        Asked.get("/sources/{name}/sections", source + "/sections" + SPAN + "&format=cue"),
        Asked.get("/sources/{name}/sections", source + "/sections" + SPAN + "&margin=0"),
        Asked.get("/sources/{name}/excerpt", source + "/excerpt" + SPAN),
        Asked.get("/sources/{name}/excerpt", source + "/excerpt" + SPAN + "&gaps=closed"),
        Asked.get("/recordings", "/recordings?limit=1"),
        Asked.get("/recordings", "/recordings?nonsense=1"),
        Asked.get("/recordings/{id}", "/recordings/a.0"),
        Asked.get("/recordings/{id}", "/recordings/x.0"),
        Asked.get("/recordings/{id}/audio", "/recordings/a.0/audio"),
        Asked.get("/recordings/{id}/audio", "/recordings/a.0/audio?until=800"),
        Asked.get("/recordings/{id}/audio", "/recordings/a.0/audio?until=99999999"),
        Asked.get("/recordings/{id}/peaks", "/recordings/a.0/peaks?format=json&zoom=256"),
        Asked.get("/recordings/{id}/peaks", "/recordings/a.0/peaks?from=99"),
        Asked.get("/recordings/{id}/spectrogram", "/recordings/a.0/spectrogram?width=20"),
        Asked.get("/recordings/{id}/spectrogram", "/recordings/a.0/spectrogram?width=2"),
        Asked.get("/recordings/{id}/spectrogram", "/recordings/a.0/spectrogram?from=99"),
        Asked.get("/recordings/{id}/sections", "/recordings/a.0/sections"),
        Asked.get("/recordings/{id}/sections", "/recordings/a.0/sections?format=csv"),
        Asked.get("/recordings/{id}/clip", "/recordings/a.0/clip?from=5&to=2"),
        Asked.get("/recordings", "/recordings?with=reviewed&text=STUDIO&pinned=false"),
        Asked.get("/recordings", "/recordings?pinned=yes"),
        Asked.other("POST", "/sources/{name}/marks", source + "/marks", MARK),
        Asked.other("POST", "/sources/{name}/marks", source + "/marks", "{\"to\": 1}"),
        Asked.other("POST", "/sources/{name}/marks", "/sources/nobody/marks", MARK),
        Asked.get("/sources/{name}/marks", source + "/marks" + SPAN),
        Asked.other("PATCH", "/marks/{id}", "/marks/1", "{\"to\": null}"),
        Asked.other("PATCH", "/marks/{id}", "/marks/1", "{}"),
        Asked.other("PATCH", "/marks/{id}", "/marks/none", "{\"label\": \"x\"}"),
        Asked.other("DELETE", "/marks/{id}", "/marks/1", ""),
        Asked.other("DELETE", "/marks/{id}", "/marks/1", ""),
        Asked.other("POST", "/sources/{name}/reviewed", source + "/reviewed", REVIEWED),
        Asked.other("POST", "/sources/{name}/reviewed", source + "/reviewed", "{}"),
        Asked.get("/sources/{name}/reviewed", source + "/reviewed" + SPAN),
        Asked.get("/recordings/{id}/note", "/recordings/a.0/note"),
        Asked.other("PUT", "/recordings/{id}/note", "/recordings/a.0/note", NOTE),
        Asked.other("PUT", "/recordings/{id}/note", "/recordings/a.0/note", NOTE),
        Asked.other("PUT", "/recordings/{id}/note", "/recordings/a.0/note", "{}"),
        Asked.get("/recordings/{id}/note", "/recordings/a.0/note"),
        Asked.get("/recordings/{id}/facts", "/recordings/a.0/facts"),
        Asked.other("POST", "/recordings/{id}/facts", "/recordings/a.0/facts", ""),
        Asked.other("POST", "/recordings/{id}/facts", "/recordings/x.0/facts", ""),
        Asked.get("/days", "/days" + SPAN),
        Asked.get("/days", "/days?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"),
        Asked.get("/exports", "/exports"),
        Asked.get("/exports/{id}", "/exports/none"),
        Asked.get("/exports/{id}/file", "/exports/none/file"),
        Asked.other("POST", "/exports", "/exports", order),
        Asked.other("POST", "/exports", "/exports", "{\"source\": 1}"),
        Asked.get("/exports", "/exports"),
        Asked.other("DELETE", "/exports/{id}", "/exports/none", ""),
        Asked.other("POST", "/pins", "/pins", "{\"ids\": [\"a.0\", \"q.1\"], \"note\": \"n\"}"),
        Asked.other("POST", "/pins", "/pins", "{\"ids\": [\"a.0\"], \"why\": \"n\"}"),
        Asked.get("/pins", "/pins"),
        Asked.other("DELETE", "/recordings/{id}", "/recordings/a.0", ""),
        Asked.other("DELETE", "/pins", "/pins?ids=a.0,a.1", ""),
        Asked.other("DELETE", "/recordings/{id}", "/recordings/a.0", ""),
        Asked.other("POST", "/recordings/delete", "/recordings/delete", "{\"ids\": [\"a.1\"]}"),
        Asked.other("POST", "/recordings/delete", "/recordings/delete", "[]"),
        Asked.get("/trash", "/trash"),
        Asked.other("POST", "/trash/restore", "/trash/restore", "{\"ids\": [\"a.0\"]}"),
        Asked.other("POST", "/trash/restore", "/trash/restore", "{}"),
        Asked.other("DELETE", "/trash", "/trash", ""),
        Asked.get("/storage", "/storage"),
        Asked.get("/configuration", "/configuration"),
        Asked.other(
            "POST", "/configuration/check", "/configuration/check", "{\"text\": \"wrong\"}"),
        Asked.other("POST", "/configuration/check", "/configuration/check", "{\"words\": 1}"),
        Asked.other("POST", "/configuration/reload", "/configuration/reload", ""),
        Asked.get("/log", "/log?lines=3"),
        Asked.get("/log", "/log?lines=none"),
        Asked.get("/retention", "/retention"),
        Asked.get("/session", "/session"),
        Asked.other("POST", "/session", "/session", "{\"name\": \"a\", \"password\": \"b\"}"),
        Asked.other("DELETE", "/session", "/session", ""),
        Asked.get("/events", "/events?topics=weather"),
        Asked.get("/openapi.yaml", "/openapi.yaml"),
        Asked.other(
            "POST",
            "/session/password",
            "/session/password",
            "{\"password\": \"a\", \"newPassword\": \"b\"}"),
        Asked.other("POST", "/session/password", "/session/password", "{\"password\": \"a\"}"),
        Asked.other("POST", "/tokens", "/tokens", "{\"label\": \"backup\", \"days\": 1}"),
        Asked.other("POST", "/tokens", "/tokens", "{\"label\": \"backup\", \"days\": 0}"),
        Asked.get("/tokens", "/tokens"),
        Asked.other("DELETE", "/tokens/{id}", "/tokens/none", ""),
        Asked.get("/jobs", "/jobs"),
        Asked.other("DELETE", "/jobs/{id}", "/jobs/7", ""),
        Asked.other("DELETE", "/jobs/{id}", "/jobs/x", ""),
        Asked.get("/studio", "/studio"),
        Asked.get("/studio", "/studio?all=1"),
        Asked.get("/studio/station", "/studio/station"),
        Asked.get("/studio/station", "/studio/station?all=1"),
        Asked.other(
            "POST", "/studio/station/master", "/studio/station/master", ApiOnAirTest.TOGETHER),
        Asked.other(
            "POST",
            "/studio/station/master",
            "/studio/station/master",
            "{\"action\": \"disconnect\"}"),
        Asked.other("POST", "/studio/station/master", "/studio/station/master", "{}"),
        Asked.get("/studio/schedule", "/studio/schedule"),
        Asked.get("/studio/schedule", "/studio/schedule?days=0"),
        Asked.get("/studio/{source}", "/studio/mic"),
        Asked.get("/studio/{source}", "/studio/nobody"),
        Asked.get("/studio/{source}/takes", "/studio/mic/takes?limit=3"),
        Asked.get("/studio/{source}/takes", "/studio/mic/takes?limit=0"),
        Asked.other("POST", "/studio/{source}/lease", "/studio/mic/lease", TAKE_CONTROL),
        Asked.other("POST", "/studio/{source}/lease", "/studio/mic/lease", RELEASE),
        Asked.other("POST", "/studio/{source}/lease", "/studio/mic/lease", "{}"),
        Asked.other("POST", "/studio/{source}/start", "/studio/mic/start", COMMAND),
        Asked.other("POST", "/studio/{source}/start", "/studio/mic/start", "{\"x\": 1}"),
        Asked.other("POST", "/studio/{source}/stop", "/studio/mic/stop", COMMAND),
        Asked.other("POST", "/studio/{source}/cut", "/studio/mic/cut", COMMAND),
        Asked.other("POST", "/studio/{source}/mark", "/studio/nobody/mark", COMMAND),
        Asked.get("/studio/takes/{id}/audio", "/studio/takes/8/audio"),
        Asked.get("/studio/takes/{id}/audio", "/studio/takes/8/audio?gaps=separate"),
        Asked.get("/studio/takes/{id}/audio", "/studio/takes/8/audio?gaps=loud"),
        Asked.get("/studio/takes/{id}/audio", "/studio/takes/7/audio"),
        Asked.get("/studio/takes/{id}/audio", "/studio/takes/none/audio"),
        Asked.other("PATCH", "/studio/takes/{id}", "/studio/takes/7", "{\"name\": \"x\"}"),
        Asked.other("PATCH", "/studio/takes/{id}", "/studio/takes/none", "{\"name\": \"x\"}"),
        Asked.other("PATCH", "/studio/takes/{id}", "/studio/takes/7", "{}"),
        Asked.other("DELETE", "/studio/takes/{id}", "/studio/takes/7", ""),
        Asked.other("DELETE", "/studio/takes/{id}", "/studio/takes/none", ""),
        Asked.get("/users", "/users"),
        Asked.other("PATCH", "/users/{name}", "/users/none", "{\"role\": \"viewer\"}"),
        Asked.other("DELETE", "/users/{name}", "/users/none", ""),
        // From here on everybody needs a login.
        Asked.other(
            "POST", "/users", "/users", "{\"name\": \"ada\", \"password\": \"correct horse\"}"),
        Asked.get("/users", "/users"));
  }

  @Test
  void everyAnswerIsWhatIsDescribed() throws Exception {
    List<String> complaints = new ArrayList<>();
    TreeSet<String> asked = new TreeSet<>();
    for (Asked each : all()) {
      Reply reply =
          each.body().isEmpty()
              ? visitor.send(each.method(), each.address(), "")
              : visitor.send(
                  each.method(), each.address(), each.body(), "Content-Type", "application/json");
      asked.add(each.method() + " " + each.template());
      assertThat(reply.status()).as(each + ": " + reply.text()).isLessThan(500);
      described
          .complaints(each.method(), each.template(), reply)
          .forEach(it -> complaints.add(each.method() + " " + each.address() + ": " + it));
    }
    assertThat(complaints).isEmpty();
    assertThat(described.operations())
        .allMatch(it -> asked.contains(it.substring(0, it.lastIndexOf(' '))));
  }

  /** Shows that the test above can fail. */
  @Test
  void anAnswerThatIsNotDescribedIsNoticed() throws Exception {
    Reply wrong = new Reply(200, Map.of("Content-Type", List.of("application/json")), json("{}"));
    String template = ApiV1.ROOT + "/recordings/{id}";
    assertThat(described.complaints("GET", template, wrong)).contains("/id is missing");
    Reply other =
        new Reply(
            200,
            Map.of("Content-Type", List.of("application/json")),
            json(visitor.get("/api/v1/recordings/a.0").text().replace("\"pcm\"", "\"raw\"")));
    assertThat(described.complaints("GET", template, other)).hasSize(1);
    assertThat(described.complaints("GET", template, new Reply(418, Map.of(), json("{}"))))
        .containsExactly("status 418 is not described");
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void bodiesAreTakenStrictly() throws Exception {
    assertThat(refused("{\"ids\": [\"a.0\"], \"more\": 1}")).contains("more");
    assertThat(refused("{\"ids\": \"a.0\"}")).contains("ids");
    assertThat(refused("{\"ids\": [\"a.0\"]} 1")).contains("JSON");
    assertThat(refused("{\"ids\": []}")).contains("ids");
    assertThat(refused("{\"ids\": [\"a.0\"], \"ids\": [\"a.1\"]}")).contains("JSON");
    assertThat(refused("")).contains("ids");
    String large = "{\"ids\": [\"" + "x".repeat(70_000) + "\"]}";
    assertThat(visitor.post("/api/v1/recordings/delete", large).status()).isEqualTo(413);
    Reply form =
        visitor.send("POST", "/api/v1/recordings/delete", "ids=a.0", "Content-Type", "text/plain");
    assertThat(form.status()).isEqualTo(415);
    assertThat(visitor.get("/api/v1/recordings/a.0").json().at("/state").asString())
        .isEqualTo("sealed");
  }

  private String refused(String body) throws Exception {
    Reply reply = visitor.post("/api/v1/recordings/delete", body);
    assertThat(reply.status()).as(body).isEqualTo(400);
    return reply.detail();
  }
}
