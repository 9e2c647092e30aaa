package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes on in the studio, as events. */
@Timeout(60)
class StudioEventsTest {
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
    site = Site.start(SiteSettings.USUAL.on(0), archive, "test", Map.of());
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

  /** The next that is another: a page may be told how things are by its snapshot and by the hub. */
  private static String changeOf(Iterator<String> lines, String event, String before) {
    String next = dataBehind(lines, event);
    while (next.equals(before)) {
      next = dataBehind(lines, event);
    }
    return next;
  }

  @Test
  void everyPageIsToldHowThingsAreAndEachChange() throws Exception {
    try (Stream<String> first = events("?topics=studio");
        Stream<String> second = events("")) {
      Iterator<String> one = first.iterator();
      Iterator<String> other = second.iterator();
      String before = dataBehind(one, "studio");
      assertThat(before).contains("\"holder\":\"Anna\",\"version\":7");
      assertThat(dataBehind(other, "studio")).isEqualTo(before);
      studio.changes.add(ScriptedStudio.mic("Anna", 7));
      studio.changes.add(ScriptedStudio.mic("Ben", 8));
      for (Iterator<String> page : List.of(one, other)) {
        assertThat(changeOf(page, "studio", before)).contains("\"holder\":\"Ben\",\"version\":8");
      }
    }
  }

  @Test
  void whoComesLaterIsToldToo() throws Exception {
    try (Stream<String> first = events("?topics=studio")) {
      var _ = dataBehind(first.iterator(), "studio");
      try (Stream<String> later = events("?topics=studio")) {
        assertThat(dataBehind(later.iterator(), "studio")).contains("\"name\":\"mic\"");
      }
    }
  }

  @Test
  void everyPageIsToldWhatTheStationSays() throws Exception {
    try (Stream<String> first = events("?topics=station");
        Stream<String> second = events("")) {
      Iterator<String> one = first.iterator();
      Iterator<String> other = second.iterator();
      String before = dataBehind(one, "station");
      assertThat(before).contains("\"lamp\":\"on\"");
      assertThat(dataBehind(other, "station")).isEqualTo(before);
      station.changes.add(ScriptedStation.report("on"));
      station.changes.add(ScriptedStation.report("should be on"));
      for (Iterator<String> page : List.of(one, other)) {
        assertThat(changeOf(page, "station", before)).contains("\"lamp\":\"should be on\"");
      }
    }
  }

  @Test
  void metersAreForThoseWhoAskForThem() throws Exception {
    try (Stream<String> lines = events("?topics=meters")) {
      assertThat(dataBehind(lines.iterator(), "meters"))
          .contains("\"peak\":-12.3,\"hold\":-6.0,\"highest\":-3.0,\"truePeak\":null,\"clips\":2")
          .contains("\"momentary\":-23.0,\"shortTerm\":null");
    }
    int before = studio.asked.size();
    assertThat(before).isPositive();
  }

  @Test
  void whoAsksForNothingHearsNoMeters() throws Exception {
    try (Stream<String> lines = events("")) {
      Iterator<String> heard = lines.iterator();
      List<String> names = new ArrayList<>();
      for (long version = 8; version < 12; version++) {
        studio.changes.add(ScriptedStudio.mic("Ben", version));
        String line = heard.next();
        while (!line.contains("\"version\":" + version)) {
          names.add(line);
          line = heard.next();
        }
      }
      assertThat(names).doesNotContain("event: meters");
      assertThat(studio.asked).doesNotContain("meters");
    }
  }
}
