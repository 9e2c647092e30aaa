package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was played in a span. */
class ApiTitlesTest {
  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(5, 0, 0, 1), signal(5, 0, 0, 2)));
    archive.record("b", SOURCE, START.plusSeconds(20), Codec.PCM, List.of(signal(5, 0, 0, 3)));
    archive.record("c", "other", START, Codec.PCM, List.of(signal(5, 0, 0, 4)));
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private JsonNode titles(Instant from, Instant to) throws Exception {
    return visitor.get("/api/v1/sources/studio/titles?from=" + from + "&to=" + to).json();
  }

  private static List<String> texts(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer.at("/titles").forEach(it -> texts.add(it.at("/title").asString()));
    return texts;
  }

  @Test
  void theTitlesOfASpanAreToldInOrderAcrossFilesAndRuns() throws Exception {
    archive.title("a", 8_000, START.plusSeconds(1), "Björk - Jóga");
    archive.title("a", 48_000, START.plusSeconds(6), "");
    archive.title("b", 0, START.plusSeconds(20), "It's; a \"test\"");
    archive.title("c", 0, START.plusSeconds(2), "of another source");
    archive.stored();
    JsonNode all = titles(START, START.plusSeconds(30));
    assertThat(texts(all)).containsExactly("Björk - Jóga", "", "It's; a \"test\"");
    assertThat(all.at("/titles/0/at").asString()).isEqualTo("2026-05-23T20:00:01Z");
    assertThat(all.at("/truncated").asBoolean()).isFalse();
    assertThat(texts(titles(START.plusSeconds(1), START.plusSeconds(6))))
        .as("half open")
        .containsExactly("Björk - Jóga");
    assertThat(texts(titles(START.plusSeconds(7), START.plusSeconds(19)))).isEmpty();
    assertThat(visitor.get("/api/v1/sources/nobody/titles").status()).isEqualTo(404);
  }

  @Test
  void ofTooManyTheNewestAreTold() throws Exception {
    for (int i = 0; i <= 5_000; i++) {
      archive.title("a", i, START.plusMillis(i), "Title " + i);
    }
    archive.stored();
    JsonNode some = titles(START, START.plusSeconds(30));
    assertThat(some.at("/truncated").asBoolean()).isTrue();
    assertThat(texts(some)).hasSize(5_000).startsWith("Title 1").endsWith("Title 5000");
    JsonNode all = titles(START.plusMillis(1), START.plusSeconds(30));
    assertThat(all.at("/truncated").asBoolean()).isFalse();
    assertThat(texts(all)).hasSize(5_000);
  }
}
