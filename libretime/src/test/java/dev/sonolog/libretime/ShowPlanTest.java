package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sonolog.libretime.PlanReading.Source;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shows of the week ahead, read from a station. */
class ShowPlanTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z"); // a Saturday

  @TempDir private Path folder;
  private final List<PlanChange> told = new CopyOnWriteArrayList<>();
  private ManualTime time = new ManualTime(NOW);
  private LibretimeStation station;
  private LibretimeClient client;
  private ShowPlan shows;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    station.settings().now(NOW);
    client = Clients.withKey(station);
    shows = opened();
  }

  @AfterEach
  void stop() {
    shows.close();
    client.close();
    station.close();
  }

  private ShowPlan opened() {
    ShowPlan plan = new ShowPlan(client, folder.resolve("state/plan.json"), time);
    plan.listen((_, changes) -> told.addAll(changes));
    return plan;
  }

  /** Reads, and lets the pause that it wants pass on all clocks. */
  private Duration read() throws InterruptedException {
    Duration pause = shows.step();
    time.advance(pause);
    station.settings().now(time.now());
    return pause;
  }

  private void readFor(Duration span) throws InterruptedException {
    Instant end = time.now().plus(span);
    while (time.now().isBefore(end)) {
      Duration _ = read();
    }
  }

  private long plan(String name, int fromMinute, int toMinute) {
    return station
        .calendar()
        .plan(
            name, NOW.plus(Duration.ofMinutes(fromMinute)), NOW.plus(Duration.ofMinutes(toMinute)));
  }

  private Source source() {
    return shows.plan().read().orElseThrow().source();
  }

  // --- the best source

  @ParameterizedTest
  @CsvSource({"INSTANCES", "WEEK", "LIVE"})
  void eachSourceTellsTheSameOfWhatItTells(Source best) throws Exception {
    if (best != Source.INSTANCES) {
      station.settings().secondInterface(false);
    }
    if (best == Source.LIVE) {
      station.always("/api/week-info", new Fault.Says(404, "text/html", "<html>"));
    }
    long running = plan("R&B \"late\"", -10, 50);
    long next = plan("Новости", 50, 60);
    long farther = plan("Matinee", 60 * 24 * 6, 60 * 24 * 6 + 60);
    Duration _ = read();
    assertThat(source()).isEqualTo(best);
    Show show = shows.plan().find(running).orElseThrow();
    assertThat(show.name()).isEqualTo("R&B \"late\"");
    assertThat(show.starts()).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
    assertThat(show.ends()).isEqualTo(NOW.plus(Duration.ofMinutes(50)));
    assertThat(shows.plan().find(next).orElseThrow().name()).isEqualTo("Новости");
    assertThat(shows.plan().find(farther).isPresent()).isEqualTo(best != Source.LIVE);
  }

  @Test
  void aCalendarThatCanBeFilteredIsFiltered() throws Exception {
    station.settings().filters(true);
    plan("Long ago", -60 * 24 * 100, -60 * 24 * 100 + 60);
    plan("Far away", 60 * 24 * 100, 60 * 24 * 100 + 60);
    plan("Now", -10, 10);
    Duration _ = read();
    assertThat(shows.plan().shows()).extracting(Show::name).containsExactly("Now");
  }

  @Test
  void aCalendarThatIsTooLargeIsLeftForTheWeek() throws Exception {
    station.always("/api/v2/show-instances", new Fault.Endless());
    plan("Now", -10, 10);
    Duration _ = read();
    assertThat(source()).isEqualTo(Source.WEEK);
    assertThat(shows.plan().shows()).hasSize(1);
  }

  @Test
  void aWeekInTheStationsOwnZoneIsFoundOut() throws Exception {
    station.settings().secondInterface(false).oldWeekInfo(true);
    long running = plan("Now", -10, 10);
    long later = plan("Later", 600, 660);
    Duration _ = read();
    assertThat(source()).isEqualTo(Source.WEEK);
    assertThat(shows.plan().find(running).orElseThrow().starts())
        .isEqualTo(NOW.minus(Duration.ofMinutes(10)));
    assertThat(shows.plan().find(later).orElseThrow().starts())
        .isEqualTo(NOW.plus(Duration.ofHours(10)));
  }

  @Test
  void aShowThatBeganOnTheSundayBeforeIsNotMissed() throws Exception {
    Instant monday = Instant.parse("2026-05-24T22:10:00Z"); // Monday 0:10 in Berlin
    time = new ManualTime(monday);
    station.settings().secondInterface(false).now(monday);
    shows = opened();
    long night =
        station.calendar().plan("Night", monday.minusSeconds(3600), monday.plusSeconds(3600));
    Duration _ = read();
    assertThat(source()).isEqualTo(Source.WEEK);
    assertThat(shows.plan().find(night)).isPresent();
  }

  // --- changes

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRunningShowThatOverrunsIsToldInTime(boolean second) throws Exception {
    station.settings().secondInterface(second);
    long running = plan("Jazz", -50, 10);
    Duration _ = read();
    station.calendar().move(running, NOW.minusSeconds(3000), NOW.plusSeconds(1500));
    readFor(Duration.ofSeconds(12));
    assertThat(told).filteredOn(PlanChange.Moved.class::isInstance).hasSize(1);
    assertThat(shows.plan().find(running).orElseThrow().ends()).isEqualTo(NOW.plusSeconds(1500));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void aCancelledShowIsToldAsCancelledOnce(boolean second, boolean struckOut) throws Exception {
    station.settings().secondInterface(second);
    long tomorrow = plan("Jazz", 600, 660);
    Duration _ = read();
    if (struckOut) {
      station.calendar().strikeOut(tomorrow);
    } else {
      station.calendar().remove(tomorrow);
    }
    readFor(Duration.ofMinutes(3));
    assertThat(told).filteredOn(PlanChange.Cancelled.class::isInstance).hasSize(1);
    assertThat(shows.plan().shows()).isEmpty();
  }

  @Test
  void aStruckOutShowWasNeverPlanned() throws Exception {
    station.calendar().strikeOut(plan("Jazz", 10, 60));
    Duration _ = read();
    assertThat(told).isEmpty();
  }

  @Test
  void oneEmptyAnswerCancelsNothing() throws Exception {
    long running = plan("Jazz", -10, 50);
    Duration _ = read();
    station.once("GET", "/api/live-info", new Fault.Says(200, "x/y", "{\"timezone\":\"UTC\"}"));
    Duration _ = read();
    Duration _ = read();
    station.once("GET", "/api/v2/show-instances", new Fault.Says(200, "x/y", "[]"));
    readFor(Duration.ofMinutes(2));
    assertThat(told).hasSize(1);
    assertThat(shows.plan().find(running)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-24T23:30:00Z,true",
    "2026-10-24T23:30:00Z,false",
    "2026-03-28T23:30:00Z,true",
    "2026-03-28T23:30:00Z,false"
  })
  void nightsOnWhichClocksAreSetKeepTheirShows(Instant night, boolean second) throws Exception {
    time = new ManualTime(night);
    station.settings().secondInterface(second).now(night);
    shows = opened();
    for (int i = 0; i < 6; i++) {
      Instant starts = night.plus(Duration.ofMinutes(30L * i));
      station.calendar().plan("Half hour " + i, starts, starts.plus(Duration.ofMinutes(30)));
    }
    readFor(Duration.ofHours(3));
    assertThat(told).hasSize(6).allMatch(PlanChange.Added.class::isInstance);
    assertThat(shows.plan().shows())
        .hasSize(6)
        .allMatch(it -> it.length().equals(Duration.ofMinutes(30)));
  }

  // --- without LibreTime

  @Test
  void showsStayKnownWhileLibretimeIsDownAndAfterARestart() throws Exception {
    long tomorrow = plan("Jazz", 600, 660);
    Duration _ = read();
    station.always("", new Fault.HangUp());
    readFor(Duration.ofMinutes(10));
    assertThat(shows.plan().find(tomorrow)).isPresent();
    assertThat(shows.trouble()).isPresent();
    Plan before = shows.plan();
    shows.close();
    shows = opened();
    assertThat(shows.plan().shows()).isEqualTo(before.shows());
    Duration _ = read();
    assertThat(shows.plan().find(tomorrow)).isPresent();
    assertThat(told).hasSize(1);
    station.heal();
    readFor(Duration.ofMinutes(2));
    assertThat(shows.trouble()).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void aStationThatIsDownIsAskedLessAndLess() throws Exception {
    station.always("", new Fault.Says(503, "text/plain", ""));
    assertThat(read()).isEqualTo(ShowPlan.QUICK);
    assertThat(read()).isEqualTo(ShowPlan.QUICK.multipliedBy(2));
    for (int i = 0; i < 10; i++) {
      Duration _ = read();
    }
    assertThat(read()).isEqualTo(ShowPlan.LONGEST);
  }

  @Test
  void aFileThatIsBrokenIsAsNone() throws Exception {
    plan("Jazz", 600, 660);
    Duration _ = read();
    Path file = folder.resolve("state/plan.json");
    String text = Files.readString(file);
    for (String broken :
        List.of(
            "",
            "{}",
            "null",
            "[]",
            text.substring(0, text.length() / 2),
            text.replace("\"name\"", "\"noname\""))) {
      Files.writeString(file, broken);
      shows = opened();
      assertThat(shows.plan().shows()).as(broken).isEmpty();
      Duration _ = read();
      time.advance(ShowPlan.WHOLE);
      assertThat(shows.plan().shows()).as(broken).hasSize(1);
    }
    assertThat(folder.resolve("state").toFile().list()).containsExactly("plan.json");
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothing() throws Exception {
    Files.writeString(folder.resolve("state"), "in the way");
    plan("Jazz", 600, 660);
    Duration _ = read();
    assertThat(shows.plan().shows()).hasSize(1);
  }

  @Test
  void itsOwnThreadReadsToo() {
    plan("Jazz", -10, 60);
    shows.begin();
    await().atMost(Duration.ofSeconds(30)).until(() -> shows.plan().shows().size() == 1);
    assertThat(station.requests()).extracting(Received::path).contains("/api/v2/show-instances");
  }
}
