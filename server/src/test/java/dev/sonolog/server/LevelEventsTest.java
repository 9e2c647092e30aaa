package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.service.LiveLevels;
import dev.sonolog.server.service.StatusReport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Levels, as events. */
@Timeout(60)
class LevelEventsTest {
  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    archive = new TestArchive(folder);
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
    archive.hears(
        List.of(
            new LiveLevels(
                "mic",
                new StatusReport.Levels(
                    List.of(-12.345, Double.NEGATIVE_INFINITY),
                    Optional.of(-23.04),
                    List.of("channel 2 is dead")))));
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private Stream<String> events(String query) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + site.port() + "/api/v1/events" + query);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofLines()).body();
  }

  private static String dataBehind(Iterator<String> lines, String event) {
    while (!lines.next().equals("event: " + event)) {
      // others before it
    }
    return lines.next();
  }

  @Test
  void whoAsksForLevelsHearsThemAgainAndAgain() throws Exception {
    try (Stream<String> lines = events("?topics=levels")) {
      Iterator<String> heard = lines.iterator();
      for (int i = 0; i < 3; i++) {
        assertThat(dataBehind(heard, "levels"))
            .contains("\"source\":\"mic\"")
            .contains("\"peaks\":[-12.3,null]")
            .contains("\"shortTerm\":-23.0")
            .contains("\"conditions\":[\"channel 2 is dead\"]");
      }
      archive.hears(List.of());
      String last = dataBehind(heard, "levels");
      while (last.contains("mic")) {
        last = dataBehind(heard, "levels");
      }
      assertThat(last).contains("\"sources\":[]");
    }
  }

  @Test
  void whoDoesNotAskForLevelsHearsNoneAndNobodyIsAsked() throws Exception {
    try (Stream<String> lines = events("")) {
      Iterator<String> heard = lines.iterator();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 3; i++) { // each change is looked for twice a second, levels four times
        archive.says(
            new StatusReport(
                Optional.of(new StatusReport.Recorder(1, "2026-01-01T00:00:00Z", "v" + i)),
                List.of(source("s" + i)),
                List.of(),
                List.of(),
                Optional.empty()));
        String line = heard.next();
        while (!line.contains("\"name\":\"s" + i + "\"")) {
          names.add(line);
          line = heard.next();
        }
      }
      assertThat(names).doesNotContain("event: levels");
      assertThat(archive.levelsAsked()).isZero();
    }
  }

  private static StatusReport.Source source(String name) {
    return new StatusReport.Source(
        name,
        "recording",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
