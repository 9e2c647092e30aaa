package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.api.Visitor.Reply;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Marks, notes and what was reviewed. */
class ApiReviewTest {
  private static final String MARKS = "/api/v1/sources/studio/marks";
  private static final String REVIEWED = "/api/v1/sources/studio/reviewed";
  private static final String NOTE = "/api/v1/recordings/a.0/note";
  private static final String SPAN = "?from=2026-05-23T20:00:00Z&to=2026-05-23T20:01:00Z";

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(4, 0, 0, 1), signal(4, 0, 0, 2)));
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private Reply json(String method, String path, String body) throws Exception {
    return visitor.send(method, path, body, "Content-Type", "application/json");
  }

  private static String refused(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    return reply.detail();
  }

  private static String at(int second) {
    return "\"2026-05-23T20:00:%02dZ\"".formatted(second);
  }

  // --- marks

  @Test
  void aMarkIsMadeFoundInItsRecordingChangedAndDeleted() throws Exception {
    Reply made = visitor.post(MARKS, "{\"from\": " + at(5) + ", \"label\": \" <b>applause</b> \"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonNode mark = made.json();
    assertThat(mark.at("/label").asString()).isEqualTo("<b>applause</b>");
    assertThat(mark.at("/recording").asString()).isEqualTo("a.1");
    assertThat(mark.at("/offset").asDouble()).isEqualTo(1);
    assertThat(mark.at("/to").isNull()).isTrue();
    assertThat(mark.at("/by").asString()).isEqualTo("local");
    visitor.post(MARKS, "{\"from\": " + at(20) + ", \"to\": " + at(30) + "}");
    JsonNode list = visitor.get(MARKS + SPAN).json();
    assertThat(list.at("/marks/0")).isEqualTo(mark);
    assertThat(list.at("/marks/1/recording").isNull()).isTrue();
    assertThat(list.at("/complete").asBoolean()).isTrue();
    assertThat(visitor.get(MARKS).json().at("/marks").size()).as("the last day").isZero();

    String one = "/api/v1/marks/" + mark.at("/id").asInt();
    JsonNode longer = json("PATCH", one, "{\"to\": " + at(6) + "}").json();
    assertThat(longer.at("/to").asString()).isEqualTo("2026-05-23T20:00:06Z");
    assertThat(longer.at("/label").asString()).isEqualTo("<b>applause</b>");
    assertThat(refused(json("PATCH", one, "{\"from\": " + at(6) + "}"))).contains("behind from");
    JsonNode instant = json("PATCH", one, "{\"from\": " + at(6) + ", \"to\": null}").json();
    assertThat(instant.at("/to").isNull()).isTrue();
    assertThat(visitor.delete(one).status()).isEqualTo(204);
    assertThat(visitor.delete(one).status()).isEqualTo(404);
    assertThat(json("PATCH", one, "{\"label\": \"x\"}").status()).isEqualTo(404);
    assertThat(audited()).containsExactly("UNMARK local <b>applause</b>");
  }

  private List<String> audited() throws Exception {
    List<String> lines = new ArrayList<>();
    new AuditLog(folder.resolve(".sonolog"))
        .forEachReview(it -> lines.add(it.action() + " " + it.by() + " " + it.text()));
    return lines;
  }

  @Test
  void aMarkStaysWhenItsRecordingIsDeleted() throws Exception {
    visitor.post(MARKS, "{\"from\": " + at(5) + "}");
    visitor.delete("/api/v1/recordings/a.1");
    JsonNode marks = visitor.get(MARKS + SPAN).json().at("/marks");
    assertThat(marks.size()).isEqualTo(1);
    assertThat(marks.at("/0/recording").isNull()).isTrue();
    visitor.post("/api/v1/trash/restore", "{\"ids\": [\"a.1\"]}");
    assertThat(visitor.get(MARKS + SPAN).json().at("/marks/0/recording").asString())
        .isEqualTo("a.1");
  }

  @Test
  void whatIsNoMarkIsRefusedByName() throws Exception {
    assertThat(refused(visitor.post(MARKS, "{\"label\": \"x\"}"))).contains("from");
    assertThat(refused(visitor.post(MARKS, "{\"from\": \"now\"}"))).contains("from");
    assertThat(refused(visitor.post(MARKS, "{\"from\": " + at(5) + ", \"to\": 7}"))).contains("to");
    assertThat(refused(visitor.post(MARKS, "{\"from\": " + at(5) + ", \"to\": " + at(5) + "}")))
        .contains("to must lie behind from");
    assertThat(
            refused(
                visitor.post(MARKS, "{\"from\": " + at(5) + ", \"to\": \"2026-07-23T20:00:00Z\"}")))
        .contains("31 days");
    for (String label : List.of("a\\nb", "a\\u0000b", "\\u001b[2J", "\\ud800", "x".repeat(201))) {
      assertThat(
              refused(
                  visitor.post(MARKS, "{\"from\": " + at(5) + ", \"label\": \"" + label + "\"}")))
          .contains("label", "200");
    }
    String most = "\uD83D\uDE00".repeat(200);
    assertThat(
            visitor
                .post(MARKS, "{\"from\": " + at(5) + ", \"label\": \"" + most + "\"}")
                .json()
                .at("/label")
                .asString())
        .isEqualTo(most);
    assertThat(refused(json("PATCH", "/api/v1/marks/1", "{}"))).contains("changed");
    assertThat(visitor.post("/api/v1/sources/nobody/marks", "{}").status()).isEqualTo(404);
  }

  // --- notes

  @Test
  void twoWhoWriteAtOnceDoNotOverwriteEachOther() throws Exception {
    JsonNode none = visitor.get(NOTE).json();
    assertThat(none.at("/text").asString()).isEmpty();
    assertThat(none.at("/version").asInt()).isZero();
    String first = "{\"text\": \"Ada was here.\\r\\n\\tTwice.\", \"version\": 0}";
    JsonNode written = json("PUT", NOTE, first).json();
    assertThat(written.at("/text").asString()).isEqualTo("Ada was here.\n\tTwice.");
    assertThat(written).isEqualTo(visitor.get(NOTE).json());
    Reply late = json("PUT", NOTE, "{\"text\": \"Ben, too\", \"version\": 0}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(late.json().at("/current")).isEqualTo(written);
    assertThat(late.detail()).contains("version of current");
    assertThat(json("PUT", NOTE, "{\"text\": \"\", \"version\": 1}").json().at("/text").asString())
        .isEmpty();
    assertThat(audited()).containsExactly("UNNOTE local Ada was here.\n\tTwice.");
    assertThat(visitor.get("/api/v1/recordings/a.1/note").json().at("/version").asInt()).isZero();
    assertThat(visitor.get("/api/v1/recordings/a.9/note").status()).isEqualTo(404);
  }

  @Test
  void whatIsNoNoteIsRefused() throws Exception {
    for (String text : List.of("a\\u0000b", "a\\rb", "\\u009b", "\\udc00", "x".repeat(10_001))) {
      assertThat(refused(json("PUT", NOTE, "{\"text\": \"" + text + "\", \"version\": 0}")))
          .contains("text", "10000");
    }
    assertThat(refused(json("PUT", NOTE, "{\"text\": \"x\"}"))).contains("version");
    assertThat(refused(json("PUT", NOTE, "{\"text\": \"x\", \"version\": -1}")))
        .contains("version");
    assertThat(refused(json("PUT", NOTE, "{\"version\": 0}"))).contains("text");
    String most = "ß".repeat(10_000);
    assertThat(json("PUT", NOTE, "{\"text\": \"" + most + "\", \"version\": 0}").status())
        .isEqualTo(200);
  }

  // --- what was reviewed

  private JsonNode review(int from, int to, boolean reviewed) throws Exception {
    return visitor
        .post(
            REVIEWED,
            "{\"from\": " + at(from) + ", \"to\": " + at(to) + ", \"reviewed\": " + reviewed + "}")
        .json();
  }

  @Test
  void whatWasReviewedIsMergedSplitAndToldWithRecordings() throws Exception {
    review(0, 3, true);
    review(3, 6, true);
    JsonNode all = visitor.get(REVIEWED + SPAN).json();
    assertThat(all.at("/spans").size()).isEqualTo(1);
    assertThat(all.at("/seconds").asDouble()).isEqualTo(6);
    assertThat(all.at("/user").asString()).isEqualTo("local");
    assertThat(shares()).containsExactly("a.1 0.5", "a.0 1.0");
    JsonNode rest = review(1, 5, false);
    assertThat(rest.at("/spans").size()).isZero();
    assertThat(visitor.get(REVIEWED + SPAN).json().at("/spans").toString())
        .isEqualTo(
            "[{\"from\":\"2026-05-23T20:00:00Z\",\"to\":\"2026-05-23T20:00:01Z\"},"
                + "{\"from\":\"2026-05-23T20:00:05Z\",\"to\":\"2026-05-23T20:00:06Z\"}]");
    assertThat(shares()).containsExactly("a.1 0.25", "a.0 0.25");
    assertThat(visitor.get("/api/v1/recordings").text()).doesNotContain("reviewed");
    assertThat(refused(visitor.post(REVIEWED, "{\"from\": " + at(1) + "}"))).contains("reviewed");
    assertThat(
            refused(
                visitor.post(
                    REVIEWED,
                    "{\"from\": " + at(5) + ", \"to\": " + at(1) + ", \"reviewed\": true}")))
        .contains("to must lie behind from");
  }

  private List<String> shares() throws Exception {
    List<String> shares = new ArrayList<>();
    visitor
        .get("/api/v1/recordings?with=reviewed")
        .json()
        .at("/recordings")
        .forEach(it -> shares.add(it.at("/id").asString() + " " + it.at("/reviewed").asDouble()));
    return shares;
  }

  @Test
  void aShareOfWhatIsBeingRecordedIsOfWhatThereIsSoFar() throws Exception {
    TestArchive.Running running = archive.begin("live", SOURCE, START.plusSeconds(60), Codec.PCM);
    running.open();
    running.write(signal(1, 0, 0, 1));
    running.store();
    String all = "{\"from\": \"2026-05-23T20:01:00Z\", \"to\": \"2030-01-01T00:00:00Z\"";
    visitor.post(REVIEWED, all + ", \"reviewed\": true}");
    assertThat(shares()).first().isEqualTo("live.0 1.0");
    running.seal();
    running.end();
  }

  // --- who may

  @Test
  void aViewerReadsAllAndReviewsForItself() throws Exception {
    String viewer = token("eve", Role.VIEWER);
    String operator = token("ada", Role.OPERATOR);
    visitor.close();
    visitor = new Visitor(archive);
    String mark = "{\"from\": " + at(1) + ", \"label\": \"x\"}";
    assertThat(as(viewer, "POST", MARKS, mark).status()).isEqualTo(403);
    Reply made = as(operator, "POST", MARKS, mark);
    assertThat(made.json().at("/by").asString()).isEqualTo("token:ada");
    assertThat(as(viewer, "GET", MARKS + SPAN, "").json().at("/marks").size()).isEqualTo(1);
    assertThat(as(viewer, "DELETE", "/api/v1/marks/1", "").status()).isEqualTo(403);
    assertThat(as(viewer, "PATCH", "/api/v1/marks/1", mark).status()).isEqualTo(403);
    assertThat(as(viewer, "PUT", NOTE, "{\"text\": \"x\", \"version\": 0}").status())
        .isEqualTo(403);
    assertThat(as(viewer, "GET", NOTE, "").status()).isEqualTo(200);
    assertThat(as(viewer, "POST", "/api/v1/recordings/a.0/facts", "").status()).isEqualTo(403);
    String span = "{\"from\": " + at(1) + ", \"to\": " + at(2) + ", \"reviewed\": true}";
    assertThat(as(viewer, "POST", REVIEWED, span).status()).isEqualTo(200);
    assertThat(as(viewer, "GET", REVIEWED + SPAN, "").json().at("/seconds").asDouble())
        .isEqualTo(1);
    assertThat(as(operator, "GET", REVIEWED + SPAN, "").json().at("/seconds").asDouble()).isZero();
  }

  private String token(String label, Role role) throws Exception {
    try (Passwords passwords = new Passwords()) {
      Accounts accounts =
          new Accounts(folder.resolve(".sonolog"), passwords, InstantSource.system());
      if (accounts.current().hasNoUsers()) {
        var _ = accounts.add("root", Role.ADMIN, "correct horse", "test");
      }
      return accounts.addToken(label, role, Optional.empty(), "test").secret();
    }
  }

  private Reply as(String token, String method, String path, String body) throws Exception {
    return visitor.send(
        method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }
}
