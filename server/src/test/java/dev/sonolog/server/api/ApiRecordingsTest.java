package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import dev.sonolog.server.service.StatusReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sources and recordings: lists, pages, deleting. */
class ApiRecordingsTest {
  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private List<String> recorded(String run, String source, int count) throws Exception {
    return recorded(run, source, count, Codec.PCM);
  }

  private List<String> recorded(String run, String source, int count, Codec codec)
      throws Exception {
    List<short[]> pieces = Collections.nCopies(count, signal(1, 0, 0, 1));
    return archive.record(run, source, START, codec, pieces).stream()
        .map(it -> RecordingId.of(it.key()))
        .toList();
  }

  @Test
  void aRecordingIsToldInFull() throws Exception {
    String id = recorded("a", SOURCE, 2).get(1);
    JsonNode recording = visitor.get("/api/v1/recordings/" + id).json();
    assertThat(recording.at("/id").asString()).isEqualTo(id).isEqualTo("a.1");
    assertThat(recording.at("/source").asString()).isEqualTo(SOURCE);
    assertThat(recording.at("/start").asString()).isEqualTo("2026-05-23T20:00:01Z");
    assertThat(recording.at("/end").asString()).isEqualTo("2026-05-23T20:00:02Z");
    assertThat(recording.at("/seconds").asDouble()).isEqualTo(1);
    assertThat(recording.at("/samples").asLong()).isEqualTo(8_000);
    assertThat(recording.at("/codec").asString()).isEqualTo("pcm");
    assertThat(recording.at("/state").asString()).isEqualTo("sealed");
    assertThat(recording.at("/startFrom").asString()).isEqualTo("recorder");
    assertThat(recording.at("/pinned").asBoolean()).isFalse();
    assertThat(recording.at("/file").asString()).isEqualTo("studio-1.wav");
    assertThat(recording.at("/bytes").asLong()).isGreaterThan(16_000);
  }

  @Test
  void pagesOfAFilteredListHoldEachRecordingOnceWhileOthersCome() throws Exception {
    List<String> wanted = new ArrayList<>(recorded("a", SOURCE, 23));
    recorded("b", "other", 7);
    recorded("c", SOURCE, 3, Codec.FLAC);
    List<String> seen = new ArrayList<>();
    String next = "/api/v1/recordings?source=studio&codec=pcm&limit=5";
    int pages = 0;
    while (!next.isEmpty()) {
      Reply page = visitor.get(next);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.json().at("/recordings").forEach(it -> seen.add(it.at("/id").asString()));
      next = page.json().at("/next").asString("");
      pages++;
      archive.record(
          "later" + pages,
          SOURCE,
          START.plusSeconds(1_000L * pages),
          Codec.PCM,
          List.of(signal(1, 0, 0, 2)));
    }
    Collections.reverse(wanted);
    assertThat(seen).isEqualTo(wanted);
    assertThat(pages).isEqualTo(5);
  }

  @Test
  void filtersChoose() throws Exception {
    recorded("a", SOURCE, 3);
    recorded("c", "other", 1, Codec.FLAC);
    assertThat(ids("?codec=flac")).containsExactly("c.0");
    assertThat(ids("?source=other")).containsExactly("c.0");
    assertThat(ids("?source=studio&from=2026-05-23T22:00:01.5%2B02:00"))
        .containsExactly("a.2", "a.1");
    assertThat(ids("?source=studio&from=2026-05-23T22:00:01.5+02:00&to=2026-05-23T20:00:02Z"))
        .containsExactly("a.1");
    assertThat(ids("?state=trashed")).isEmpty();
    assertThat(ids("?limit=2")).hasSize(2);
  }

  @Test
  void namesPinsAndSeveralSourcesChoose() throws Exception {
    recorded("a", SOURCE, 3); // studio-0.wav to studio-2.wav
    recorded("b", "other", 1); // other-3.wav
    recorded("c", "third, one", 1); // third, one-4.wav
    visitor.post("/api/v1/pins", "{\"ids\": [\"a.1\", \"b.0\"]}");
    assertThat(ids("?text=STUDIO-1")).containsExactly("a.1");
    assertThat(ids("?text=o")).hasSize(5);
    assertThat(ids("?text=")).hasSize(5);
    assertThat(ids("?pinned=true")).containsExactlyInAnyOrder("a.1", "b.0");
    assertThat(ids("?pinned=false")).containsExactlyInAnyOrder("a.2", "a.0", "c.0");
    assertThat(ids("?pinned=true&text=studio")).containsExactly("a.1");
    assertThat(ids("?source=other&source=third,+one")).containsExactlyInAnyOrder("b.0", "c.0");
    assertThat(refused("?pinned=1")).contains("pinned", "true, false");
    assertThat(refused("?with=pins")).contains("with", "reviewed");
    assertThat(refused("?text=" + "x".repeat(201))).contains("text", "200");
  }

  @Test
  void theNextPageKeepsAllFilters() throws Exception {
    recorded("a", SOURCE, 3);
    recorded("b", "other & co", 3);
    recorded("c", "third", 3);
    List<String> seen = new ArrayList<>();
    String next =
        "/api/v1/recordings?source=studio&source=other+%26+co&text=-&pinned=false&limit=2"
            + "&with=reviewed";
    while (!next.isEmpty()) {
      JsonNode page = visitor.get(next).json();
      page.at("/recordings")
          .forEach(
              it -> {
                seen.add(it.at("/id").asString());
                assertThat(it.at("/reviewed").asDouble(-1)).isZero();
              });
      next = page.at("/next").asString("");
    }
    assertThat(seen)
        .containsExactlyInAnyOrder("a.0", "a.1", "a.2", "b.0", "b.1", "b.2")
        .doesNotHaveDuplicates();
  }

  @Test
  void daysAreThoseOfTheSourcesZone() throws Exception {
    recorded("a", SOURCE, 2); // on 23 May, 22:00 in Berlin
    archive.record("b", "other", START.plusSeconds(7_200), Codec.PCM, List.of(signal(1, 0, 0, 1)));
    String span = "?from=2026-05-01T00:00:00Z&to=2026-06-01T00:00:00Z";
    JsonNode days = visitor.get("/api/v1/days" + span).json().at("/days");
    assertThat(days.findValuesAsString("date")).containsExactly("2026-05-24", "2026-05-23");
    assertThat(days.findValuesAsString("source")).containsExactly("other", SOURCE);
    assertThat(days.at("/1/count").asInt()).isEqualTo(2);
    assertThat(days.at("/1/seconds").asDouble()).isEqualTo(2);
    assertThat(days.at("/1/bytes").asLong())
        .isEqualTo(visitor.get("/api/v1/sources/studio").json().at("/bytes").asLong());
    assertThat(days.at("/1/zone").asString()).isEqualTo("Europe/Berlin");
    assertThat(visitor.get("/api/v1/days" + span + "&source=other").json().at("/days").size())
        .isEqualTo(1);
    Reply long1 = visitor.get("/api/v1/days?from=2020-01-01T00:00:00Z");
    assertThat(long1.status()).isEqualTo(400);
    assertThat(long1.detail()).contains("400 days");
  }

  private List<String> ids(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    Reply reply = visitor.get("/api/v1/recordings" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.json().at("/recordings").forEach(it -> ids.add(it.at("/id").asString()));
    return ids;
  }

  @Test
  void whatIsWrongIsToldByName() throws Exception {
    recorded("a", SOURCE, 1);
    assertThat(refused("?limit=0")).contains("limit", "1", "500");
    assertThat(refused("?limit=1e1")).contains("limit");
    assertThat(refused("?sorce=studio&colour=red")).contains("sorce", "colour", "source");
    assertThat(refused("?from=yesterday")).contains("from", "2026-11-20T14:03:22Z");
    assertThat(refused("?codec=mp4")).contains("codec", "mp3", "flac");
    assertThat(refused("?cursor=abc")).contains("cursor");
    Reply unknown = visitor.get("/api/v1/recordings/a.99");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(visitor.get("/api/v1/recordings/%2e%2e").status()).isEqualTo(404);
  }

  private String refused(String query) throws Exception {
    Reply reply = visitor.get("/api/v1/recordings" + query);
    assertThat(reply.status()).isEqualTo(400);
    return reply.detail();
  }

  @Test
  void namesOfRecordingsSurviveAnyRun() {
    for (String run : List.of("a", "550e8400-e29b-41d4-a716-446655440000", "ein Lauf/ä.1", "~x")) {
      SegmentKey key = new SegmentKey(run, 12);
      assertThat(RecordingId.of(key)).matches("[A-Za-z0-9._~-]+");
      assertThat(RecordingId.parse(RecordingId.of(key))).contains(key);
    }
    for (String wrong : List.of("", ".", "a", "a.", "a.-1", "a.01", "~YQ.0", "a b.0", "~!.0")) {
      assertThat(RecordingId.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void deletingRefusesWhatIsPinnedOrRecorded() throws Exception {
    List<String> ids = recorded("a", SOURCE, 3);
    TestArchive.Running running = archive.begin("live", SOURCE, START.plusSeconds(60), Codec.PCM);
    running.open();
    running.write(signal(1, 0, 0, 1));
    running.store();
    String body = "{\"ids\": [\"a.1\"], \"note\": \"evidence\"}";
    assertThat(visitor.post("/api/v1/pins", body).json().at("/results/0/done").asBoolean())
        .isTrue();
    Reply pinned = visitor.delete("/api/v1/recordings/a.1");
    assertThat(pinned.status()).isEqualTo(409);
    assertThat(pinned.detail()).contains("pinned by local", "evidence");
    Reply recording = visitor.delete("/api/v1/recordings/live.0");
    assertThat(recording.status()).isEqualTo(409);
    assertThat(recording.detail()).contains("being recorded");
    JsonNode results =
        visitor
            .post(
                "/api/v1/recordings/delete",
                "{\"ids\": [\"a.0\", \"a.1\", \"live.0\", \"nobody.7\", \"a.2\"]}")
            .json()
            .at("/results");
    assertThat(results.findValuesAsString("done"))
        .containsExactly("true", "false", "false", "false", "true");
    assertThat(ids).hasSize(3);
    assertThat(ids("?source=studio")).containsExactly("live.0", "a.1");
    assertThat(visitor.delete("/api/v1/recordings/a.0").detail()).contains("trash already");
    running.seal();
    running.end();
  }

  @Test
  void sourcesAreToldByTheRecorderAndTheCatalogueTogether() throws Exception {
    recorded("a", SOURCE, 2);
    JsonNode without = visitor.get("/api/v1/sources").json();
    assertThat(without.at("/recording").asBoolean()).isFalse();
    assertThat(without.at("/sources/0/state").asString()).isEqualTo("notRunning");
    assertThat(without.at("/sources/0/segments").asLong()).isEqualTo(2);
    assertThat(without.at("/sources/0/seconds").asDouble()).isEqualTo(2);
    archive.says(report());
    JsonNode sources = visitor.get("/api/v1/sources").json().at("/sources");
    assertThat(sources.findValuesAsString("name")).containsExactly("radio", SOURCE);
    JsonNode radio = visitor.get("/api/v1/sources/radio").json();
    assertThat(radio.at("/state").asString()).isEqualTo("recording");
    assertThat(radio.at("/file").asString()).isEqualTo("x.mp3");
    assertThat(radio.at("/levels/peaks/0").asDouble()).isEqualTo(-3.5);
    assertThat(radio.at("/levels/peaks/1").isNull()).isTrue();
    assertThat(radio.at("/driftPpm").asDouble()).isEqualTo(-12);
    assertThat(radio.at("/zone").asString()).isEqualTo("Europe/Berlin");
    Reply unknown = visitor.get("/api/v1/sources/nobody");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.detail()).contains("radio", SOURCE);
  }

  private static StatusReport report() {
    StatusReport.Levels levels =
        new StatusReport.Levels(
            List.of(-3.5, Double.NEGATIVE_INFINITY), Optional.of(-20.0), List.of("silence"));
    StatusReport.Source source =
        new StatusReport.Source(
            "radio",
            "recording",
            Optional.of("2026-05-23T20:00:00Z"),
            Optional.empty(),
            Optional.of("MP3 44100 Hz"),
            Optional.of("/somewhere/x.mp3"),
            Optional.of("A song"),
            0,
            0,
            0,
            Optional.of(-12.0),
            Optional.of(levels),
            Optional.of(new StatusReport.Analysis(1, 2.5, 0, true)));
    return new StatusReport(
        Optional.of(new StatusReport.Recorder(1, "2026-05-23T20:00:00Z", "1")),
        List.of(source),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
